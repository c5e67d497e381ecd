namespace FreedomPay.Commands.Payments;

/// <summary>
/// A refund that was sent, be it in an earlier run. The API numbers refunds itself and does not say which is whose, so that one whose answer was
/// lost is proven by a new one in the list, and only where no other of ours can have made that.
/// </summary>
/// <param name="Key">What names it: the same in every run of a journal.</param>
/// <param name="Amount">Over what; null for the whole payment.</param>
/// <param name="Before">The refunds of the payment before it was sent; null where they could not be asked.</param>
/// <param name="Asked">When they were asked.</param>
internal sealed record RefundAct(object Key, decimal? Amount, RefundList? Before, DateTimeOffset Asked)
{
    // The state of a payment may show what was before for some seconds; the pages name no number.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private static readonly Dictionary<string, List<RefundAct>> ByPlace = new(StringComparer.Ordinal);
    private static DateTimeOffset nextSweep;

    /// <summary>When it was certainly carried out; null while nobody knows.</summary>
    public DateTimeOffset? Done { get; set; }

    /// <summary>Remembers that it is about to be sent. Of all runspaces, for they act upon the same payments.</summary>
    /// <param name="place">The API and the payment.</param>
    public void Begin(string place)
    {
        lock (ByPlace)
        {
            DateTimeOffset now = DateTimeOffset.UtcNow;
            if (now >= nextSweep)
            {
                foreach (List<RefundAct> old in ByPlace.Values) old.RemoveAll(act => act.Done < now - Kept);
                foreach (string empty in ByPlace.Where(static one => one.Value.Count == 0).Select(static one => one.Key).ToArray()) ByPlace.Remove(empty);
                nextSweep = now + Lag;
            }

            if (!ByPlace.TryGetValue(place, out List<RefundAct>? acts)) ByPlace[place] = acts = [];
            acts.RemoveAll(act => act.Key.Equals(Key));
            acts.Add(this);
        }
    }

    /// <summary>Remembers what became of it.</summary>
    /// <param name="place">The API and the payment.</param>
    /// <param name="isDone">Whether it was carried out for certain, or for certain not; null where nobody knows, and it may yet arrive.</param>
    public void End(string place, bool? isDone)
    {
        lock (ByPlace)
        {
            if (isDone == true) Done = DateTimeOffset.UtcNow;
            if (isDone == false && ByPlace.TryGetValue(place, out List<RefundAct>? acts)) acts.Remove(this);
        }
    }

    /// <summary>The others of this process that may have made a refund like this one.</summary>
    /// <param name="place">The API and the payment.</param>
    public IEnumerable<RefundAct> Others(string place)
    {
        lock (ByPlace)
        {
            return ByPlace.TryGetValue(place, out List<RefundAct>? acts)
                ? [.. acts.Where(act => !act.Key.Equals(Key) && (act.Amount is null || Amount is null || act.Amount == Amount))]
                : [];
        }
    }

    /// <summary>Whether a list shows that it was carried out: it has a new refund for this one and for every other that may have made one.</summary>
    /// <param name="after">The list as it is now.</param>
    /// <param name="others">The others over the same.</param>
    public bool IsShownBy(RefundList? after, IEnumerable<RefundAct> others)
    {
        if (Before is null || after is null) return false;
        RefundAct[] open = [.. others.Where(other => other.Done is not { } done || done >= Asked - Lag)];
        if (open.Any(static other => other.Before is null)) return false;
        RefundAct[] earlier = [.. open.Where(other => other.Asked < Asked).OrderBy(static other => other.Asked)];
        // Those sent before that were not in the list yet may have come into it since.
        int late = earlier.Length == 0 ? 0 : Math.Max(0, earlier.Length - Before.CountNew(earlier[0].Before!, Amount));
        return after.CountNew(Before, Amount) >= 1 + open.Length - earlier.Length + late;
    }
}
