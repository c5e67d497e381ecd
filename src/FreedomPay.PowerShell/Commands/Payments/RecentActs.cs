namespace FreedomPay.Commands.Payments;

/// <summary>
/// What this process is doing, and has done of late, by what it does: where nothing names a request, two that do the same can
/// only be told apart by their number. Of all runspaces, for they act upon the same things. By elapsed time, for the clock may be set.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RecentActs(TimeProvider time)
{
    private const int Most = 100_000;
    private readonly Queue<Entry> entries = new();

    /// <summary>Those of this process.</summary>
    public static RecentActs OfProcess { get; } = new(TimeProvider.System);

    /// <summary>Does something, and remembers it.</summary>
    /// <param name="act">What it does.</param>
    /// <param name="amount">Over what; null for any amount.</param>
    /// <param name="key">The key of the request; what is sent again under one key, in a later run too, is one.</param>
    /// <param name="run">Does it; it is over when its outcome is known.</param>
    public Task<T> DoAsync<T>(string act, decimal? amount, string key, Func<Task<T>> run) =>
        EndAsync(Begin(new Entry(act, amount, key, time.GetTimestamp()), isAlone: false)!, run, static _ => false);

    /// <summary>Does something, unless another does the same or has done it.</summary>
    /// <param name="act">What it does.</param>
    /// <param name="amount">Over what; null for any amount.</param>
    /// <param name="key">The key of the request.</param>
    /// <param name="run">Does it; it is over when its outcome is known.</param>
    /// <param name="isNothing">Whether an outcome is certain to have done nothing, so that another may.</param>
    /// <returns>Null where another does it or has done it.</returns>
    public Task<T>? DoAloneAsync<T>(string act, decimal? amount, string key, Func<Task<T>> run, Func<T, bool> isNothing) =>
        Begin(new Entry(act, amount, key, time.GetTimestamp()), isAlone: true) is { } entry ? EndAsync(entry, run, isNothing) : null;

    /// <summary>How long ago something was begun first; null where that is not remembered.</summary>
    /// <param name="key">Its key.</param>
    public TimeSpan? Age(string key)
    {
        lock (entries) return entries.FirstOrDefault(entry => entry.Key == key) is { } first ? time.GetElapsedTime(first.Begun) : null;
    }

    /// <summary>Whether others have done the same, or are doing it.</summary>
    /// <param name="act">What they do.</param>
    /// <param name="amount">Over what; null for any amount.</param>
    /// <param name="key">The key of the one that is no other.</param>
    /// <param name="within">How long ago they may have ended; null for any time.</param>
    public bool HasOthers(string act, decimal? amount, string key, TimeSpan? within)
    {
        lock (entries)
        {
            return entries.Any(entry => entry.Key != key
                && entry.Act == act
                && (entry.Amount is null || amount is null || entry.Amount == amount)
                && (entry.End is not { } end || within is null || time.GetElapsedTime(end) <= within));
        }
    }

    private Entry? Begin(Entry entry, bool isAlone)
    {
        lock (entries)
        {
            if (isAlone && entries.Any(other => other.Act == entry.Act && other.Key != entry.Key && !other.IsNothing)) return null;
            if (entries.Count == Most) entries.Dequeue();
            entries.Enqueue(entry);
            return entry;
        }
    }

    private async Task<T> EndAsync<T>(Entry entry, Func<Task<T>> run, Func<T, bool> isNothing)
    {
        try
        {
            T outcome = await run().ConfigureAwait(false);
            entry.IsNothing = isNothing(outcome);
            return outcome;
        }
        finally
        {
            lock (entries) entry.End = time.GetTimestamp();
        }
    }

    private sealed class Entry(string act, decimal? amount, string key, long begun)
    {
        public string Act => act;

        public decimal? Amount => amount;

        public string Key => key;

        public long Begun => begun;

        /// <summary>Whether nothing came of it.</summary>
        public bool IsNothing { get; set; }

        /// <summary>When its outcome was known; null while it is under way.</summary>
        public long? End { get; set; }
    }
}
