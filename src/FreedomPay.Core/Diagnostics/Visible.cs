using System.Globalization;
using System.Text;

namespace FreedomPay.Core.Diagnostics;

/// <summary>
/// Shows characters that would steer a terminal instead of being seen: escape sequences move the cursor, change colours and titles, and
/// turn round the direction of a text.
/// </summary>
public static class Visible
{
    /// <summary>Whether a character does something to a terminal or to the order of a text. Tab and line feed only lay it out.</summary>
    /// <param name="c">The character.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsSteering(char c) =>
        (char.IsControl(c) && c is not ('\t' or '\n'))
            || c is '\u200E' or '\u200F' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text with such characters as pictures or by their numbers: ␛ and \u202E.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text.</returns>
    public static string Of(string text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (!text.Any(IsSteering)) return text;
        var shown = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            // The end of a line of Windows is no more than that.
            if (!IsSteering(c) || (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')) shown.Append(c);
            else if (c < ' ') shown.Append((char)('\u2400' + c));
            else if (c == '\u007F') shown.Append('\u2421');
            else shown.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
        }

        return shown.ToString();
    }
}
