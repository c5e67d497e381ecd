using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>Charges a held payment of the asynchronous part of the Gateway API (clearing, capture), in full or in part.</summary>
/// <remarks>
/// <para>
/// For payments that were made with -AutoClearing 0 and whose PaymentStatus is approved. The answer has the state process_clearing; then Cleared and
/// ClearingAmount of Get-FreedomPayAsyncPayment tell what was charged, and -Wait returns when they do. Either -ClearingAmount or -Full is required, so
/// that a file whose column of amounts is misspelt charges nothing. The API wants an amount: with -Full the payment is asked for first, and what it
/// holds is charged; where its state does not tell that, nothing is sent.
/// </para>
/// <para>
/// A file brings the amount in a column ClearingAmount. A column Amount alone is refused, for it may be that of the whole payment; and so is the
/// ClearingAmount of a result of this module or of its export, which says what was charged before.
/// </para>
/// <para>
/// Safety: the API answers a repeat with its first answer, so a request whose answer is lost is sent again under the same -RequestId. When that does
/// not help, the payment is looked up, and taken for charged when it is, over this amount; then the request itself, by its number. What neither of
/// them shows is reported as unknown, and with -Journal a later run asks for it first, and else sends it again under the same number.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Complete-FreedomPayAsyncPayment 01978d0e-b956-7ea2-9a42-32cff1f44ede -ClearingAmount 80.50 -Wait</code>
/// <para>Charges 80.50 of a held payment, and returns when that is done.</para>
/// </example>
/// <example>
/// <code>Import-Csv captures.csv | Complete-FreedomPayAsyncPayment -Journal captures.jsonl -WhatIf</code>
/// <para>Shows what would be charged for a file with the columns PaymentId and ClearingAmount, and charges nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587011">Capture payment (clearing)</seealso>
[Cmdlet(VerbsLifecycle.Complete, "FreedomPayAsyncPayment", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(AsyncPayment))]
[Operation("asyncClearPayment", "POST", "/v5/g2g/edit", FreedomPayApi.GatewayAsync, FreedomPaySafety.Replay, IsSecretAssumed = true,
    RequestId = RequestIdUse.Key, Key = Placement.RequestIdHeader, Action = "gateway.payment.clearing", StatusOperation = "asyncReadPayment",
    StatusField = "id", Answer = ["id", "status", "amount", "created_at", "clearing"])]
public sealed class CompleteFreedomPayAsyncPaymentCommand : AsyncAmountCommand
{
    /// <summary>Amount to charge, at most that of the payment: digits with at most two decimals after a point, such as 1500.50. A decimal comma,
    /// blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("Amount"), Field(AmountField, FieldKind.AmountNumber, Minimum = "0.01", Columns = ["ClearingAmount"])]
    public string? ClearingAmount { get; set; }

    /// <summary>Charges the whole payment.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    /// <summary>Returns when the payment is charged or has failed, or ends with an error after -TimeoutSec, two minutes unless given; it is not sent
    /// again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override bool IsInFull => Full;

    private protected override bool Waits => Wait;

    // For a moment the state may show the hold.
    private protected override bool IsSettled(JsonObject payment) => base.IsSettled(payment) && WireObject.Text(payment, "status") != "approved";

    private protected override decimal? RestIn(JsonObject payment) => AsyncStates.HeldIn(payment);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "id") == WireObject.Text(row.Sent, "id")
        && WireObject.Text(answer, "clearing.cleared") == "true"
        && AsyncStates.AreSame(row.Sent, AmountField, answer, "clearing.amount");
}
