using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FreedomPay.Core.Resilience;

/// <summary>From the attempts of a call to what became of the request.</summary>
internal sealed class Conclusion(CallState call, ConnectionSettings settings, RequestRedactor redactor, TimeProvider time, TimeSpan elapsed)
{
    private const int MostFields = 100;

    private readonly ApiRequest request = call.Source;

    private string Name => request.OperationId;

    /// <summary>The outcome of a request that was refused here.</summary>
    public static ApiOutcome Unsent(ApiRequest request, FaultReason reason, string message, RequestRedactor redactor) => new()
    {
        State = OutcomeState.NotSent,
        OperationId = request.OperationId,
        RequestId = request.RequestId,
        Fault = Fault(reason, message, redactor),
    };

    /// <summary>The outcome of a request of an earlier run of which nobody can tell what became.</summary>
    public static ApiOutcome InDoubt(ApiRequest request, string why, RequestRedactor redactor) => new()
    {
        State = OutcomeState.Unknown,
        OperationId = request.OperationId,
        RequestId = request.RequestId,
        Fault = Fault(FaultReason.OutcomeUnknown, Messages.InDoubt.With(request.OperationId, why), redactor),
    };

    /// <summary>The outcome of a request of an earlier run whose repeat tells nothing of it: it stays in doubt, whatever became of the repeat.</summary>
    public static ApiOutcome StillInDoubt(ApiRequest request, ApiOutcome repeat, string? asked) => repeat with
    {
        State = OutcomeState.Unknown,
        RequestId = request.RequestId,
        Answer = null,
        Fault = repeat.Fault! with
        {
            Reason = FaultReason.OutcomeUnknown,
            Cause = repeat.Fault.Reason,
            Message = Messages.StillInDoubt.With(repeat.OperationId, asked is null ? repeat.Fault.Message : asked + " " + repeat.Fault.Message),
        },
    };

    /// <summary>
    /// Whether a refusal is the API's own word. A page of a proxy or a gate before the API knows nothing of the request. It need not be
    /// signed: the documented answers that something is not known are not.
    /// </summary>
    public static bool IsOfApi(ApiOutcome refused) =>
        refused.Fault is { Reason: FaultReason.Refused, InOtherFormat: false } fault && (fault.Code is not null || fault.Description is not null);

    /// <summary>Whether the refusal of a repeat speaks of the request of an earlier run too.</summary>
    public static bool Settles(ApiRequest request, ApiOutcome repeat) =>
        request.Safety is Safety.Replay && IsOfApi(repeat) && (request.Route.Protocol is not WireProtocol.Pg || repeat.Fault!.Signed);

    /// <summary>What the status operation says of a request that it knows; null when it does not show that it arrived.</summary>
    public static ApiOutcome? Arrived(ApiRequest request, StatusProbe probe, ApiOutcome asked) =>
        Shows(request, probe, asked) ? asked with { OperationId = request.OperationId, RequestId = request.RequestId, Recovered = true } : null;

    /// <summary>A sentence about a status operation that did not show that a request arrived.</summary>
    public static string Asked(StatusProbe probe, ApiOutcome asked) => asked.State is OutcomeState.Succeeded
        ? Messages.StatusDoesNotShow.With(probe.Request.OperationId)
        : Messages.StatusCouldNotTell.With(probe.Request.OperationId, asked.Fault!.Message);

    /// <summary>What the attempts themselves tell.</summary>
    public ApiOutcome Of(Outcome<AttemptResult> ended)
    {
        AttemptResult? result = ended.Exception is TimeoutRejectedException ? call.Last : ended.Result;
        // A Read leaves nothing in doubt that matters.
        bool inDoubt = call.Lost is not null && request.Safety is not Safety.Read;
        switch (result?.Kind)
        {
            case AttemptKind.Succeeded:
                return Ended(OutcomeState.Succeeded, null, result.Answer);
            case AttemptKind.Refused when !inDoubt || Settles(result):
                return Ended(OutcomeState.Failed, Fault(result.Reason, result.Message, redactor, result));
            case AttemptKind.Refused when request.Safety is Safety.Natural:
                // It may be refused for what the earlier one has done: the card is closed already.
                return Ended(
                    OutcomeState.Unknown,
                    Fault(FaultReason.OutcomeUnknown, Messages.EarlierAnswerLost.With(result.Message), redactor, result) with { Cause = call.Lost!.Reason });
            case AttemptKind.Throttled when !inDoubt:
                return Ended(OutcomeState.Failed, Fault(result.Reason, result.Message + Pause(result.RetryAfter) + Again() + ".", redactor, result));
        }

        // From here nobody has said what became of the request, and all depends on whether any attempt may have arrived.
        bool stopped = call.Caller.IsCancellationRequested || call.Halt.IsCancellationRequested;
        if (call.Lost is not { } lost) return Ended(OutcomeState.NotSent, NotSent(ended.Exception, result ?? call.Last, stopped));
        if (request.Safety is Safety.Read)
        {
            return Ended(
                OutcomeState.Failed,
                stopped
                    ? Fault(FaultReason.Cancelled, Messages.Stopped, redactor, lost)
                    : Fault(lost.Reason, Messages.Failed.With(Name, lost.Message, Again()), redactor, lost));
        }

        string rule = request.Safety switch
        {
            Safety.Natural => Messages.RepeatIsSafe,
            Safety.Replay => Messages.RepeatWithKeyIsSafe,
            _ => Messages.NotSentAgain,
        };
        return Ended(
            OutcomeState.Unknown,
            Fault(FaultReason.OutcomeUnknown, Messages.Unknown.With(Name, lost.Message, Again(), rule), redactor, lost) with { Cause = lost.Reason });
    }

