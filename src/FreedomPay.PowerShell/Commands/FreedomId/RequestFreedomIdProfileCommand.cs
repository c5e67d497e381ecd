using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Orders the full profile of a user who has signed in with Freedom ID.</summary>
/// <remarks>
/// <para>
/// The order is worked on for a while; ask with Get-FreedomIdProfile -Wait. The user must have consented to the grant read.profile, else the
/// order is rejected, which is an error. A result is kept 24 hours while it is pending and 60 minutes once it is there.
/// </para>
/// <para>
/// Safety: what a repeated number does is not documented, so an order whose answer is lost is not sent again; its state is asked by its
/// number instead.
/// </para>
/// </remarks>
/// <example>
/// <code>$token = New-FreedomIdToken -AuthorizationCode your_authorization_code; $token | Request-FreedomIdProfile |
/// Get-FreedomIdProfile -Token $token -Wait</code>
/// <para>Orders the profile of the user who has signed in, and returns when it is there.</para>
/// </example>
/// <example>
/// <code>$token = New-FreedomIdToken -AuthorizationCode your_authorization_code; Request-FreedomIdProfile -Token $token -WhatIf</code>
/// <para>Shows what would be ordered, and orders nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12108841">Request profile</seealso>
[Cmdlet(VerbsLifecycle.Request, "FreedomIdProfile", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdProfile))]
[Operation("requestFreedomIdProfile", "POST", "/api/v1/oauth/get-profile", FreedomPayApi.FreedomId, FreedomPaySafety.Unkeyed, Secret = SecretKind.User,
    Key = "request_id", StatusOperation = "getFreedomIdProfileStatus", Answer = ["request_id", "status"],
    Statuses = ["accepted", "rejected", "pending"])]
public sealed class RequestFreedomIdProfileCommand : FreedomIdProfileCommand
{
    /// <summary>Your own unique number of the order, a UUID; a new one (version 7) unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("request_id"), Field("request_id", FieldKind.Uuid)]
    public string? RequestId { get; set; }

    /// <summary>Time of the order, ISO 8601 with offset, such as 2026-01-31T09:30:00+05:00. One edition of the documentation requires it, the newer
    /// one does not.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("created_at"), Field("created_at", FieldKind.DateTime)]
    public string? CreatedAt { get; set; }

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "status") is "accepted" or "pending" or "completed" or "failed";

    private protected override RequestFailure? FailureOf(FreedomIdProfile result)
    {
        if (result.Status is not ("rejected" or "failed")) return null;
        return result.StatusMessage is { } text
            ? new RequestFailure(FreedomIdMessages.ProfileOrderWasSaying.With(result.RequestId, result.Status, text), FreedomIdMessages.RequestFailedAdviceSaid)
            : new RequestFailure(FreedomIdMessages.ProfileOrderWas.With(result.RequestId, result.Status), Messages.RequestFailedAdvice);
    }
}
