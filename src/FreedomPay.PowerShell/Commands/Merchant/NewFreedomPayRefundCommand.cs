using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Operations;
using FreedomPay.Parameters;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Gives a charged payment back, in full or in part.</summary>
/// <remarks>
/// <para>
/// The answer means that the refund was accepted; what is settled shows in Refunds and RefundAmount of Get-FreedomPayPayment. A hold is
/// released with Stop-FreedomPayPayment. Either -Amount or -Full is required, so that a file whose column of amounts is misspelt gives
/// nothing back.
/// </para>
/// <para>
/// Safety: nothing in the documentation names a refund, so that a repeat may give back twice. A request whose answer is lost is not sent
/// again: the payment is looked up, and a refund of these very seconds over the same amount, which no other request of this process can
/// have made, is taken for this one; else the outcome is reported as unknown, and in later runs with the same journal stays so. Give
/// -Journal for a file of refunds: run again without one, it gives back again.
/// </para>
/// <para>
/// The Merchant and the Gateway API share the numbers of payments: a refund through one and again through the other are two refunds, and no
/// journal knows of both, for a journal belongs to one cmdlet.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. The field list of the documentation is not published; these are the fields that clients send.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayRefund 4567788 -Amount 500.00</code>
/// <para>Gives 500.00 of a payment back.</para>
/// </example>
/// <example>
/// <code>Import-Csv refunds.csv | New-FreedomPayRefund -Journal refunds.jsonl -WhatIf</code>
/// <para>Shows what would be given back for a file with the columns PaymentId and Amount, and gives nothing back.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/refund-payment-11621013e0">Refund payment</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayRefund", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(Refund))]
[Operation("refundPayment", "POST", "/revoke", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, StatusOperation = "getPaymentStatus", StatusField = "pg_payment_id", Answer = ["pg_status"])]
public sealed class NewFreedomPayRefundCommand : PgCommand<Refund>
{
    private const string InPart = "Amount";
    private const string InFull = "Full";

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText(FromPipeline = true)]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? PaymentId { get; set; }

    /// <summary>Amount to give back, at most what is left of the charge: digits with at most two decimals after a point, such as 1500.50. A decimal comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    [Alias("pg_refund_amount"), Field("pg_refund_amount", FieldKind.Amount, Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>Gives back the whole payment, or what is left of it.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    /// <summary>
    /// A key of the refund, at most 255 characters, that a client sends; whether the API obeys it is not documented. The key of the payment
    /// is not to be used again, and the column IdempotencyKey of a payment is not taken.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    [Alias("pg_idempotency_key"), Field("pg_idempotency_key", FieldKind.Id, MaxLength = 255)]
    public string? RefundKey { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => Messages.PaymentAndAmount.With(PaymentId, AnswerReader.Text(sent, "pg_refund_amount") ?? Messages.FullAmount);

    // The API numbers refunds itself and does not say which is whose. There have to be as many of these very seconds as were sent over the
    // same amount, this one among them. What an earlier run had sent in those seconds nobody knows any more.
    private protected override bool ShowsArrival(Row row, JsonObject answer)
    {
        var payment = new Payment();
        AnswerReader.Fill(payment, answer, null);
        if (AnswerReader.Text(row.Sent, "pg_refund_amount") is not { } amount) return payment.RefundAmount is { } back && payment.ClearingAmount is { } charged && back.Value == -charged.Value;
        if (row.Ticket?.SentAt is not null) return false;

        int found = payment.Refunds.Count(refund => refund.PaymentStatus is "success" && HappenedSince(row.SentAt, refund.PaymentDate) && AreSame("-" + amount, refund.Amount?.ToString()));
        return found > 0 && found >= DoneSince(row);
    }

    private protected override string? ActOf(JsonObject sent) => $"refund {AnswerReader.Text(sent, "pg_payment_id")} {AnswerReader.Text(sent, "pg_refund_amount")}";
}
