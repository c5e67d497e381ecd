using System.Globalization;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Ends of life of tokens. The pages have ISO 8601 text, and an older one a timestamp: Unix seconds, as in the login link.</summary>
internal static class TokenTime
{
    /// <summary>The time as ISO 8601 text; text that is neither form stays as it is.</summary>
    public static string? ToIso(string? text) =>
        text is not null && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= 253402300799
            ? ToIso(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : text;

    /// <summary>The time as ISO 8601 text in UTC.</summary>
    public static string ToIso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>The time that ISO 8601 text means; null when it means none.</summary>
    public static DateTimeOffset? Parse(string? iso) =>
        DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    /// <summary>Whether the time has come; null when it is not known.</summary>
    public static bool? HasPassed(string? iso) => Parse(iso) is { } end ? end <= DateTimeOffset.UtcNow : null;
}
