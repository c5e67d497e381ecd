namespace FreedomPay.Commands.Payments;

/// <summary>
/// What this process is doing, and has done in the last minutes, by what it does: where nothing names a request, two that do the same can
/// only be told apart by their number. Of all runspaces, for they act upon the same things.
/// </summary>
internal static class RecentActs
{
    private const int Most = 100_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private static readonly Queue<Entry> Entries = new();

    /// <summary>Does something, and remembers it.</summary>
    /// <param name="act">What it does.</param>
    /// <param name="key">The key of the request; what is sent again under one key, in a later run too, is one. Null for none.</param>
    /// <param name="run">Does it; it is over when its outcome is known.</param>
    public static async Task<T> DoAsync<T>(string act, string? key, Func<Task<T>> run)
    {
        var entry = new Entry(act, key);
        lock (Entries)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            while (Entries.Count > 0 && (Entries.Count >= Most || Entries.Peek().End < now - Kept)) Entries.Dequeue();
            Entries.Enqueue(entry);
        }

        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            lock (Entries) entry.End = DateTimeOffset.UtcNow;
        }
    }

    /// <summary>How many different ones are under way, or ended no longer ago.</summary>
    /// <param name="act">What they do.</param>
    /// <param name="since">How long ago.</param>
    public static int Count(string act, DateTimeOffset since)
    {
        lock (Entries)
        {
            return Entries.Where(entry => entry.Act == act && (entry.End is not { } end || end >= since))
                .Select(static entry => entry.Key ?? entry)
                .Distinct()
                .Count();
        }
    }

    private sealed class Entry(string act, string? key)
    {
        public string Act => act;

        public object? Key => key;

        /// <summary>When its outcome was known; null while it is under way.</summary>
        public DateTimeOffset? End { get; set; }
    }
}
