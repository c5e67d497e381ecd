using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Gives a charged payment back through the Gateway API, in full or in part.</summary>
/// <remarks>
/// <para>
/// The answer means that the refund was accepted; what is settled shows in Refunds and RefundAmount of Get-FreedomPayGatewayPayment. A hold is
/// released with Stop-FreedomPayGatewayPayment. Either -RefundAmount or -Full is required, so that a file whose column of amounts is misspelt
/// gives nothing back.
/// </para>
/// <para>
/// A file brings the amount in a column RefundAmount. A column Amount or pg_amount alone is refused, for it may be that of the payment; and so is the
/// RefundAmount of a result of this module or of its export, which says what was given back before.
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
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayGatewayRefund 4567788 -RefundAmount 500.00</code>
/// <para>Gives 500.00 of a payment back.</para>
/// </example>
/// <example>
/// <code>Import-Csv refunds.csv | New-FreedomPayGatewayRefund -Journal refunds.jsonl -WhatIf</code>
/// <para>Shows what would be given back for a file with the columns PaymentId and RefundAmount, and gives nothing back.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587003">Refund</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayGatewayRefund", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(GatewayRefund))]
[Operation("gatewayRefundPayment", "POST", "/g2g/refund", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, StatusOperation = "gatewayGetPaymentStatus",
    StatusField = "pg_payment_id", Answer = ["pg_payment_id", "pg_payment_refund_id", "pg_status", "pg_refund_status"])]
public sealed class NewFreedomPayGatewayRefundCommand : RefundCommand<GatewayRefund>
{
    /// <summary>Amount to give back, at most what is left of the charge: digits with at most two decimals after a point, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount", "Amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Columns = ["RefundAmount"])]
    public string? RefundAmount { get; set; }

    /// <summary>Currency of the charge, three capital letters of ISO 4217, such as KZT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency"), Field("pg_currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>
    /// Lines of the fiscal receipt of the refund: hashtables or objects with Name, Count and Price, and TaxType, UnitCode, Gtin, Ntin where they
    /// apply. They are those of every row.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("pg_receipt_positions")]
    [FieldGroup("pg_receipt_positions", typeof(ReversalPosition), Many = true, OfOwnFile = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public ReversalPosition[]? ReceiptPosition { get; set; }
#pragma warning restore CA1819

    private protected override RefundBook Book => RefundBook.OfGateway;

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults) => new ReceiptPositions().Judge(row.Sent, faults);
}
