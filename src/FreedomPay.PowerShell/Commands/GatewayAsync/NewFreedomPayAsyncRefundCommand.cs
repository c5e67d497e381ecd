using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>Gives a charged payment of the asynchronous part of the Gateway API back, in full or in part.</summary>
/// <remarks>
/// <para>
/// The answer means that the refund was taken; then it stands in Refunds of Get-FreedomPayAsyncPayment with its state. A hold is cancelled with
/// Stop-FreedomPayAsyncPayment. Either -RefundAmount or -Full is required, so that a file whose column of amounts is misspelt gives nothing back. The API
/// wants an amount: with -Full the payment is asked for first, and what is left of its charge is given back; where its state does not tell that, nothing
/// is sent.
/// </para>
/// <para>
/// A file brings the amount in a column RefundAmount. A column Amount alone is refused, for it may be that of the payment; and so is the
/// RefundAmount of a result of this module or of its export, which says what was given back before.
/// </para>
/// <para>
/// Safety: the API answers a repeat with its first answer, so a request whose answer is lost is sent again under the same -RequestId. When that does
/// not help, the request itself is looked up by its number: the payment lists refunds and does not say whose they are. What is not shown then is
/// reported as unknown, and with -Journal a later run asks for it first, and else sends it again under the same number. Run again without a journal,
/// a file gives back again.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayAsyncRefund 01978d0e-b956-7ea2-9a42-32cff1f44ede -RefundAmount 50.00</code>
/// <para>Gives 50.00 of a payment back.</para>
/// </example>
/// <example>
/// <code>Import-Csv givebacks.csv | New-FreedomPayAsyncRefund -Journal givebacks.jsonl -WhatIf</code>
/// <para>Shows what would be given back for a file with the columns PaymentId and RefundAmount, and gives nothing back.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587009">Refund payment</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayAsyncRefund", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(AsyncPayment))]
[Operation("asyncRefundPayment", "POST", "/v5/g2g/edit", FreedomPayApi.GatewayAsync, FreedomPaySafety.Replay, IsSecretAssumed = true,
    RequestId = RequestIdUse.Key, Key = Placement.RequestIdHeader, Action = "gateway.payment.refund", StatusOperation = "asyncReadPayment",
    StatusField = "id", Answer = ["id", "amount", "refund_payment"])]
public sealed class NewFreedomPayAsyncRefundCommand : AsyncAmountCommand
{
    /// <summary>Amount to give back, at most what is left of the charge: digits with at most two decimals after a point, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("Amount"), Field(AmountField, FieldKind.AmountNumber, Minimum = "0.01", Columns = ["RefundAmount"])]
    public string? RefundAmount { get; set; }

    /// <summary>Gives back the whole payment, or what is left of it.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    private protected override bool IsInFull => Full;

    private protected override decimal? RestIn(JsonObject payment) => AsyncStates.LeftIn(payment);

    // The state lists refunds and does not say whose they are; the request is asked for by its own number.
    private protected override bool ShowsArrival(Row row, JsonObject answer) => false;

    private protected override string LossOf(AsyncPayment result) => GatewayAsyncMessages.ChangeLostItsNumber;
}
