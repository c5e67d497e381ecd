using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Asks for a profile that was ordered with Request-FreedomIdProfile.</summary>
/// <remarks>
/// <para>
/// Status is accepted or pending while the order is under way, completed when Payload holds the profile. An order that failed, or that is too
/// old to be known (not_found), is an error. With -Wait it is asked again and again, with growing pauses from half a second to five seconds;
/// Ctrl+C ends the wait at once. How the payload is to be read is not documented.
/// </para>
/// <para>
/// The documentation has a GET with a JSON body here, which .NET Framework cannot send: in Windows PowerShell 5.1 this cmdlet ends with
/// FreedomPay.NotSupported, and PowerShell 7.4 or later is needed.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer.</para>
/// </remarks>
/// <example>
/// <code>$token = New-FreedomIdToken -AuthorizationCode your_authorization_code; $order = Request-FreedomIdProfile -Token $token; $order |
/// Get-FreedomIdProfile -Token $token</code>
/// <para>Asks once how far an order is.</para>
/// </example>
/// <example>
/// <code>$token = New-FreedomIdToken -AuthorizationCode your_authorization_code; Request-FreedomIdProfile -Token $token |
/// Get-FreedomIdProfile -Token $token -Wait -TimeoutSec 60 | Select-Object FreedomId, Payload</code>
/// <para>Waits for the profile, at most a minute.</para>
/// </example>
/// <seealso href="https://691vi5ab6p.apidog.io/api-12108882">Get profile status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomIdProfile")]
[OutputType(typeof(FreedomIdProfile))]
[Operation("getFreedomIdProfileStatus", "GET", "/api/v1/oauth/get-profile/status", FreedomPayApi.FreedomId, FreedomPaySafety.Read, Secret = SecretKind.User,
    Key = "request_id", Answer = ["request_id", "status", "freedom_id", "datetime"])]
public sealed class GetFreedomIdProfileCommand : FreedomIdProfileCommand
{
    /// <summary>Number of the order, as Request-FreedomIdProfile returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("request_id"), Field("request_id", FieldKind.Id)]
    public string? RequestId { get; set; }

    /// <summary>Returns when the order is completed or has failed.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override bool AsksAgain => Wait;

    private protected override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => Wait
        ? Poller.UntilAsync(
            _ => client.SendAsync(request, trace, cancellation),
            answer => WireObject.Text(answer, "status") is not ("pending" or "accepted"),
            new PollSchedule { Timeout = WaitLimit },
            TimeProvider.System,
            Run.Halting)
        : base.SendAsync(client, request, trace, cancellation);

    private protected override RequestFailure? FailureOf(FreedomIdProfile result) => result.Status switch
    {
        "failed" when result.StatusMessage is { } text =>
            new RequestFailure(FreedomIdMessages.ProfileOrderFailedSaying.With(result.RequestId, text), FreedomIdMessages.RequestFailedAdviceSaid),
        "failed" => new RequestFailure(FreedomIdMessages.ProfileOrderFailed.With(result.RequestId), Messages.RequestFailedAdvice),
        "not_found" => new RequestFailure(FreedomIdMessages.ProfileOrderUnknown.With(result.RequestId), FreedomIdMessages.ProfileOrderUnknownAdvice),
        _ => null,
    };
}
