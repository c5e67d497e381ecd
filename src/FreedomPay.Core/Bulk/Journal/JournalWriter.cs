namespace FreedomPay.Core.Bulk;

/// <summary>
/// Appends lines on a thread of its own. Lines that have to be on disk before something happens share one flush with all that
/// came while the flush before was under way: safe for each, and fast for many.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    private readonly object gate = new();
    private readonly Stream file;
    private readonly Action<bool> flush;
    private readonly Scheduler scheduler;
    private readonly Scheduler.Worker worker;
    private readonly TimeSpan patience;
    private List<(byte[] Line, TaskCompletionSource<JournalException?>? OnDisk)> waiting = [];
    private bool closing;
    private volatile JournalException? failure;

    /// <summary>Starts to write.</summary>
    /// <param name="file">Where to; at its end already.</param>
    /// <param name="flush">Hands what was written to the system; if true, brings it to the disk itself.</param>
    /// <param name="patience">How long its end waits for a disk that hangs; some seconds unless given.</param>
    /// <param name="scheduler">Gives it its thread; the system unless given.</param>
    public JournalWriter(Stream file, Action<bool> flush, TimeSpan? patience = null, Scheduler? scheduler = null)
    {
        this.scheduler = scheduler ?? Scheduler.OfThreads;
        this.patience = patience ?? TimeSpan.FromSeconds(3);
        this.file = file;
        this.flush = flush;
        worker = this.scheduler.StartWorker("FreedomPay journal", gate, () => waiting.Count > 0 || closing, Turn);
    }

    /// <summary>Why nothing more can be written; null as long as all is well.</summary>
    public JournalException? Failure => failure;

    /// <summary>Whether all is written that ever will be.</summary>
    public bool HasEnded => worker.HasEnded;

    /// <summary>Appends a line that may reach the disk a little later.</summary>
    public void Append(byte[] line) => Add(line, null);

    /// <summary>Appends a line.</summary>
    /// <returns>Ends when the line is on disk, with null, or when it cannot be brought there, with the reason.</returns>
    public Task<JournalException?> AppendDurablyAsync(byte[] line)
    {
        // Whoever waits must not go on with its work on the writer's thread.
        var done = new TaskCompletionSource<JournalException?>(scheduler.Elsewhere);
        Add(line, done);
        return done.Task;
    }

    /// <summary>Writes what is left and brings it to the disk, as long as that takes no longer than anybody waits.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closing) return;
            closing = true;
            scheduler.Wake(gate);
        }

        // The rows whose ends do not get to the disk are in doubt, which is true and safe.
        if (!worker.Join(patience)) return;
        try
        {
            file.Dispose();
        }
        catch (Exception e) when (failure is not null && e is not OutOfMemoryException)
        {
            // What could not be written before cannot be written now either; that has been told.
        }
    }

    private static JournalException Refused(Exception e) => new(JournalProblem.Unusable, Messages.JournalNotWritten.With(e.Message), e);

    private void Add(byte[] line, TaskCompletionSource<JournalException?>? done)
    {
        lock (gate)
        {
            if (!closing)
            {
                waiting.Add((line, done));
                scheduler.Wake(gate);
                return;
            }
        }

        // An outcome that comes after the end is not recorded; the row stays in doubt, which is true and safe.
        done?.SetResult(new JournalException(JournalProblem.Unusable, Messages.JournalClosed));
    }

    private bool Turn()
    {
        List<(byte[] Line, TaskCompletionSource<JournalException?>? OnDisk)> batch;
        bool last;
        lock (gate)
        {
            last = closing;
            batch = waiting;
            waiting = [];
        }

        Write(batch, toDisk: last || batch.Any(static line => line.OnDisk is not null));
        foreach ((_, TaskCompletionSource<JournalException?>? onDisk) in batch) onDisk?.SetResult(failure);
        return !last;
    }

    private void Write(List<(byte[] Line, TaskCompletionSource<JournalException?>? OnDisk)> batch, bool toDisk)
    {
        // After a failure nobody knows what is on disk. Nothing is added to that.
        if (failure is not null) return;
        try
        {
            foreach ((byte[] line, _) in batch) file.Write(line, 0, line.Length);
            flush(toDisk);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A file that may not grow is no IOException everywhere, and on this thread any other would end the process.
            failure = Refused(e);
        }
    }
}
