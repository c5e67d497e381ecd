using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FreedomPay.Fields;

/// <summary>
/// Turns the text of a parameter into its value on the wire, or says what is wrong with it. Nothing here depends on the
/// culture, and nothing is corrected silently: what the text says is sent, or the row is refused.
/// </summary>
internal static class FieldRules
{
    private const int MaxPdfBytes = 2 * 1024 * 1024;
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a masked value.</summary>
    public static string Masked => Messages.FieldIsMasked;

    /// <summary>Whether a text is what our own redaction makes of a secret or a card number. Sent, it would be a wrong value that looks right.</summary>
    public static bool IsMasked(string text) => text.Contains('*') && (text == "***" || Matches(text, @"(?<!\d)\d{6}\*{3,9}\d{4}(?!\d)"));

    /// <summary>Gives the value on the wire, or null and the reason in <paramref name="fault"/>.</summary>
    public static JsonNode? ToWire(FieldAttribute field, string text, out string? fault)
    {
        fault = ValueText.TakeMark(ref text, field.Kind);
        if (fault is not null) return null;
        bool isText = field.Kind is FieldKind.Text or FieldKind.TextList or FieldKind.Id;
        if (text.Length != text.Trim().Length) fault = Messages.FieldHasWhiteSpace;
        else if (text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'))) fault = Messages.FieldHasControlCharacter;
        else if (IsMasked(text)) fault = Masked;
        else if (HoldsHalfACharacter(text)) fault = Messages.FieldHasHalfACharacter;
        else if (text.Contains('\uFFFD')) fault = Messages.FieldIsMisread;
        else if (SheetMarks.InvisibleIn(text, field.Kind) is { } invisible) fault = Messages.FieldHasInvisibleCharacter.With($"U+{invisible:X4}");
        else if (!field.Lines && field.Kind is not FieldKind.TextList && text.IndexOfAny(['\r', '\n', '\t', '\u2028', '\u2029']) >= 0)
        {
            fault = Messages.FieldHasLineBreak;
        }
        else if (isText) fault = SheetMarks.FaultOf(text, field.Kind is FieldKind.Id);
        if (fault is not null) return null;

        if (field.Single && text.Contains(','))
        {
            fault = Messages.FieldHasSeveralValues;
            return null;
        }

        WordList? words = field.Words is null ? null : WordList.Of(field.Words);
        text = words?.ToCode(text) ?? text;
        JsonNode? value = ByKind(field, text, ref fault);
        if (fault is not null)
        {
            if (words is not null) fault = Messages.OrWords.With(fault, words.Listing);
            return null;
        }

        // Its groups are not counted.
        if (field.Kind is FieldKind.CardNumber) text = value!.ToString();

        // The pattern says more than the length: M or F, and not only that the text is too long.
        if (field.Values is { } values && !values.Contains(value!.ToString(), StringComparer.Ordinal))
        {
            fault = Messages.FieldIsNoneOf.With(words?.Explain(values) ?? string.Join(", ", values));
        }
        else if (field.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout))
        {
            fault = field.Example is { } example ? Messages.FieldDoesNotMatchWrite.With(pattern, example) : Messages.FieldDoesNotMatch.With(pattern);
        }
        else if (text.Length < field.MinLength) fault = Messages.FieldIsShorter.With(field.MinLength);
        else if (field.MaxLength > 0 && text.Length > field.MaxLength) fault = Messages.FieldIsLonger.With(field.MaxLength);
        else if (field.Minimum is { } minimum && Number(text) < Number(minimum)) fault = Messages.FieldIsLess.With(minimum);
        else if (field.Maximum is { } maximum && Number(text) > Number(maximum)) fault = Messages.FieldIsMore.With(maximum);
        return fault is null ? value : null;
    }

