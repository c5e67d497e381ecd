using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FreedomPay.Operations;

/// <summary>
/// Turns the text of a parameter into its value on the wire, or says what is wrong with it. Nothing here depends on the
/// culture, and nothing is corrected silently: what the text says is sent, or the row is refused.
/// </summary>
internal static class FieldRules
{
    private const int MaxPdfBytes = 2 * 1024 * 1024;
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a masked value.</summary>
    public const string Masked = "is masked; write the value itself, a row that was refused comes back with secrets and card numbers masked";

    /// <summary>Whether a text is what our own redaction makes of a secret or a card number. Sent, it would be a wrong value that looks right.</summary>
    public static bool IsMasked(string text) => text.Contains('*') && (text == "***" || Matches(text, @"(?<!\d)\d{6}\*{3,9}\d{4}(?!\d)"));

    /// <summary>Gives the value on the wire, or null and the reason in <paramref name="fault"/>.</summary>
    public static JsonNode? ToWire(FieldAttribute field, string text, out string? fault)
    {
        fault = null;
        if (text.Length != text.Trim().Length) fault = "has white space around it";
        else if (text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'))) fault = "holds a control character";
        else if (IsMasked(text)) fault = Masked;
        else if (HoldsHalfACharacter(text)) fault = "holds half of a character (an unpaired surrogate)";
        if (fault is not null) return null;

        if (field.Single && text.Contains(','))
        {
            fault = "holds several values; give one row for each";
            return null;
        }

        WordList? words = field.Words is null ? null : WordList.Of(field.Words);
        text = words?.ToCode(text) ?? text;
        JsonNode? value = ByKind(field, text, ref fault);
        if (fault is not null)
        {
            if (words is not null) fault += $", or {words.Listing}";
            return null;
        }

        // The pattern says more than the length: M or F, and not only that the text is too long.
        if (field.Values is { } values && !values.Contains(value!.ToString(), StringComparer.Ordinal)) fault = "is none of " + (words?.Explain(values) ?? string.Join(", ", values));
        else if (field.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternTimeout)) fault = $"does not match {pattern}{(field.Example is { } example ? "; write " + example : "")}";
        else if (text.Length < field.MinLength) fault = $"is shorter than {field.MinLength} characters";
        else if (field.MaxLength > 0 && text.Length > field.MaxLength) fault = $"is longer than {field.MaxLength} characters";
        else if (field.Minimum is { } minimum && Number(text) < Number(minimum)) fault = $"is less than {minimum}";
        else if (field.Maximum is { } maximum && Number(text) > Number(maximum)) fault = $"is more than {maximum}";
        return fault is null ? value : null;
    }

