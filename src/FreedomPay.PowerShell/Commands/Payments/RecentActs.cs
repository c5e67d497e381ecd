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
    public async Task<T> DoAsync<T>(string act, decimal? amount, string key, Func<Task<T>> run)
    {
        var entry = new Entry(act, amount, key, time.GetTimestamp());
        lock (entries)
        {
            if (entries.Count == Most) entries.Dequeue();
            entries.Enqueue(entry);
        }

        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            lock (entries) entry.End = time.GetTimestamp();
        }
    }

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

    private sealed class Entry(string act, decimal? amount, string key, long begun)
    {
        public string Act => act;

        public decimal? Amount => amount;

        public string Key => key;

        public long Begun => begun;

        /// <summary>When its outcome was known; null while it is under way.</summary>
        public long? End { get; set; }
    }
}
