using System.Globalization;

namespace FreedomPay;

/// <summary>Puts values into a text of Messages.</summary>
internal static class TextFormat
{
    /// <summary>The text with its placeholders filled; numbers look the same in every culture, as they do on the wire.</summary>
    public static string With(this string format, params object?[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
