
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Pipeline;

/// <summary>
/// A cmdlet that sends requests, several at a time if wished, and writes what became of them in the order in which they were
/// given. Everything is written on the pipeline's own thread; Ctrl+C ends every wait.
/// </summary>
public abstract class DispatchingCommand : FreedomPayCommand, IDisposable
{
    // What is in flight when the pipeline ends gets a moment to be answered: aborting it would leave its outcome unknown.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Abandon = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource halt = new();
    private OrderedDispatcher<Row>? dispatcher;
    private volatile bool stopping;
    private bool hasTimeLimit;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing) return;
        Halt();
        // Something is still in flight after Ctrl+C, or when Select-Object -First further down has had enough.
        if (dispatcher?.Pending > 0 && !stop.IsCancellationRequested) dispatcher.WaitForPending(Grace);
        stop.Cancel();
        // What is aborted says so at once, and whoever records it can.
        if (dispatcher?.Pending > 0) dispatcher.WaitForPending(Abandon);
        dispatcher?.Dispose();
        stop.Dispose();
        halt.Dispose();
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            stop.CancelAfter(Grace);
            Halt();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Whether the command is ending before its rows did, by Ctrl+C or because nobody reads on: nothing new is sent, though what is in
    /// flight has a moment to be answered.</summary>
    private protected bool IsStopping { get => stopping; private set => stopping = value; }

    /// <summary>Ends waits when the command is ending; what is on the wire still has its moment.</summary>
    private protected CancellationToken Halting { get; private set; }

    /// <summary>The slots for requests that are prepared ahead; null where none is.</summary>
    private protected WireSlots? Slots { get; private set; }

    /// <summary>Ends the run when its rows can fare no better.</summary>
    private protected RunGuard Guard { get; } = new();

    /// <summary>Makes the dispatcher.</summary>
    /// <param name="limit">How many requests may be in flight.</param>
    /// <param name="ahead">How many rows more may be read from the input before the first of them is done.</param>
    private protected void StartDispatching(int limit, int ahead = 0)
    {
        if (ahead > 0) Slots = new WireSlots(limit);
        Halting = halt.Token;
        stop.Token.Register(halt.Cancel);
        // One more than has a slot, which is ready when the next is free.
        dispatcher = new OrderedDispatcher<Row>(
            ahead > 0 ? limit + 1 : limit, WantsWireTrace(), stop.Token, WantsRequestTrace(), ahead) { Halt = Halting, Failed = NotTold };
    }

    /// <summary>Stops what is still in flight a moment after the time of the command is over.</summary>
    private protected void StopAfter(TimeSpan time)
    {
        hasTimeLimit = true;
        stop.CancelAfter(time + Grace);
    }

    /// <summary>Whether a row could not end because the time of the command was over.</summary>
    private protected bool HasCutRows { get; private set; }

    /// <summary>Whether waits ended because the time of the command is over, and not because somebody stopped it.</summary>
    private protected bool IsOutOfTime => hasTimeLimit && !IsStopping && Halting.IsCancellationRequested;

    /// <summary>Sends a row's request, once there is room, and writes whatever is ready by then.</summary>
    private protected void Enqueue(Row row, Func<IWireTrace, CancellationToken, Task<ApiOutcome>> send)
    {
        dispatcher!.Submit(row, send);
        while (!dispatcher.HasRoom || dispatcher.IsNextReady) CompleteNext();
    }

    /// <summary>Waits for everything that is in flight.</summary>
    private protected void CompleteAll()
    {
        while (dispatcher!.Pending > 0) CompleteNext();
    }

    /// <summary>Writes what became of a row.</summary>
    private protected abstract void Complete(Row row, ApiOutcome outcome);

    private void Halt()
    {
        IsStopping = true;
        halt.Cancel();
    }

    private void CompleteNext()
    {
        Row row = dispatcher!.Take(WriteTrace, out ApiOutcome? told);
        ApiOutcome outcome = told
            ?? NotTold(row, FaultReason.Cancelled, hasTimeLimit && !IsStopping ? Messages.DidNotEndInTime : Messages.DidNotEndWhenStopped);
        if (hasTimeLimit && !IsStopping && row.Refusal is null && FaultReason.Cancelled == (outcome.Fault?.Cause ?? outcome.Fault?.Reason)) HasCutRows = true;
        Complete(row, outcome);
    }

    // Whatever becomes of a row is an outcome of that row, and never an exception in the middle of those of the others. The text of an
    // exception may hold a value of the row.
    private static ApiOutcome NotTold(Row row, Exception thrown) => thrown is OperationCanceledException
        ? NotTold(row, FaultReason.Cancelled, Messages.EndedByStop)
        : NotTold(row, FaultReason.Unexpected, Messages.EndedUnexpectedly.With(thrown.GetType().Name));

    // What the row was about to do may have happened, as soon as it may have left.
    private static ApiOutcome NotTold(Row row, FaultReason why, string message)
    {
        bool mayHaveActed = !row.Operation.IsRead && (row.MayHaveLeft || row.Ticket?.Verdict is JournalVerdict.InDoubt or JournalVerdict.Done);
        OutcomeState state = mayHaveActed ? OutcomeState.Unknown : row.MayHaveLeft ? OutcomeState.Failed : OutcomeState.NotSent;
        string told = row.Redact(state switch
        {
            OutcomeState.Unknown => Messages.ToldUnknown.With(row.Operation.OperationId, message),
            OutcomeState.NotSent => Messages.ToldNotSent.With(row.Operation.OperationId, message),
            _ => Messages.ToldFailed.With(row.Operation.OperationId, message),
        });
        return new ApiOutcome
        {
            State = state,
            OperationId = row.Operation.OperationId,
            RequestId = row.RequestId,
            Fault = new ApiFault { Reason = mayHaveActed ? FaultReason.OutcomeUnknown : why, Cause = mayHaveActed ? why : null, Message = told },
            Attempts = row.MayHaveLeft ? 1 : 0,
        };
    }

    private void WriteTrace(TraceLine line)
    {
        // With -Debug alone PowerShell would ask a question after every verbose line, and fail where nobody can answer: an answer
        // of the API would be lost.
        bool debugOnly = MyInvocation.BoundParameters.ContainsKey("Debug") && !MyInvocation.BoundParameters.ContainsKey("Verbose");
        if (line.IsWire || debugOnly) WriteDebug(line.Text);
        else WriteVerbose(line.Text);
    }
}
