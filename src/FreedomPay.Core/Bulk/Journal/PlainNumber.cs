namespace FreedomPay.Core.Bulk;

/// <summary>The one spelling of a decimal number: 10.00, 010 and 10 are the same.</summary>
public static class PlainNumber
{
    /// <summary>Writes it without needless zeros, sign and point.</summary>
    /// <param name="text">Digits with at most one point and a minus; anything else is given back as it is.</param>
    /// <returns>The spelling.</returns>
    public static string Of(string text)
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        bool isNegative = text.StartsWith("-", StringComparison.Ordinal);
        string[] parts = (isNegative ? text.Substring(1) : text).Split('.');
        if (parts.Length > 2 || parts.Any(static part => part.Length == 0 || !part.All(static c => c is >= '0' and <= '9'))) return text;
        string whole = parts[0].TrimStart('0'), fraction = parts.Length == 2 ? parts[1].TrimEnd('0') : "";
        string number = (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
        return isNegative && number != "0" ? "-" + number : number;
    }
}
