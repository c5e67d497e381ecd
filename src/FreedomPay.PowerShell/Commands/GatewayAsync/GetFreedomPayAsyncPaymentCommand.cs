using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>Asks for the state of a payment of the asynchronous part of the Gateway API.</summary>
/// <remarks>
/// <para>
/// PaymentStatus is process or process_clearing while the API is at work, approved for a hold, success for a charge, reversed after a cancellation,
/// error for a payment that failed, and waiting_3ds when the payer has to pass 3-D Secure: send the browser to AcsUrl by POST with the field TermUrl, the
/// address to come back to. The list is open. Refunds and Revocations list what was given back and cancelled.
/// </para>
/// <para>
/// A payment that failed is a result like any other, with FailureCode and FailureDescription. With -Wait it is asked for again and again, with growing
/// pauses from half a second to five seconds, while its state is process or process_clearing: any other word ends the wait, one that nobody knows and
/// waiting_3ds too, and a payment that failed is an error. Ctrl+C ends the wait at once.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayAsyncPayment -OrderId B-1001</code>
/// <para>Asks for one payment by the number of its order.</para>
/// </example>
/// <example>
/// <code>Import-Csv async.csv | Get-FreedomPayAsyncPayment -Wait -TimeoutSec 300 | Where-Object PaymentStatus -eq waiting_3ds | Format-Table OrderId,
/// AcsUrl</code>
/// <para>Waits for payments of a file with the column PaymentId or id, and shows where to send the payers of those that need 3-D Secure.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587007">Get payment status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayAsyncPayment", DefaultParameterSetName = ByPayment)]
[OutputType(typeof(AsyncPayment))]
[Operation("asyncReadPayment", "POST", "/v5/g2g/read", FreedomPayApi.GatewayAsync, FreedomPaySafety.Read, IsSecretAssumed = true,
    RequestId = RequestIdUse.Fresh, Action = "gateway.payment.status", Answer = ["id", "status"])]
public sealed class GetFreedomPayAsyncPaymentCommand : AsyncCommand<AsyncPayment>
{
    private const string ByPayment = "Payment";
    private const string ByOrder = "Order";

    /// <summary>Number of the payment in Freedom Pay, a UUID.</summary>
    [Parameter(ParameterSetName = ByPayment, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("id"), Field("id", FieldKind.Uuid, FromPipeline = true, Example = "01978d0e-b956-7ea2-9a42-32cff1f44ede")]
    public string? PaymentId { get; set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Parameter(ParameterSetName = ByOrder, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("order_id"), Field("order_id", FieldKind.Id)]
    public string? OrderId { get; set; }

    /// <summary>Returns when the API is no longer at work on the payment, or ends with an error after -TimeoutSec, two minutes unless given.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override bool AsksAgain => Wait;

    private protected override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => Wait
        ? Poller.UntilAsync(
            _ => client.SendAsync(request, trace, cancellation),
            static payment => !AsyncStates.IsInWork(payment),
            new PollSchedule { Timeout = WaitLimit },
            TimeProvider.System,
            Run.Halting)
        : base.SendAsync(client, request, trace, cancellation);

    private protected override RequestFailure? FailureOf(AsyncPayment result) => Wait ? AsyncStates.FailureOf("asyncReadPayment", result) : null;
}
