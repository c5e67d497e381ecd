using System.Collections.Concurrent;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.Bulk;

/// <summary>
/// Runs requests side by side and gives their outcomes back in the order of submission. It has no thread of its own: one thread
/// submits and takes, and is handed trace lines while it waits, because only that thread may write to a pipeline. At most
/// <c>limit</c> rows are held, however many go through.
/// </summary>
/// <typeparam name="TRow">What the caller knows of a row.</typeparam>
public sealed class OrderedDispatcher<TRow> : IDisposable
    where TRow : class
{
    private const int DrainMilliseconds = 500;

    private readonly int limit;
    private readonly CancellationToken stop;
    private readonly Queue<(TRow Row, Task<ApiOutcome> Outcome)> inFlight = new();
    private readonly BlockingCollection<Message> messages = [];
    private readonly QueueTrace trace;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="limit">How many requests may be in flight, at least 1.</param>
    /// <param name="wantsWire">Whether masked bodies and headers are traced.</param>
    /// <param name="stop">Ends every wait.</param>
    /// <param name="wantsRequests">Whether a line for each attempt is traced.</param>
    public OrderedDispatcher(int limit, bool wantsWire, CancellationToken stop, bool wantsRequests = true)
    {
        if (limit < 1) throw new ArgumentOutOfRangeException(nameof(limit));
        this.limit = limit;
        this.stop = stop;
        trace = new QueueTrace(messages, wantsWire, wantsRequests);
    }

    /// <summary>Rows that were submitted and not taken.</summary>
    public int Pending => inFlight.Count;

    /// <summary>Whether another row may be submitted.</summary>
    public bool HasRoom => inFlight.Count < limit;

    /// <summary>Whether the next row in order is done, so that <see cref="Take"/> does not wait.</summary>
    public bool IsNextReady => inFlight.Count > 0 && inFlight.Peek().Outcome.IsCompleted;

    /// <summary>Starts a request.</summary>
    /// <param name="row">What the caller knows of it.</param>
    /// <param name="send">Sends it; gets the trace to write to and the token that stops it.</param>
    public void Submit(TRow row, Func<IWireTrace, CancellationToken, Task<ApiOutcome>> send)
    {
        if (send is null) throw new ArgumentNullException(nameof(send));
        if (!HasRoom) throw new InvalidOperationException("There is no room; take a row first.");

        // The one thread has enough to do with rows and results; signing and sending are work for the others, where several may be in flight.
        Task<ApiOutcome> outcome = limit > 1 ? Task.Run(() => send(trace, stop)) : send(trace, stop);
        inFlight.Enqueue((row, outcome));
        _ = outcome.ContinueWith(
            static (_, state) => ((QueueTrace)state!).Wake(),
            trace, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits for the next row in the order of submission.</summary>
    /// <param name="onTrace">Gets every trace line that arrives meanwhile, on the calling thread.</param>
    /// <param name="outcome">What became of it.</param>
    /// <returns>The row.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, and the request did not end within a moment.</exception>
    public TRow Take(Action<TraceLine> onTrace, out ApiOutcome outcome)
    {
        if (onTrace is null) throw new ArgumentNullException(nameof(onTrace));
        (TRow row, Task<ApiOutcome> pending) = inFlight.Peek();
        while (!pending.IsCompleted)
        {
            // After a stop the requests are ending by themselves; they get a moment to say how.
            bool stopped = stop.IsCancellationRequested;
            bool arrived = stopped ? messages.TryTake(out Message message, DrainMilliseconds) : Wait(out message);
            if (stopped && !arrived && !pending.IsCompleted) throw new OperationCanceledException(stop);
            if (arrived && message.Line is { } line) onTrace(line);
        }

        while (messages.TryTake(out Message late))
        {
            if (late.Line is { } line) onTrace(line);
        }

        inFlight.Dequeue();
        outcome = pending.GetAwaiter().GetResult();
        return row;
    }

    /// <summary>Waits, at most for a while, until everything in flight is done; its outcomes can still be taken.</summary>
    /// <param name="limit">The longest wait.</param>
    public void WaitForPending(TimeSpan limit) => ((IAsyncResult)Task.WhenAll(inFlight.Select(row => row.Outcome))).AsyncWaitHandle.WaitOne(limit);

    /// <inheritdoc/>
    public void Dispose() => trace.Close();

    private bool Wait(out Message message)
    {
        try
        {
            return messages.TryTake(out message, Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            message = default;
            return false;
        }
    }

    /// <summary>What arrives on the queue: a trace line, or only the news that some request is done.</summary>
    private readonly record struct Message(TraceLine? Line);

    private sealed class QueueTrace(BlockingCollection<Message> queue, bool wantsWire, bool wantsRequests) : IWireTrace
    {
        private volatile bool closed;

        public bool WantsWire { get; } = wantsWire;

        public bool WantsRequests { get; } = wantsRequests;

        public void Request(string line) => Add(new Message(new TraceLine(line, IsWire: false)));

        public void Wire(string text) => Add(new Message(new TraceLine(text, IsWire: true)));

        public void Wake() => Add(default);

        // A request that ends after its cmdlet has nobody to tell.
        public void Close() => closed = true;

        private void Add(Message message)
        {
            if (!closed) queue.Add(message);
        }
    }
}
