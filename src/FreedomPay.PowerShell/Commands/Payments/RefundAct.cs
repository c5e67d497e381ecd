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
    /// <summary>When they were asked, as a timestamp of this process; null for a refund of an earlier run.</summary>
    public long? Begun { get; init; }

    /// <summary>When it was certainly carried out, as a timestamp of this process; null while nobody knows.</summary>
    public long? Done { get; set; }

    /// <summary>Whether a list shows that it was carried out: it has a new refund for this one and for every other that may have made one.</summary>
    /// <param name="after">The list as it is now.</param>
    /// <param name="others">The others over the same.</param>
    /// <param name="isSince">Whether a refund of that date may be this one: what somebody else made before comes late into the list, too.</param>
    public bool IsShownBy(RefundList? after, IReadOnlyCollection<RefundAct> others, Func<string?, bool> isSince)
    {
        if (Before is null || after is null || others.Any(static other => other.Before is null)) return false;
        RefundAct[] earlier = [.. others.Where(other => other.Asked < Asked).OrderBy(static other => other.Asked)];
        // Those sent before that were not in the list yet may have come into it since: of the last ones as many as it had not got meanwhile,
        // from whichever on they are counted, for what somebody else made between them hides one.
        int late = earlier.Select((first, i) => earlier.Length - i - Before.CountNew(first.Before!, Amount)).Append(0).Max();
        return after.CountNew(Before, Amount, isSince) >= 1 + others.Count - earlier.Length + late;
    }
}
