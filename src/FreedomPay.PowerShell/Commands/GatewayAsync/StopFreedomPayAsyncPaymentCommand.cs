using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>Cancels a payment of the asynchronous part of the Gateway API, before it is charged.</summary>
/// <remarks>
/// <para>
/// For payments that are held: PaymentStatus approved. The answer means that the cancellation was taken; then it stands in Revocations of
/// Get-FreedomPayAsyncPayment, and PaymentStatus becomes reversed. What is charged already is given back with New-FreedomPayAsyncRefund.
/// </para>
/// <para>
/// Safety: the API answers a repeat with its first answer, so a request whose answer is lost is sent again under the same -RequestId. When that does
/// not help, the payment is looked up, and the cancellation taken for done when the payment lists one or is reversed; then the request itself, by its
/// number. What neither of them shows is reported as unknown, and with -Journal a later run asks for it first, and else sends it again under the same
/// number.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Stop-FreedomPayAsyncPayment 01978d0e-b956-7ea2-9a42-32cff1f44ede</code>
/// <para>Cancels one payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv async.csv | Get-FreedomPayAsyncPayment | Where-Object PaymentStatus -eq approved | Stop-FreedomPayAsyncPayment -WhatIf</code>
/// <para>Shows which payments of a file are held and would be cancelled, and cancels none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/9587010e0">Cancel payment (reverse)</seealso>
[Cmdlet(VerbsLifecycle.Stop, "FreedomPayAsyncPayment", SupportsShouldProcess = true)]
[OutputType(typeof(AsyncPayment))]
[Operation("asyncReversePayment", "POST", "/v5/g2g/edit", FreedomPayApi.GatewayAsync, FreedomPaySafety.Replay, IsSecretAssumed = true,
    RequestId = RequestIdUse.Key, Key = Placement.RequestIdHeader, Action = "gateway.payment.reverse", StatusOperation = "asyncReadPayment",
    StatusField = "id", Answer = ["id", "amount", "reverse_payment"])]
public sealed class StopFreedomPayAsyncPaymentCommand : AsyncChangeCommand
{
    private protected override string? SubjectOf(JsonObject sent) => GatewayAsyncMessages.PaymentOf.With(WireObject.Text(sent, "id"));

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "id") == WireObject.Text(row.Sent, "id")
        && (WireObject.Text(answer, "status") == "reversed" || AsyncStates.HasChange(answer["reverse_payments"]));

    private protected override string LossOf(AsyncPayment result) => GatewayAsyncMessages.ChangeLostItsNumber;
}
