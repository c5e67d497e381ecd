using System.Text.Json.Nodes;
using FreedomPay.Core.Resilience;

namespace FreedomPay.Core.Bulk;

/// <summary>How often and how long to ask.</summary>
public sealed class PollSchedule
{
    /// <summary>Pause after the first answer.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Each pause is this much longer than the one before.</summary>
    public double Factor { get; init; } = 1.6;

    /// <summary>The longest pause.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When to give up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);
}

/// <summary>Asks until something is settled.</summary>
public static class Poller
{
    /// <summary>Asks again and again.</summary>
    /// <param name="ask">Asks once.</param>
    /// <param name="settled">Whether an answer ends the wait.</param>
    /// <param name="schedule">How often and how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>
    /// The answer that settled it; a refusal, or whatever else will not change by asking again; or, when the time is over, a fault
    /// with the reason <see cref="FaultReason.WaitTimeout"/>. A single question without answer does not end the wait.
    /// </returns>
    public static async Task<ApiOutcome> UntilAsync(
        Func<CancellationToken, Task<ApiOutcome>> ask, Func<JsonObject, bool> settled, PollSchedule schedule, TimeProvider time, CancellationToken cancellation)
    {
        if (ask is null) throw new ArgumentNullException(nameof(ask));
        if (settled is null) throw new ArgumentNullException(nameof(settled));
        if (schedule is null) throw new ArgumentNullException(nameof(schedule));
        if (time is null) throw new ArgumentNullException(nameof(time));

        long start = time.GetTimestamp();
        TimeSpan pause = schedule.First;
        int attempts = 0;
        while (true)
        {
            ApiOutcome outcome = await ask(cancellation).ConfigureAwait(false);
            attempts += outcome.Attempts;
            if (outcome.State is OutcomeState.Succeeded && settled(outcome.Answer!)) return outcome;
            if (outcome.Fault?.Reason is FaultReason.Refused or FaultReason.Unauthorized or FaultReason.InvalidInput
                or FaultReason.NoCredential or FaultReason.NotSupported or FaultReason.Cancelled)
            {
                return outcome;
            }

            TimeSpan left = schedule.Timeout - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return TimedOut(outcome, schedule, attempts);
            if (!await time.WaitAsync(pause < left ? pause : left, cancellation).ConfigureAwait(false))
            {
                return Failed(outcome, FaultReason.Cancelled, Messages.Stopped, attempts);
            }

            pause = TimeSpan.FromTicks(Math.Min(schedule.Longest.Ticks, (long)(pause.Ticks * schedule.Factor)));
        }
    }

    /// <summary>Sends a request that the server carries out later, and asks what became of it.</summary>
    /// <param name="send">Sends it.</param>
    /// <param name="ask">Asks once, by the id of the request.</param>
    /// <param name="settled">Whether an answer, to either, tells the end.</param>
    /// <param name="schedule">How often and how long.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>
    /// What became of the sending when it did not succeed; else the answer that settled it. A request that was taken and whose
    /// end was not learnt, for whatever reason, is <see cref="OutcomeState.Unknown"/>: it must not be sent again.
    /// </returns>
    public static async Task<ApiOutcome> FollowAsync(
        Func<CancellationToken, Task<ApiOutcome>> send, Func<string?, CancellationToken, Task<ApiOutcome>> ask, Func<JsonObject, bool> settled,
        PollSchedule schedule, TimeProvider time, CancellationToken cancellation)
    {
        if (send is null) throw new ArgumentNullException(nameof(send));
        if (ask is null) throw new ArgumentNullException(nameof(ask));
        if (settled is null) throw new ArgumentNullException(nameof(settled));

        ApiOutcome sent = await send(cancellation).ConfigureAwait(false);
        if (sent.State is not OutcomeState.Succeeded) return sent;

        ApiOutcome found = await UntilAsync(token => ask(sent.RequestId, token), settled, schedule, time, cancellation).ConfigureAwait(false);
        // An answer that tells the end by itself stands even if nobody can be asked for more.
        bool isKnown = found.State is OutcomeState.Succeeded || settled(sent.Answer!);
        return new ApiOutcome
        {
            State = isKnown ? OutcomeState.Succeeded : OutcomeState.Unknown,
            OperationId = sent.OperationId,
            RequestId = sent.RequestId,
            Answer = found.State is OutcomeState.Succeeded ? found.Answer : isKnown ? sent.Answer : null,
            Fault = isKnown ? null : new ApiFault
            {
                Reason = FaultReason.OutcomeUnknown,
                Message = Messages.TakenAndUnknown.With(sent.OperationId, found.Fault!.Message),
                HttpStatus = found.Fault.HttpStatus,
                Cause = found.Fault.Reason,
            },
            Attempts = sent.Attempts + found.Attempts,
            Elapsed = sent.Elapsed + found.Elapsed,
            Recovered = sent.Recovered,
        };
    }

    private static ApiOutcome TimedOut(ApiOutcome last, PollSchedule schedule, int attempts) => Failed(
        last, FaultReason.WaitTimeout,
        Messages.StillUnderWay.With(last.RequestId, schedule.Timeout.TotalSeconds)
            + (last.Fault is { } fault ? Messages.LastQuestionFailed.With(fault.Message) : ""),
        attempts);

    private static ApiOutcome Failed(ApiOutcome last, FaultReason reason, string message, int attempts) => last with
    {
        State = OutcomeState.Failed,
        Answer = null,
        Attempts = attempts,
        Fault = new ApiFault { Reason = reason, Message = message },
    };
}
