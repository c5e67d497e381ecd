using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.Bulk;

/// <summary>How a run goes.</summary>
public sealed class RunTerms
{
    /// <summary>How many requests may be in flight, at least 1.</summary>
    public required int Limit { get; init; }

    /// <summary>How many rows more may be taken before the first of them is done; they are got ready meanwhile.</summary>
    public int Ahead { get; init; }

    /// <summary>How long the whole may take; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Whether masked bodies and headers are traced.</summary>
    public bool WantsWire { get; init; }

    /// <summary>Whether a line for each attempt is traced.</summary>
    public bool WantsRequests { get; init; }
}

/// <summary>
/// A run of rows: asks the journal, sends, several at a time if wished, and tells what became of each in the order in which they came. Everything
/// is told on the thread that gives the rows. It ends with its rows, when its time is over, when its journal fails, or when it is stopped.
/// </summary>
/// <typeparam name="TRow">What the caller knows of a row.</typeparam>
public sealed class RowRun<TRow> : IDisposable
    where TRow : class
{
    // What is in flight when the run ends gets a moment to be answered: aborting it would leave its outcome unknown.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Abandon = TimeSpan.FromMilliseconds(500);
    private static readonly Task<RequestRefusal?> MayLeave = Task.FromResult<RequestRefusal?>(null);

    private readonly Scheduler scheduler;
    private readonly RunTerms terms;
    private readonly Func<TRow, RunRow> known;
    private readonly Action<TRow, ApiOutcome> tell;
    private readonly Action<TraceLine> trace;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource halt = new();
    private readonly OrderedDispatcher<TRow> dispatcher;
    private readonly long begun;
    private readonly ITimer ending;
    private volatile bool isStopping;
    private bool isEnding;

    /// <summary>Begins a run.</summary>
    /// <param name="terms">How it goes.</param>
    /// <param name="known">What decides about a row.</param>
    /// <param name="tell">Is told what became of a row.</param>
    /// <param name="trace">Gets every line of the trace.</param>
    public RowRun(RunTerms terms, Func<TRow, RunRow> known, Action<TRow, ApiOutcome> tell, Action<TraceLine> trace)
        : this(terms, known, tell, trace, Scheduler.OfThreads)
    {
    }

    internal RowRun(RunTerms terms, Func<TRow, RunRow> known, Action<TRow, ApiOutcome> tell, Action<TraceLine> trace, Scheduler scheduler)
    {
        this.terms = terms ?? throw new ArgumentNullException(nameof(terms));
        this.known = known;
        this.tell = tell;
        this.trace = trace;
        this.scheduler = scheduler;
        begun = scheduler.Time.GetTimestamp();
        ending = scheduler.Time.CreateTimer(_ => Cancel(), null, terms.Time + Grace ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Halting = halt.Token;
        stop.Token.Register(halt.Cancel);
        if (terms.Ahead > 0) Slots = new WireSlots(terms.Limit);
        // One more than has a slot, which is ready when the next is free.
        int most = terms.Ahead > 0 ? terms.Limit + 1 : terms.Limit;
        dispatcher = new OrderedDispatcher<TRow>(scheduler, most, terms.WantsWire, terms.WantsRequests, terms.Ahead, stop.Token)
        {
            Halt = Halting,
            Failed = (row, thrown) => NotTold(known(row), thrown),
        };
    }

    /// <summary>The journal that knows the rows; null without one.</summary>
    public RunJournal? Journal { get; private set; }

    /// <summary>The slots for requests that are prepared ahead; null where none is.</summary>
    public WireSlots? Slots { get; }

    /// <summary>Ends the run when its rows can fare no better.</summary>
    public RunGuard Guard { get; } = new();

    /// <summary>Ends waits when the run is ending; what is on the wire still has its moment.</summary>
    public CancellationToken Halting { get; }

    /// <summary>Whether it is ending before its rows did, because it was stopped or nobody reads on: nothing new is sent.</summary>
    public bool IsStopping => isStopping;

    /// <summary>Whether a row could not end because the time was over.</summary>
    public bool HasCutRows { get; private set; }

    /// <summary>Whether waits ended because the time is over, and not because somebody stopped it.</summary>
    public bool IsOutOfTime => terms.Time is not null && !IsStopping && Halting.IsCancellationRequested;

    /// <summary>What is left of the time; without a limit, more than anybody waits.</summary>
    public TimeSpan TimeLeft => terms.Time is { } time ? time - scheduler.Time.GetElapsedTime(begun) : TimeSpan.MaxValue;

    /// <summary>Asks the journal of a row; the first row opens it.</summary>
    /// <param name="row">The row.</param>
    /// <param name="open">Opens the journal; ends when the run does.</param>
    /// <param name="spelling">From a wire name and a text to the one spelling of that value; null where it has but one.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public JournalVerdict Look(TRow row, Func<CancellationToken, Journal> open, Func<string, string, string?> spelling)
    {
        if (open is null) throw new ArgumentNullException(nameof(open));
        Journal ??= new RunJournal(open(Halting));
        return Journal.Look(known(row), spelling);
    }

    /// <summary>Sends the request of a row, once there is room, and tells of whatever is ready by then.</summary>
    /// <param name="row">The row.</param>
    /// <param name="send">Sends it; gets the trace to write to and the token that stops it.</param>
    /// <exception cref="JournalException">Nothing more can be recorded, and so nothing more be sent; what was in flight has been told of.</exception>
    public void Submit(TRow row, Func<IWireTrace, CancellationToken, Task<ApiOutcome>> send)
    {
        dispatcher.Submit(row, send);
        while (!dispatcher.HasRoom || dispatcher.IsNextReady) CompleteNext();
    }

    /// <summary>Lets a row that is refused take its turn among those that are sent, so that errors and results keep the order of the input.</summary>
    public void Refuse(TRow row) => Submit(row, (_, _) => Task.FromResult(ApiOutcome.NeverSent(known(row).OperationId)));

    /// <summary>Tells of a row that an earlier run had carried out, in its turn.</summary>
    /// <param name="row">The row.</param>
    /// <param name="followUp">What is still waited for of its request; null for nothing.</param>
    /// <param name="keep">Gives what may be kept of an answer; null for one that says that the request was not carried out after all.</param>
    public void Replay(TRow row, Func<ApiOutcome, IWireTrace, CancellationToken, Task<ApiOutcome>?> followUp, Func<JsonObject, JsonObject?> keep)
    {
        if (followUp is null) throw new ArgumentNullException(nameof(followUp));
        RunRow asked = known(row);
        var kept = new ApiOutcome
        {
            State = OutcomeState.Succeeded,
            OperationId = asked.OperationId,
            RequestId = asked.RequestId,
            Answer = asked.Ticket!.Answer ?? [],
        };
        Submit(row, (trace, cancellation) => followUp(kept, trace, cancellation) is { } following ? Recorded(row, following, keep) : Task.FromResult(kept));
    }

    /// <summary>Records what becomes of a row, where there is a journal.</summary>
    /// <param name="row">The row.</param>
    /// <param name="pending">Its request.</param>
    /// <param name="keep">Gives what may be kept of an answer; null for one that says that the request was not carried out after all.</param>
    public Task<ApiOutcome> Recorded(TRow row, Task<ApiOutcome> pending, Func<JsonObject, JsonObject?> keep) =>
        known(row).Ticket is { } ticket ? Journal!.File.RecordAsync(ticket, pending, keep) : pending;

    /// <summary>Says why a request must not leave that was about to; called from any thread.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="api">What is known of the time of the API.</param>
    public Task<RequestRefusal?> ClaimAsync(TRow row, string? requestId, ApiTime api)
    {
        RunRow leaving = known(row);
        // First of all: whoever gives the row up meanwhile must not say that it was not sent.
        leaving.MayHaveLeft = true;
        RequestRefusal? refusal = IsStopping ? new RequestRefusal(FaultReason.Cancelled, Messages.StoppedBeforeSent)
            // A question may come late, such as the last one of a wait.
            : !leaving.IsRead && TimeLeft <= TimeSpan.Zero
                ? new RequestRefusal(FaultReason.Cancelled, Messages.TimeWasOverBeforeSent.With(terms.Time!.Value.TotalSeconds))
            : null;
        if (refusal is not null)
        {
            leaving.MayHaveLeft = false;
            return Task.FromResult<RequestRefusal?>(refusal);
        }

        var sending = new Sending(scheduler.Time, () => api.Now);
        leaving.NoteSending(sending);
        return leaving.Ticket is { } ticket ? Journal!.File.ClaimAsync(ticket, requestId, sending, leaving.Note) : MayLeave;
    }

    /// <summary>Waits for everything that is in flight, and tells of it.</summary>
    /// <exception cref="JournalException">Nothing more can be recorded.</exception>
    public void CompleteAll()
    {
        while (dispatcher.Pending > 0) CompleteNext();
    }

    /// <summary>Takes no more rows, because the journal cannot be used: waits for what is in flight, and tells of it.</summary>
    public void GiveUp()
    {
        isEnding = true;
        CompleteAll();
    }

    /// <summary>Stops it, from any thread: nothing more is sent, and what is in flight has a moment to be answered.</summary>
    public void Stop()
    {
        try
        {
            ending.Change(Grace, Timeout.InfiniteTimeSpan);
            Halt();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Ends it. Something is still in flight after a stop, or when nobody wanted to hear of the rest.</summary>
    public void Dispose()
    {
        Halt();
        if (dispatcher.Pending > 0 && !stop.IsCancellationRequested) dispatcher.WaitForPending(Grace);
        stop.Cancel();
        // What is aborted says so at once, and whoever records it can.
        if (dispatcher.Pending > 0) dispatcher.WaitForPending(Abandon);
        dispatcher.Dispose();
        ending.Dispose();
        stop.Dispose();
        halt.Dispose();
        Journal?.Dispose();
    }

    private void Halt()
    {
        isStopping = true;
        halt.Cancel();
    }

    private void Cancel()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    private void CompleteNext()
    {
        TRow row = dispatcher.Take(trace, out ApiOutcome? told);
        bool isOfTime = terms.Time is not null && !IsStopping;
        ApiOutcome outcome = told ?? NotTold(known(row), FaultReason.Cancelled, isOfTime ? Messages.DidNotEndInTime : Messages.DidNotEndWhenStopped);
        if (isOfTime && !known(row).IsRefused && FaultReason.Cancelled == (outcome.Fault?.Cause ?? outcome.Fault?.Reason)) HasCutRows = true;
        tell(row, outcome);
        // Nothing more can be recorded, so nothing more may be sent. What is in flight is still told of.
        if (isEnding || Journal?.File.Failure is not { } broken) return;
        GiveUp();
        throw broken;
    }

    // Whatever becomes of a row is an outcome of that row, and never an exception in the middle of those of the others. The text of an
    // exception may hold a value of the row.
    private static ApiOutcome NotTold(RunRow row, Exception thrown) => thrown is OperationCanceledException
        ? NotTold(row, FaultReason.Cancelled, Messages.EndedByStop)
        : NotTold(row, FaultReason.Unexpected, Messages.EndedUnexpectedly.With(thrown.GetType().Name));

    // What the row was about to do may have happened, as soon as it may have left.
    private static ApiOutcome NotTold(RunRow row, FaultReason why, string message)
    {
        bool mayHaveActed = !row.IsRead && (row.MayHaveLeft || row.Ticket?.Verdict is JournalVerdict.InDoubt or JournalVerdict.Done);
        OutcomeState state = mayHaveActed ? OutcomeState.Unknown : row.MayHaveLeft ? OutcomeState.Failed : OutcomeState.NotSent;
        string told = row.Redact(state switch
        {
            OutcomeState.Unknown => Messages.ToldUnknown.With(row.OperationId, message),
            OutcomeState.NotSent => Messages.ToldNotSent.With(row.OperationId, message),
            _ => Messages.ToldFailed.With(row.OperationId, message),
        });
        return new ApiOutcome
        {
            State = state,
            OperationId = row.OperationId,
            RequestId = row.RequestId,
            Fault = new ApiFault { Reason = mayHaveActed ? FaultReason.OutcomeUnknown : why, Cause = mayHaveActed ? why : null, Message = told },
            Attempts = row.MayHaveLeft ? 1 : 0,
        };
    }
}
