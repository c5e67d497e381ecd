using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>A cmdlet that gives the Card API something to do. Its answer is the request, which may still be under way.</summary>
public abstract class CardRequestCommand : CardCommand<CardRequest>
{
    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. The API refuses a number that it has seen.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("request_id"), Field("request_id", FieldKind.Uuid)]
    public string? RequestId { get; set; }

    /// <summary>
    /// Waits until the request has succeeded or failed, as Wait-FreedomPayCardRequest does, and returns what it has made. A request
    /// that is still under way after -TimeoutSec is an error that names it; it is not sent again.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => Wait
        ? FollowAsync(client, _ => client.SendAsync(request, trace, cancellation), trace, cancellation)
        : base.SendAsync(client, request, trace, cancellation);

    private protected override Task<ApiOutcome>? FollowUp(ApiClient client, ApiOutcome kept, IWireTrace trace, CancellationToken cancellation) =>
        Wait && !IsSettled(kept.Answer!) ? FollowAsync(client, _ => Task.FromResult(kept), trace, cancellation) : null;

    // The status operation answers "ok" for a request that it knows, whatever became of it.
    private protected override bool ShowsArrival(Row row, JsonObject answer) => WireObject.Text(answer, "request_status") is "process" or "success" or "error";

    private protected override RequestFailure? FailureOf(CardRequest result) => Failure(result);

    internal static RequestFailure? Failure(CardRequest result) => result.RequestStatus == "error"
        ? new RequestFailure(
            result.RequestId is { } id ? CardApiMessages.RequestTakenAndFailed.With(id) : CardApiMessages.ItTakenAndFailed, Messages.RequestFailedAdvice)
        : null;

    internal static bool IsSettled(JsonObject answer) => WireObject.Text(answer, "request_status") is "success" or "error";

    private Task<ApiOutcome> FollowAsync(
        ApiClient client, Func<CancellationToken, Task<ApiOutcome>> send, IWireTrace trace, CancellationToken cancellation) => Poller.FollowAsync(
        send,
        (requestId, _) => client.SendAsync(QuestionAbout(requestId), trace, cancellation),
        IsSettled,
        new PollSchedule { Timeout = WaitLimit },
        TimeProvider.System,
        Run.Halting);

    private ApiRequest QuestionAbout(string? requestId) =>
        Question(OperationBinding.Operation("getCardRequestStatus"), new JsonObject { ["request_id"] = requestId }, requestId);
}
