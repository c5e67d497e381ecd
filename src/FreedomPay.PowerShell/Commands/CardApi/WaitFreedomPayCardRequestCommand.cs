using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Waits until a request to the Card API has succeeded or failed.</summary>
/// <remarks>
/// <para>
/// Asks again and again, with growing pauses from half a second to five seconds; Ctrl+C ends the wait at once. A request that
/// failed, or that is still under way after -TimeoutSec, is an error that names it; the other rows go on.
/// </para>
/// <para>Safety: reads only. Several requests are waited for at the same time (-ThrottleLimit).</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId FreedomWallet -FirstName Ivan -LastName Ivanov | Wait-FreedomPayCardRequest</code>
/// <para>Creates a client and returns when it exists, with its ClientId.</para>
/// </example>
/// <example>
/// <code>Import-Csv created.csv | Wait-FreedomPayCardRequest -TimeoutSec 300 -ThrottleLimit 16</code>
/// <para>Waits for all requests of a file, at most five minutes for each, sixteen at a time.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-14318518">Request' status</seealso>
[Cmdlet(VerbsLifecycle.Wait, "FreedomPayCardRequest")]
[OutputType(typeof(CardRequest))]
public sealed class WaitFreedomPayCardRequestCommand : CardCommand<CardRequest>
{
    /// <summary>Number of the request, a UUID, as the cmdlet that made the request returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, RequestIdCompleter]
    [Alias("request_id"), Field("request_id", FieldKind.Uuid, FromPipeline = true)]
    public string? RequestId { get; set; }

    private protected override OperationAttribute OperationOf(string parameterSet) => OperationBinding.Operation("getCardRequestStatus");

    private protected override bool AsksAgain => true;

    private protected override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Poller.UntilAsync(
            _ => client.SendAsync(request, trace, cancellation),
            CardRequestCommand.IsSettled,
            new PollSchedule { Timeout = WaitLimit },
            TimeProvider.System,
            Run.Halting);

    private protected override RequestFailure? FailureOf(CardRequest result) =>
        result.RequestStatus == "error" ? new RequestFailure(CardApiMessages.RequestHasFailed.With(result.RequestId), Messages.RequestFailedAdvice) : null;
}
