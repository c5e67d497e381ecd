namespace FreedomPay.Pipeline;

/// <summary>
/// What this process has sent in the last minute, by what it does: where nothing names a request, two that do the same can only be told
/// apart by their number. Of all runspaces, for they act upon the same things.
/// </summary>
internal static class SentLately
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private static readonly Queue<(string Act, DateTimeOffset At)> Sent = new();

    /// <summary>Notes that something is about to be sent.</summary>
    /// <param name="act">What it does.</param>
    public static void Note(string act)
    {
        lock (Sent)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            while (Sent.Count > 0 && Sent.Peek().At < now - Kept) Sent.Dequeue();
            Sent.Enqueue((act, now));
        }
    }

    /// <summary>How often it was sent since a moment, at least.</summary>
    /// <param name="act">What it does.</param>
    /// <param name="since">The moment; what is longer ago than a minute is not known any more.</param>
    public static int Count(string act, DateTimeOffset since)
    {
        lock (Sent) return Sent.Count(sent => sent.Act == act && sent.At >= since);
    }
}