    private static JsonNode? ByKind(FieldAttribute field, string text, ref string? fault)
    {
        switch (field.Kind)
        {
            case FieldKind.TextList:
                string[] items = Regex.Split(text, @"[ \t\r\n]*,[ \t\r\n]*|[ \t\r\n]+", RegexOptions.None, Regex.InfiniteMatchTimeout);
                if (!items.Contains("")) return new JsonArray([.. items.Select(item => (JsonNode)JsonValue.Create(item))]);
                fault = Messages.FieldHasEmptyEntry;
                return null;
            case FieldKind.Integer:
                if (Matches(text, @"^(0|-?[1-9]\d{0,17})$")) return JsonValue.Create(long.Parse(text, CultureInfo.InvariantCulture));
                fault = Messages.NotAWholeNumber.With(field.Example ?? "1000");
                return null;
            case FieldKind.Amount:
                if (Matches(text, @"^-?\d+(\.\d{1,2})?$")) return JsonValue.Create(text);
                fault = Matches(text, @"^-?\d+\.\d+$")
                    ? Messages.TooManyDecimals
                    : Messages.NotAnAmount;
                return null;
            case FieldKind.AmountNumber:
                // Read as JSON, so that 1500.50 keeps both decimals. JSON has no number that begins with a needless zero.
                if (Matches(text, @"^(0|[1-9]\d*)(\.\d{1,2})?$")) return (JsonValue)JsonNode.Parse(text)!;
                fault = Matches(text, @"^\d+\.\d{3,}$")
                    ? Messages.TooManyDecimals
                    : Messages.NotAnUnsignedAmount;
                return null;
            case FieldKind.Date:
                if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return JsonValue.Create(text);
                fault = Messages.NotADate;
                return null;
            case FieldKind.DateTime:
                if (Matches(text, @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$")
                    && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return JsonValue.Create(text);
                fault = Messages.NotADateTime;
                return null;
            case FieldKind.Uuid:
                // Guid itself takes signs and prefixes inside its groups.
                if (Matches(text, "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")) return JsonValue.Create(text);
                fault = Messages.NotAUuid;
                return null;
            case FieldKind.Phone:
                if (Matches(text, @"^\+\d{10,15}$")) return JsonValue.Create(text);
                fault = Messages.NotAPhone;
                return null;
            case FieldKind.PhoneDigits:
                // 8 before the code of a mobile network is how one dials inside the country; no country has the code 87.
                if (Matches(text, @"^\+?[1-9]\d{9,14}$") && !Matches(text, @"^87\d{9}$"))
                {
                    return JsonValue.Create(long.Parse(text.TrimStart('+'), CultureInfo.InvariantCulture));
                }
                fault = Messages.NotPhoneDigits;
                return null;
            case FieldKind.Email:
                // No address is longer, and the pattern takes its time over a text that is none.
                if (text.Length <= 320 && Matches(text, @"^[^@\s]+@[^@\s]+\.[^@\s]+$")) return JsonValue.Create(text);
                fault = Messages.NotAnEmail;
                return null;
            case FieldKind.Country:
                if (Iso.IsCountry(text)) return JsonValue.Create(text);
                fault = Iso.SuggestCountry(text) is { } country
                    ? Messages.NotACountryMeant.With(country)
                    : Messages.NotACountry;
                return null;
            case FieldKind.Language:
                if (Matches(text, "^[a-z]{2}$")) return JsonValue.Create(text);
                fault = Messages.NotALanguage;
                return null;
            case FieldKind.Currency:
                if (Iso.IsCurrency(text)) return JsonValue.Create(text);
                fault = Messages.NotACurrency;
                return null;
            case FieldKind.Iban:
                string account = Iban.Plain(text);
                fault = Iban.FaultOf(account);
                return fault is null ? JsonValue.Create(account) : null;
            case FieldKind.CardNumber:
                string card = CardNumber.Plain(text);
                fault = CardNumber.FaultOf(card);
                return fault is null ? JsonValue.Create(card) : null;
            case FieldKind.CardCode:
                if (Matches(text, @"^\d{3,4}$")) return JsonValue.Create(text);
                fault = Messages.NotACardCode;
                return null;
            case FieldKind.CardMonth:
                if (Matches(text, @"^(0?[1-9]|1[0-2])$")) return JsonValue.Create(text.PadLeft(2, '0'));
                fault = Messages.NotACardMonth;
                return null;
            case FieldKind.CardYear:
                if (Matches(text, @"^(20)?\d{2}$")) return JsonValue.Create(text.Substring(text.Length - 2));
                fault = Messages.NotACardYear;
                return null;
            case FieldKind.Flag or FieldKind.Boolean:
                bool? flag = text.ToLowerInvariant() switch
                {
                    "1" or "true" or "yes" => true,
                    "0" or "false" or "no" => false,
                    _ => null,
                };
                if (flag is { } isSet) return field.Kind is FieldKind.Boolean ? JsonValue.Create(isSet) : JsonValue.Create(isSet ? "1" : "0");
                fault = Messages.NotAFlag;
                return null;
            case FieldKind.Url:
                if (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https") return JsonValue.Create(text);
                fault = Messages.NotAUrl;
                return null;
            case FieldKind.IpAddress:
                if (Matches(text, @"^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$")) return JsonValue.Create(text);
                fault = Messages.NotAnIpAddress;
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
            if (!file.Exists) fault = Messages.FileIsMissing;
            else if (file.Length > MaxPdfBytes) fault = Messages.FileIsTooLarge.With(file.Length);
            if (fault is not null) return null;

            byte[] content = File.ReadAllBytes(path);
            if (content.Length >= 4 && content[0] == '%' && content[1] == 'P' && content[2] == 'D' && content[3] == 'F')
            {
                return JsonValue.Create(Convert.ToBase64String(content));
            }
            fault = Messages.NotAPdf;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            fault = Messages.FileIsUnreadable.With(error.Message);
        }

        return null;
    }

    // An encoder would replace it, and something else than what the row says would be sent.
    public static bool HoldsHalfACharacter(string text)
    {
        for (int place = 0; place < text.Length; place++)
        {
            if (!char.IsSurrogate(text[place])) continue;
            if (place + 1 == text.Length || !char.IsSurrogatePair(text[place], text[place + 1])) return true;
            place++;
        }

        return false;
    }

    // No time limit: each pattern is ours and takes a time that grows with the text, while the clock of a machine that was suspended would end the
    // judging of a good value, and with it the command. The cache of Regex itself is small, shared with the whole process, and needs the rewritten
    // pattern to look one up.
    private static bool Matches(string text, string pattern) =>
        Patterns.GetOrAdd(pattern, static written => Strict(written)).IsMatch(text);

    // Without the newline that $ would let follow, and the digits of other scripts.
    private static Regex Strict(string pattern) =>
        new Regex(pattern.Replace("$", @"\z").Replace(@"\d", "[0-9]"), RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);

    private static decimal Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : text.StartsWith("-", StringComparison.Ordinal) ? decimal.MinValue : decimal.MaxValue;
}
