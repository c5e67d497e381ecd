using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Gives a charged payment back, in full or in part.</summary>
/// <remarks>
/// <para>
/// The answer means that the refund was accepted; what is settled shows in Refunds and RefundAmount of Get-FreedomPayPayment. A hold is
/// released with Stop-FreedomPayPayment. Either -RefundAmount or -Full is required, so that a file whose column of amounts is misspelt gives
/// nothing back.
/// </para>
/// <para>
/// A file brings the amount in a column RefundAmount or pg_refund_amount. A column Amount alone is refused, for it may be that of the
/// payment; and so is the RefundAmount of a result of this module or of its export, which says what was given back before.
/// </para>
/// <para>
/// Safety: nothing in the documentation names a refund, so that a repeat may give back twice. A request whose answer is lost is not sent
/// again. The refunds that the payment lists are asked before the request leaves and again after a lost answer: a new one over the same amount,
/// which no other request of this process or of the journal can have made, is taken for this one; else the outcome is reported as unknown.
/// The list is kept in the journal, so that a later run with it can settle what this one could not. Give -Journal for a file of refunds: run
/// again without one, it gives back again. A refund over the same amount that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>
/// The Merchant and the Gateway API share the numbers of payments: a refund through one and again through the other are two refunds, and no
/// journal knows of both, for a journal belongs to one cmdlet.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. The field list of the documentation is not published; these are the fields that clients send.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayRefund 4567788 -RefundAmount 500.00</code>
/// <para>Gives 500.00 of a payment back.</para>
/// </example>
/// <example>
/// <code>Import-Csv refunds.csv | New-FreedomPayRefund -Journal refunds.jsonl -WhatIf</code>
/// <para>Shows what would be given back for a file with the columns PaymentId and RefundAmount, and gives nothing back.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/refund-payment-11621013e0">Refund payment</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayRefund", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(Refund))]
[Operation("refundPayment", "POST", "/revoke", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, StatusOperation = "getPaymentStatus",
    StatusField = "pg_payment_id", Answer = ["pg_status"])]
public sealed class NewFreedomPayRefundCommand : RefundCommand<Refund>
{
    /// <summary>Amount to give back, at most what is left of the charge: digits with at most two decimals after a point, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_refund_amount", "Amount"), Field("pg_refund_amount", FieldKind.Amount, Minimum = "0.01", Columns = ["RefundAmount", "pg_refund_amount"])]
    public string? RefundAmount { get; set; }

    /// <summary>
    /// A key of the refund, at most 255 characters, that a client sends; whether the API obeys it is not documented. The key of the payment
    /// is not to be used again, and the column IdempotencyKey of a payment is not taken.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_idempotency_key"), Field("pg_idempotency_key", FieldKind.Id, MaxLength = 255)]
    public string? RefundKey { get; set; }

    private protected override RefundBook Book => RefundBook.OfPayments;
}
