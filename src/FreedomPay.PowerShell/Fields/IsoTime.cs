using System.Globalization;

namespace FreedomPay.Fields;

/// <summary>Lets a date object stand for its ISO 8601 text. Text stays as it is, for our own strict rules to judge.</summary>
internal static class IsoTime
{
    /// <summary>The text of a value; null for one that has none.</summary>
    /// <param name="inputData">The value, wrapped or not.</param>
    /// <param name="value">The same without what PowerShell wraps it in.</param>
    /// <param name="isMoment">Whether the field is a moment; else it is a day, and midnight is one.</param>
    public static object? TextOf(object inputData, object value, bool isMoment) => value switch
    {
        string => value,
        DateTime date when !isMoment && date.TimeOfDay == TimeSpan.Zero => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        // A time of nowhere stays one, and a rule that needs to know where says so.
        DateTime { Kind: DateTimeKind.Unspecified } time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTime time => Text(new DateTimeOffset(time)),
        DateTimeOffset time => Text(time),
        // .NET Framework and the standard that this is compiled for have no such type.
        IFormattable day when day.GetType().FullName == "System.DateOnly" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => ValueText.Of(inputData),
    };

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
