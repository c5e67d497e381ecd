using System.Globalization;

namespace FreedomPay.Commands.Payments;

/// <summary>The local time of the API, which writes it without an offset, in whole seconds.</summary>
internal static class LocalTime
{
    // By how much the clocks of the API may differ, with the second that is cut off. If it is more, a lost answer leaves the outcome unknown.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>How far two moments may lie apart, one as it is written and one by the dates of answers, that are the same.</summary>
    public static TimeSpan Span { get; } = Tolerance + Core.Connection.ApiTime.Accuracy;

    /// <summary>How long after it was sent first a request of an earlier run may have arrived: with repeats and pauses between them.</summary>
    public static TimeSpan LongestWay { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Where it is local.</summary>
    public static TimeSpan OffsetOf(FreedomPayRegion region) => TimeSpan.FromHours(region is FreedomPayRegion.Kg ? 6 : 5);

    /// <summary>The moment that a time means; null where it is none.</summary>
    /// <param name="text">The time.</param>
    /// <param name="offset">Where it is local.</param>
    public static DateTimeOffset? Read(string? text, TimeSpan offset) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            && local.Year is > 1 and < 9999
            ? new DateTimeOffset(local, offset)
            : null;

    /// <summary>Whether something that was written with its time happened when something was sent, or later.</summary>
    /// <param name="text">Its time.</param>
    /// <param name="offset">Where that is local.</param>
    /// <param name="sent">When it was sent, by the time of the API.</param>
    /// <param name="most">How much later at the most; null for any time.</param>
    public static bool IsSince(string? text, TimeSpan offset, DateTimeOffset sent, TimeSpan? most = null) =>
        Read(text, offset) is { } then && IsSince(then, sent, most);

    /// <summary>Whether something happened when something was sent, or later.</summary>
    /// <param name="then">When it happened.</param>
    /// <param name="sent">When it was sent, by the time of the API.</param>
    /// <param name="most">How much later at the most; null for any time.</param>
    public static bool IsSince(DateTimeOffset then, DateTimeOffset sent, TimeSpan? most = null) =>
        then >= sent - Tolerance && (most is null || then <= sent + most + Span);
}
