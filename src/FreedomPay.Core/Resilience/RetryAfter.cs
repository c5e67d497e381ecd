using System.Globalization;

namespace FreedomPay.Core.Resilience;

internal static class RetryAfter
{
    // Nobody can set a connection to wait for longer. A value beyond that is a slip, and would end the connection for years.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly string[] DateForms = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM dd HH:mm:ss yyyy"];

    /// <summary>The wait that a Retry-After header asks for, in seconds or as an HTTP date; null when it has neither form, or is longer than anybody
    /// waits.</summary>
    public static TimeSpan? Parse(string? value, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        string text = value!.Trim();
        if (text.All(static c => c is >= '0' and <= '9'))
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds <= Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }

        if (!DateTimeOffset.TryParseExact(
            text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out DateTimeOffset date))
        {
            return null;
        }
        if (date <= now) return TimeSpan.Zero;
        return date - now <= Longest ? date - now : null;
    }
}
