using System.Globalization;

namespace FreedomPay.Core.Resilience;

internal static class RetryAfter
{
    private static readonly string[] DateForms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy"];

    /// <summary>The wait that a Retry-After header asks for, in seconds or as an HTTP date; null when it has neither form.</summary>
    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        string text = value!.Trim();
        if (text.All(static c => c is >= '0' and <= '9'))
        {
            // More than fits is longer than anybody waits.
            return TimeSpan.FromSeconds(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? Math.Min(seconds, 1_000_000_000) : 1_000_000_000);
        }

        if (!DateTimeOffset.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out DateTimeOffset date)) return null;
        return date > now ? date - now : TimeSpan.Zero;
    }
}
