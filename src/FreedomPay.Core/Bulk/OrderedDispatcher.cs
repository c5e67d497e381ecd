using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.Bulk;

/// <summary>
/// Runs requests side by side and gives their outcomes back in the order of submission. It has no thread of its own: one thread
/// submits and takes, and is handed trace lines while it waits, because only that thread may write to a pipeline. At most
/// <c>limit</c> rows and those ahead are held, however many go through.
/// </summary>
/// <typeparam name="TRow">What the caller knows of a row.</typeparam>
public sealed class OrderedDispatcher<TRow> : IDisposable
    where TRow : class
{
    private static readonly TimeSpan Drain = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(10);

    private readonly Scheduler scheduler;
    private readonly int limit;
    private readonly int ahead;
    private readonly CancellationToken stop;
    private readonly CancellationTokenRegistration stopping;
    private readonly Queue<Entry> rows = new();
    private readonly QueueTrace trace;

    // What the submitting thread and those that send share: the rows that wait for their turn, the one that is waited for, and whether
    // there is something else to look at.
    private readonly object gate = new();
    private readonly Queue<Entry> waiting = new();
    private Entry? awaited;
    private bool news;
    private int running;
    private long? moment;

    /// <summary>Makes a dispatcher.</summary>
    /// <param name="limit">How many requests may be in flight, at least 1.</param>
    /// <param name="wantsWire">Whether masked bodies and headers are traced.</param>
    /// <param name="stop">Ends every wait.</param>
    /// <param name="wantsRequests">Whether a line for each attempt is traced.</param>
    /// <param name="ahead">How many rows more may be submitted, to be sent as soon as others are done, whether or not those were taken.</param>
    public OrderedDispatcher(int limit, bool wantsWire, CancellationToken stop, bool wantsRequests = true, int ahead = 0)
        : this(Scheduler.OfThreads, limit, wantsWire, wantsRequests, ahead, stop)
    {
    }

    internal OrderedDispatcher(Scheduler scheduler, int limit, bool wantsWire, bool wantsRequests, int ahead, CancellationToken stop)
    {
        this.scheduler = scheduler;
        if (limit < 1) throw new ArgumentOutOfRangeException(nameof(limit));
        if (ahead < 0) throw new ArgumentOutOfRangeException(nameof(ahead));
        this.limit = limit;
        this.ahead = ahead;
        this.stop = stop;
        trace = new QueueTrace(this, wantsWire, wantsRequests);
        stopping = stop.Register(Wake);
    }

    /// <summary>
    /// Lets nothing more leave, at once; the token that stops follows when what is on the wire has had its moment. The same as that unless
    /// given.
    /// </summary>
    public CancellationToken Halt
    {
        get => field.CanBeCanceled ? field : stop;
        init;
    }

    /// <summary>What is told of a row whose sending ended in an exception; without it that surfaces where the row is taken.</summary>
    public Func<TRow, Exception, ApiOutcome>? Failed { get; init; }

    /// <summary>Rows that were submitted and not taken.</summary>
    public int Pending => rows.Count;

    /// <summary>Whether another row may be submitted.</summary>
    public bool HasRoom => rows.Count < limit + ahead;

    /// <summary>Whether the next row in order is done, so that <see cref="Take"/> does not wait.</summary>
    public bool IsNextReady => rows.Count > 0 && rows.Peek().Outcome.IsCompleted;

    /// <summary>Starts a request, or lets it wait for its turn.</summary>
    /// <param name="row">What the caller knows of it.</param>
    /// <param name="send">Sends it; gets the trace to write to and the token that stops it.</param>
    public void Submit(TRow row, Func<IWireTrace, CancellationToken, Task<ApiOutcome>> send)
    {
        if (send is null) throw new ArgumentNullException(nameof(send));
        if (!HasRoom) throw new InvalidOperationException("There is no room; take a row first.");

        var entry = new Entry(row, send);
        rows.Enqueue(entry);
        lock (gate)
        {
            if (running == limit)
            {
                waiting.Enqueue(entry);
                return;
            }

            running++;
        }

        // The one thread has enough to do with rows and results; signing and sending are work for the others, where it does not wait for
        // each of them anyhow.
        if (limit + ahead > 1) scheduler.Start(() => SendAsync(entry));
        else _ = SendAsync(entry);
    }

    /// <summary>Waits for the next row in the order of submission.</summary>
    /// <param name="onTrace">Gets every trace line that arrives meanwhile, on the calling thread.</param>
    /// <param name="outcome">What became of it; null where it was stopped and did not end within a moment, and then nobody waits for it any more.</param>
    /// <returns>The row.</returns>
    public TRow Take(Action<TraceLine> onTrace, out ApiOutcome? outcome)
    {
        if (onTrace is null) throw new ArgumentNullException(nameof(onTrace));
        Entry next = rows.Peek();
        while (!next.Outcome.IsCompleted)
        {
            // After a stop the requests are ending by themselves; they get a moment to say how, all of them together.
            bool stopped = stop.IsCancellationRequested;
            TimeSpan left = stopped ? LeftOfMoment() : ahead > 0 ? Delay : Timeout.InfiniteTimeSpan;
            if (left == TimeSpan.Zero) break;
            Wait(next, left);
            HandOver(onTrace);
        }

        HandOver(onTrace);
        rows.Dequeue();
        try
        {
            outcome = next.Outcome.IsCompleted ? next.Outcome.GetAwaiter().GetResult() : null;
        }
        catch (Exception e) when (Failed is not null && e is not OutOfMemoryException)
        {
            outcome = Failed(next.Row, e);
        }

        return next.Row;
    }

    /// <summary>Waits, at most for a while, until everything in flight is done; its outcomes can still be taken.</summary>
    /// <param name="limit">The longest wait.</param>
    public void WaitForPending(TimeSpan limit) => scheduler.Join(Task.WhenAll(rows.Select(row => row.Outcome)), limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        trace.Close();
        stopping.Dispose();
    }

    // Whoever is done with a row goes on with the next that waits, so that nobody has to be woken for it.
    private async Task SendAsync(Entry entry)
    {
        while (true)
        {
            try
            {
                entry.Succeed(await entry.Send(trace, stop).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                // It surfaces where the row is taken.
                entry.Fail(e);
            }

            lock (gate)
            {
                if (IsWorthWaking) scheduler.Wake(gate);
                if (waiting.Count == 0)
                {
                    running--;
                    return;
                }

                entry = waiting.Dequeue();
            }
        }
    }

    // To wake a thread costs as much as to send a request. While there are rows enough to go on with, the one that takes may as well take
    // several at a time; it looks by itself before anybody could notice. After a stop every row that ends is news: others may follow.
    private bool IsWorthWaking => awaited is not null
        && (stop.IsCancellationRequested || (awaited.Outcome.IsCompleted && (ahead == 0 || waiting.Count <= ahead / 2)));

    private void HandOver(Action<TraceLine> onTrace)
    {
        while (trace.TryTake(out TraceLine? line)) onTrace(line);
    }

    private TimeSpan LeftOfMoment()
    {
        moment ??= scheduler.Time.GetTimestamp();
        TimeSpan left = Drain - scheduler.Time.GetElapsedTime(moment.Value);
        // A monitor waits whole milliseconds.
        return left < TimeSpan.FromMilliseconds(1) ? TimeSpan.Zero : left;
    }

    private void Wait(Entry next, TimeSpan longest)
    {
        lock (gate)
        {
            if (!news && !next.Outcome.IsCompleted)
            {
                awaited = next;
                scheduler.Wait(gate, longest);
                awaited = null;
            }

            news = false;
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            news = true;
            scheduler.Wake(gate);
        }
    }

    private sealed class Entry(TRow row, Func<IWireTrace, CancellationToken, Task<ApiOutcome>> send)
    {
        private readonly TaskCompletionSource<ApiOutcome> source = new();

        public TRow Row => row;

        public Task<ApiOutcome> Outcome => source.Task;

        public Func<IWireTrace, CancellationToken, Task<ApiOutcome>> Send => send;

        public void Succeed(ApiOutcome outcome) => source.SetResult(outcome);

        public void Fail(Exception reason) => source.SetException(reason);
    }

    private sealed class QueueTrace(OrderedDispatcher<TRow> owner, bool wantsWire, bool wantsRequests) : IWireTrace, IStopSignal
    {
        private readonly ConcurrentQueue<TraceLine> lines = new();
        private volatile bool closed;

        public bool WantsWire { get; } = wantsWire;

        public bool WantsRequests { get; } = wantsRequests;

        public CancellationToken Stopping => owner.Halt;

        public void Request(string line) => Add(new TraceLine(line, IsWire: false));

        public void Wire(string text) => Add(new TraceLine(text, IsWire: true));

        public bool TryTake([NotNullWhen(true)] out TraceLine? line) => lines.TryDequeue(out line);

        // A request that ends after its cmdlet has nobody to tell.
        public void Close() => closed = true;

        private void Add(TraceLine line)
        {
            if (closed) return;
            lines.Enqueue(line);
            owner.Wake();
        }
    }
}
