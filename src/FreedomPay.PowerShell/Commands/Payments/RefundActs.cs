namespace FreedomPay.Commands.Payments;

/// <summary>
/// The refunds that this process is making, and has made. Of all runspaces, for they act upon the same payments. By elapsed time, for the clock may
/// be set.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class RefundActs(TimeProvider time)
{
    private const int Most = 100_000;

    // The state of a payment may show what was before for some seconds; the pages name no number.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);
    private readonly Dictionary<string, List<RefundAct>> byPlace = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Those of this process.</summary>
    public static RefundActs OfProcess { get; } = new(TimeProvider.System);

    /// <summary>Remembers one that is about to be sent.</summary>
    /// <param name="place">The API and the payment.</param>
    /// <param name="refund">The refund.</param>
    public void Begin(string place, RefundAct refund)
    {
        lock (byPlace)
        {
            if (++count >= Most) Forget();
            if (!byPlace.TryGetValue(place, out List<RefundAct>? acts)) byPlace[place] = acts = [];
            acts.RemoveAll(act => act.Key.Equals(refund.Key));
            acts.Add(refund);
        }
    }

    /// <summary>Remembers what became of one.</summary>
    /// <param name="place">The API and the payment.</param>
    /// <param name="refund">The refund.</param>
    /// <param name="isDone">Whether it was carried out for certain, or for certain not; null where nobody knows, and it may yet arrive.</param>
    public void End(string place, RefundAct refund, bool? isDone)
    {
        lock (byPlace)
        {
            if (isDone == true) refund.Done = time.GetTimestamp();
            if (isDone == false && byPlace.TryGetValue(place, out List<RefundAct>? acts)) acts.Remove(refund);
        }
    }

    /// <summary>The others that may have made a refund like one of them, and whose own may not have been in its list before.</summary>
    /// <param name="place">The API and the payment.</param>
    /// <param name="refund">The one.</param>
    public IReadOnlyList<RefundAct> Others(string place, RefundAct refund)
    {
        lock (byPlace)
        {
            if (!byPlace.TryGetValue(place, out List<RefundAct>? acts)) return [];
            return Counting(
                [refund],
                acts.Where(act => !act.Key.Equals(refund.Key) && (act.Amount is null || refund.Amount is null || act.Amount == refund.Amount)));
        }
    }

    /// <summary>Whether one is remembered.</summary>
    /// <param name="place">The API and the payment.</param>
    /// <param name="key">What names it.</param>
    public bool Knows(string place, object key)
    {
        lock (byPlace) return byPlace.TryGetValue(place, out List<RefundAct>? acts) && acts.Any(act => act.Key.Equals(key));
    }

    // Those that may have come into the lists since some others were asked, and those that may have come into the lists since these were: such a one
    // would pass for that of the other.
    private List<RefundAct> Counting(IEnumerable<RefundAct> since, IEnumerable<RefundAct> acts)
    {
        var counting = new List<RefundAct>();
        List<RefundAct> rest = [.. acts];
        for (List<RefundAct> newest = [.. since]; newest.Count > 0; counting.AddRange(newest))
        {
            List<RefundAct> before = newest;
            newest = rest.FindAll(act => before.Any(one => !WasShownBefore(act, one)));
            rest.RemoveAll(newest.Contains);
        }

        return counting;
    }

    private bool WasShownBefore(RefundAct act, RefundAct refund) =>
        act is { Done: { } done } && refund is { Begun: { } begun } && time.GetElapsedTime(done, begun) > Lag;

    // What was done long ago is in every list, but for those that are still looked at.
    private void Forget()
    {
        foreach (List<RefundAct> acts in byPlace.Values)
        {
            List<RefundAct> recent = acts.FindAll(act => act.Done is not { } done || time.GetElapsedTime(done) <= Lag);
            HashSet<RefundAct> kept = [.. recent, .. Counting(recent, acts.Except(recent))];
            acts.RemoveAll(act => !kept.Contains(act));
        }

        foreach (string empty in byPlace.Where(static one => one.Value.Count == 0).Select(static one => one.Key).ToArray()) byPlace.Remove(empty);
        count = 0;
    }
}