    /// <summary>What the status operation tells of a request whose outcome is unknown.</summary>
    public ApiOutcome Resolve(ApiOutcome unknown, ApiOutcome asked, StatusProbe probe)
    {
        if (Arrived(request, probe, asked) is { } arrived) return arrived;
        return unknown with { Fault = unknown.Fault! with { Message = redactor.Value.Line(unknown.Fault.Message + " " + Asked(probe, asked)) } };
    }

    private static ApiFault Fault(FaultReason reason, string message, RequestRedactor redactor, AttemptResult? said = null)
    {
        Redactor masks = redactor.Value;
        var fields = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        // Two names may become one when they are masked.
        foreach (KeyValuePair<string, IReadOnlyList<string>> field in said?.FieldErrors ?? AttemptResult.NoFieldErrors)
        {
            fields[masks.Line(field.Key)] = [.. field.Value.Select(masks.Line)];
        }
        // A line for each field: a form has many, and a user corrects them one by one.
        IEnumerable<string> lines = fields.Take(MostFields).Select(static field => $"\n  {field.Key}: {string.Join(" ", field.Value)}");
        return new ApiFault
        {
            Reason = reason,
            Message = masks.Line(message) + string.Concat(lines),
            Code = said?.Code is { } code ? masks.Line(code) : null,
            Description = said?.Description is { } description ? masks.Line(description) : null,
            HttpStatus = said?.HttpStatus,
            FieldErrors = fields,
            Signed = said?.IsSigned ?? false,
            InOtherFormat = said?.IsInOtherFormat ?? false,
        };
    }

    private static string Seconds(TimeSpan span) => Messages.Seconds.With(Math.Ceiling(span.TotalSeconds));

    private static bool Shows(ApiRequest request, StatusProbe probe, ApiOutcome asked)
    {
        if (asked.Answer is not { } answer || AnswerIdentity.OtherThan(request.Fields, answer, request.RenewedField) is not null) return false;
        try
        {
            return probe.ShowsArrival(answer);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It stumbled over a shape that it did not expect. That shows nothing, and the request itself must not end in an exception.
            return false;
        }
    }

    // After a lost attempt of a Replay, a refusal of the same key speaks of that attempt too; but a gate before the API (401, 403,
    // an unsigned text) knows nothing of it.
    private bool Settles(AttemptResult refusal) =>
        request.Safety is Safety.Replay
        && refusal is { Reason: FaultReason.Refused, IsInOtherFormat: false }
        && (request.Route.Protocol is WireProtocol.Pg ? refusal.IsSigned : refusal.Code is not null || refusal.Description is not null);

    private ApiFault NotSent(Exception? thrown, AttemptResult? last, bool stopped) => thrown switch
    {
        BrokenCircuitException broken => Fault(FaultReason.CircuitOpen, KeptFailing(broken.RetryAfter), redactor),
        _ when stopped => Fault(FaultReason.Cancelled, last is null ? Messages.StoppedBeforeSent : Messages.StoppedBeforeSentAgain, redactor),
        _ => Fault(last?.Reason ?? FaultReason.ConnectionFailed, Messages.NotSent.With(Name, last?.Message ?? thrown?.Message, Again()), redactor, last),
    };

    private string KeptFailing(TimeSpan? wait) => wait is { } left && left > TimeSpan.Zero
        ? Messages.KeptFailing.With(call.Request.Uri.Host, Seconds(left), time.GetUtcNow() + left)
        : Messages.KeptFailingTried.With(call.Request.Uri.Host);

    private string Pause(TimeSpan? wait) => wait switch
    {
        null => "",
        { } pause when pause > settings.MaxRetryAfter => Messages.PauseTooLong.With(Seconds(pause), Seconds(settings.MaxRetryAfter), time.GetUtcNow() + pause),
        { } pause => Messages.Pause.With(Seconds(pause)),
    };

    private string Again() => (call.Attempts > 1 ? Messages.Attempts.With(call.Attempts) : "") + (call.QuotaSpent ? Messages.QuotaSpent : "");

    private ApiOutcome Ended(OutcomeState state, ApiFault? fault, JsonObject? answer = null) => new()
    {
        State = state,
        OperationId = Name,
        // A later attempt may have had another one; the doubt is about that which was lost.
        RequestId = state is OutcomeState.Unknown ? call.LostRequestId : call.Request.RequestId,
        Answer = answer,
        Fault = fault,
        Attempts = call.Attempts,
        Elapsed = elapsed,
    };
}
