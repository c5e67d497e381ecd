using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>
/// A cmdlet that makes or changes an asynchronous payment. Its request is repeated under the number that it has, by which the API knows it again;
/// what became of one whose answers are all lost tells the state of the payment, and else the request itself, which is asked for by that number.
/// </summary>
public abstract class AsyncActCommand : AsyncCommand<AsyncPayment>
{
    private const string StateOperation = "asyncReadPayment";
    private const string RequestOperation = "asyncReadRequest";

    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. The API answers a repeated number with its first
    /// answer, and does nothing a second time.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Placement.RequestIdHeader), Field(Placement.RequestIdHeader, FieldKind.Uuid, IsHeader = true)]
    public string? RequestId { get; set; }

    /// <summary>Whether the payment is asked for until it is settled.</summary>
    private protected virtual bool Waits => false;

    /// <summary>Whether a state of the payment ends the wait.</summary>
    private protected virtual bool IsSettled(JsonObject payment) => !AsyncStates.IsInWork(payment);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        return Waits ? FollowAsync(client, Make, trace, cancellation) : Make().ThenAsync(Certain);

        // How long the API knows a number again is not documented: what an earlier run may have sent is asked for before it goes out once more.
        Task<ApiOutcome> Make() => row.Ticket is { Verdict: JournalVerdict.InDoubt }
            ? AskForRequest().ThenAsync(asked => Found(row, asked) is { } found ? Task.FromResult(found) : Send())
            : Send();

        Task<ApiOutcome> Send() => base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => outcome.State is OutcomeState.Unknown
            ? AskForRequest().ThenAsync(asked => Task.FromResult(Found(row, asked) ?? NotShown(outcome)))
            : Task.FromResult(outcome));

        Task<ApiOutcome> AskForRequest() => client.SendAsync(
            Question(OperationBinding.Operation(RequestOperation), new JsonObject { ["id"] = row.RequestId }, row.RequestId, row), trace, cancellation);
    }

    private protected override Task<ApiOutcome>? FollowUp(ApiClient client, ApiOutcome kept, IWireTrace trace, CancellationToken cancellation) =>
        Waits && !IsSettled(kept.Answer!) ? FollowAsync(client, () => Task.FromResult(kept), trace, cancellation) : null;

    private protected override RequestFailure? FailureOf(AsyncPayment result) => AsyncStates.FailureOf(StateOperation, result);

    private Task<ApiOutcome> FollowAsync(ApiClient client, Func<Task<ApiOutcome>> make, IWireTrace trace, CancellationToken cancellation)
    {
        string? payment = null;
        return Poller.FollowAsync(
            _ => make().ThenAsync(outcome =>
            {
                if (outcome.Answer is { } answer) payment = WireObject.Text(answer, "id");
                return Task.FromResult(outcome);
            }),
            (_, _) => client.SendAsync(
                Question(OperationBinding.Operation(StateOperation), new JsonObject { ["id"] = payment }, payment), trace, cancellation),
            IsSettled,
            new PollSchedule { Timeout = WaitLimit },
            TimeProvider.System,
            Run.Halting).ThenAsync(Certain);
    }

    // A payment that failed for a reason of which its own API says that it leaves all open may have been charged.
    private Task<ApiOutcome> Certain(ApiOutcome outcome) => Task.FromResult(
        outcome is { State: OutcomeState.Succeeded, Answer: { } payment } && AsyncStates.OpenCodeOf(payment) is { } code
            ? outcome with
            {
                State = OutcomeState.Unknown,
                Answer = null,
                Fault = new ApiFault
                {
                    Reason = FaultReason.OutcomeUnknown,
                    Cause = FaultReason.ServerError,
                    Code = ClientOfConnection.Redactor.SaidLine(code),
                    Message = ClientOfConnection.Redactor.SaidLine(
                        GatewayAsyncMessages.FailureLeavesOpen.With(outcome.OperationId, WireObject.Text(payment, "id"), code)),
                },
            }
            : outcome);

    private static ApiOutcome NotShown(ApiOutcome lost) => lost with
    {
        Fault = lost.Fault! with { Message = lost.Fault.Message + " " + GatewayAsyncMessages.RequestNotShown.With(RequestOperation) },
    };

    // What became of a request; null where that is not shown. That it did not go well proves nothing: of one that the API does not know it may say
    // the same.
    private static ApiOutcome? Found(Row row, ApiOutcome asked) =>
        asked.Answer is { } answer && WireObject.Text(answer, "status") == "success" && Told(row, answer) is { } told
            ? asked with { OperationId = row.Operation.OperationId, RequestId = row.RequestId, Answer = told, Recovered = true }
            : null;

    // What is told of the request, as its own answer would have had it; null where that is about something else. What it holds of a payment that was
    // changed is not documented: then it is known that the change was taken, and of which payment.
    private static JsonObject? Told(Row row, JsonObject asked)
    {
        JsonObject? response = asked["response"] as JsonObject;
        string? changed = WireObject.Text(row.Sent, "id");
        bool isOfPayment = response is not null && WireObject.Text(response, "id") is { Length: > 0 } id && (changed is null || changed == id);
        if (changed is null && !(isOfPayment && AsyncStates.AreSame(row.Sent, "amount", response!, "amount"))) return null;
        JsonObject told = isOfPayment ? (JsonObject)response!.DeepClone() : new JsonObject { ["id"] = changed };
        told["x-request-status"] = WireObject.Text(asked, "status");
        return told;
    }
}