    private static JsonNode? ByKind(FieldAttribute field, string text, ref string? fault)
    {
        switch (field.Kind)
        {
            case FieldKind.TextList:
                string[] items = Regex.Split(text, @"[ \t\r\n]*,[ \t\r\n]*|[ \t\r\n]+");
                if (!items.Contains("")) return new JsonArray([.. items.Select(item => (JsonNode)JsonValue.Create(item))]);
                fault = "has an empty entry; separate the entries by single commas";
                return null;
            case FieldKind.Integer:
                if (Matches(text, @"^(0|-?[1-9]\d{0,17})$")) return JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture));
                fault = "is not a whole number; write digits only, such as " + (field.Example ?? "1000");
                return null;
            case FieldKind.Amount:
                if (Matches(text, @"^-?\d+(\.\d{1,2})?$")) return JsonValue.Create(text);
                fault = Matches(text, @"^-?\d+\.\d+$")
                    ? "has more than two decimals; write it as 1500.50"
                    : "is not an amount; write digits with a decimal point, such as 1500.50, without a comma, spaces or a currency";
                return null;
            case FieldKind.AmountNumber:
                // Read as JSON, so that 1500.50 keeps both decimals. JSON has no number that begins with a needless zero.
                if (Matches(text, @"^(0|[1-9]\d*)(\.\d{1,2})?$")) return (JsonValue)JsonNode.Parse(text)!;
                fault = Matches(text, @"^\d+\.\d{3,}$")
                    ? "has more than two decimals; write it as 1500.50"
                    : "is not an amount; write digits with a decimal point, such as 1500.50, without a sign, a comma, spaces or a currency";
                return null;
            case FieldKind.Date:
                if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return JsonValue.Create(text);
                fault = "is not a date; write it as 2000-04-03 (ISO 8601, year-month-day)";
                return null;
            case FieldKind.DateTime:
                if (Matches(text, @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$")
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return JsonValue.Create(text);
                fault = "is not a date and time with offset; write it as 2026-01-31T09:30:00+05:00 (ISO 8601)";
                return null;
            case FieldKind.Uuid:
                if (Guid.TryParseExact(text, "D", out _)) return JsonValue.Create(text);
                fault = "is not a UUID; write it as 019ab688-bef2-72c4-aa29-d0e08be76d95";
                return null;
            case FieldKind.Phone:
                if (Matches(text, @"^\+\d{10,15}$")) return JsonValue.Create(text);
                fault = "is not a phone number; write it with plus and country code and no spaces, such as +77011234567 (E.164)";
                return null;
            case FieldKind.PhoneDigits:
                if (Matches(text, @"^\+?[1-9]\d{9,14}$")) return JsonValue.Create(long.Parse(text.TrimStart('+'), CultureInfo.InvariantCulture));
                fault = "is not a phone number; write it with country code and no spaces, such as +77011234567 (E.164)";
                return null;
            case FieldKind.Email:
                if (Matches(text, @"^[^@\s]+@[^@\s]+\.[^@\s]+$")) return JsonValue.Create(text);
                fault = "is not an e-mail address; write it as user@example.com";
                return null;
            case FieldKind.Country:
                if (Iso.IsCountry(text)) return JsonValue.Create(text);
                fault = Iso.SuggestCountry(text) is { } country
                    ? $"is not a country code of three capital letters (ISO 3166-1 alpha-3); write {country} if that is meant"
                    : "is not a country code; write three capital letters, such as KAZ (ISO 3166-1 alpha-3)";
                return null;
            case FieldKind.Language:
                if (Matches(text, "^[a-z]{2}$")) return JsonValue.Create(text);
                fault = "is not a language code; write two small letters, such as ru (ISO 639-1)";
                return null;
            case FieldKind.Currency:
                if (Iso.IsCurrency(text)) return JsonValue.Create(text);
                fault = "is not a currency code; write three capital letters, such as KZT (ISO 4217)";
                return null;
            case FieldKind.Flag:
                switch (text.ToLowerInvariant())
                {
                    case "1" or "true" or "yes": return JsonValue.Create("1");
                    case "0" or "false" or "no": return JsonValue.Create("0");
                }

                fault = "is neither yes nor no; write 1 or 0, or true or false";
                return null;
            case FieldKind.Url:
                if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https") return JsonValue.Create(text);
                fault = "is not an address; write it whole, such as https://example.com/result";
                return null;
            case FieldKind.IpAddress:
                if (Matches(text, @"^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$")) return JsonValue.Create(text);
                fault = "is not an IPv4 address; write it as 203.0.113.7";
                return null;
            case FieldKind.PdfFile:
                return Pdf(text, ref fault);
            default:
                return JsonValue.Create(text);
        }
    }

    private static JsonValue? Pdf(string path, ref string? fault)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) fault = "names a file that does not exist";
            else if (file.Length > MaxPdfBytes) fault = $"is larger than 2 MB ({file.Length} bytes)";
            if (fault is not null) return null;

            byte[] content = File.ReadAllBytes(path);
            if (content.Length >= 4 && content[0] == '%' && content[1] == 'P' && content[2] == 'D' && content[3] == 'F') return JsonValue.Create(Convert.ToBase64String(content));
            fault = "is not a PDF";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = "cannot be read: " + error.Message;
        }

        return null;
    }

    // An encoder would replace it, and something else than what the row says would be sent.
    private static bool HoldsHalfACharacter(string text)
    {
        for (int place = 0; place < text.Length; place++)
        {
            if (!char.IsSurrogate(text[place])) continue;
            if (place + 1 == text.Length || !char.IsSurrogatePair(text[place], text[place + 1])) return true;
            place++;
        }

        return false;
    }

    // The cache of Regex itself is small, shared with the whole process, and needs the rewritten pattern to look one up.
    private static bool Matches(string text, string pattern) =>
        Patterns.GetOrAdd(pattern, static written => new Regex(written.Replace("$", @"\z").Replace(@"\d", "[0-9]"), RegexOptions.CultureInvariant, PatternTimeout)).IsMatch(text);

    private static decimal Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : text.StartsWith("-", StringComparison.Ordinal) ? decimal.MinValue : decimal.MaxValue;
}
