using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Diagnostics;

/// <summary>Masks secrets, card numbers, tokens and personal data in whatever is shown to people. Thread-safe.</summary>
public sealed class Redactor
{
    private const string Mask = "***";

    // Every leaf that the contract marks x-sensitive (a test holds the list against it), then what the protocols themselves add.
    private static readonly HashSet<string> Names = new(
        """
        Address address1 address2 address_line1 address_line2 address_line3 account_number bin birthdate card_holder_name cardholder_name
        date_of_birth device_id document document_body email first_name firstname fn_id iban identifier idn last_name lastname ln_id
        middle_name name payer payload person_id phone phone_number postal_code user_phone CardHolder CardName ContactEmail UserPhone
        pg_abonent_phone pg_card_owner pg_card_name pg_card_recipient_name pg_phone pg_phone_number pg_recipient_iban pg_recipient_iin
        pg_recipient_name pg_sender_birthdate pg_sender_city pg_sender_country pg_sender_postal_code pg_sender_street
        pg_user_contact_email pg_user_email pg_user_phone
        pin otp
        Authorization CardId CardToken access_token accessTokenBearer authorization_code card_token code id_token pg_card_id pg_card_token
        pg_card_token_to pg_card_recipient_token refresh_token refreshTokenBearer token unspecifiedBearer uuid
        Cryptogram agent_secret clientBasic online_payment_cryptogram pg_online_payment_cryptogram pg_approval_code pg_md pg_pares secret_key
        ExpMonth ExpYear Pan card_exp_month card_exp_year card_number data destination_identifier expiry_month expiry_year month year pan
        pg_card_exp pg_card_month pg_card_year pg_card_pan pg_card_recipient pg_card_hash pg_encrypted_card pg_payment_to
        Cvc card_cvv cvc cvv cvc2 cvv2 pg_card_cvc
        pg_sig Sign X-JWS-Signature X-JWT-Signature Proxy-Authorization Cookie Set-Cookie client_secret client_access_token password secret
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Normalised),
        StringComparer.Ordinal);

    private static readonly Regex Tokens = new(
        @"(?<![A-Za-z0-9_\-])eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*\.[A-Za-z0-9_\-]*|(?<=\b(?:bearer|basic)\s{1,4})[A-Za-z0-9\-._~+/]{6,}=*|(?<=(?<!</)pg_sig[^A-Za-z0-9]{1,8})[0-9A-Za-z]{8,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Uuids = new(
        @"(?<![0-9A-Za-z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9A-Za-z])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // A shorter value, such as a PIN, is a part of many numbers and ids that have nothing to do with it.
    private const int LeastOfAnywhere = 8;

    private readonly string[] secrets;
    private readonly string[] words;

    /// <summary>A redactor that also knows these secrets.</summary>
    /// <param name="known">The secrets of the connection.</param>
    public Redactor(IEnumerable<Secret> known)
        : this((known ?? throw new ArgumentNullException(nameof(known))).SelectMany(Spellings), [])
    {
    }

    private Redactor(IEnumerable<string> spellings, IEnumerable<string> words)
    {
        this.words = [.. words.Distinct(StringComparer.Ordinal)];
        // A secret also shows in the spellings that a form or a JSON text gives it. One of asterisks only looks like our mask.
        secrets = [.. spellings.Where(static s => s.Trim('*').Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Masks known secrets, card numbers (to BIN and last four), JWS, bearer and basic tokens and <c>pg_sig</c> in any text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The masked text.</returns>
    public string Text(string text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        // Masking can bring together what was apart, so it is repeated until nothing is left to find.
        for (int round = 0; round < 4; round++)
        {
            List<CardNumbers.Place> spans = Find(text);
            if (spans.Count == 0) return text;
            text = Apply(text, spans);
        }

        return Find(text).Count == 0 ? text : Mask;
    }

    /// <summary>Masks a JSON, form or XML body by field name, then as <see cref="Text"/> does. A body that cannot be read is not shown.</summary>
    /// <param name="body">The body.</param>
    /// <param name="extra">More leaf names to mask.</param>
    /// <returns>The masked body.</returns>
    public string Body(string body, IReadOnlyCollection<string>? extra = null)
    {
        if (string.IsNullOrEmpty(body)) return "";
        HashSet<string>? more = extra is { Count: > 0 } ? new HashSet<string>(extra.Select(Normalised), StringComparer.Ordinal) : null;
        string trimmed = body.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (trimmed.Length > 0 && trimmed[0] is '{' or '[')
        {
            if (JsonAnswer.TryParse(Encoding.UTF8.GetBytes(trimmed), out JsonObject json, out _)) return Text(Masked(json, more, "")!.ToJsonString(WireText.Json));
        }
        else if (trimmed.Length > 0 && trimmed[0] == '<')
        {
            if (PgXml.TryParse(trimmed, out JsonObject xml, out _)) return Text(Markup(Masked(xml, more, "")!.AsObject()));
        }
        else if (Form(trimmed, more) is { } form)
        {
            return form;
        }

        return Messages.Unreadable.With(body.Length);
    }

    /// <summary>Whether values of this leaf name are masked. Ignores case and separators.</summary>
    /// <param name="leaf">The wire name of a field, without its parents.</param>
    /// <returns>True when they are masked.</returns>
    public static bool IsSensitiveName(string leaf)
    {
        if (leaf is null) throw new ArgumentNullException(nameof(leaf));
        return Names.Contains(Normalised(leaf)) || SecretNames.Contains(leaf);
    }

    /// <summary>
    /// Whether a text holds a number that a card of a known scheme may have. One number in ten that is long enough adds up like a card's, so
    /// that what is refused for being one has to begin like one too.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it does.</returns>
    public static bool HoldsCardNumber(string text)
    {
        if (text is null) throw new ArgumentNullException(nameof(text));
        var places = new List<CardNumbers.Place>();
        CardNumbers.Find(Uuids.Replace(text, static uuid => new string('x', uuid.Length)), places);
        return places.Any(static place => place.Digits is null || CardNumbers.IsOfScheme(place.Digits));
    }

    /// <summary>A redactor that masks the secrets of one request too, which an answer may repeat.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="secretFields">Wire names of its secret fields, without their parents, beside those that are known as such.</param>
    /// <param name="bearer">The token of the request.</param>
    /// <returns>The redactor; this one where the request has no secret of its own.</returns>
    public Redactor For(JsonObject? body, IReadOnlyCollection<string>? secretFields = null, Secret? bearer = null) =>
        With([.. SentSecrets.In(body, secretFields), .. bearer is null ? [] : new[] { bearer.Text }]);

    /// <summary>A redactor that masks the secrets of one request too, also those in its headers.</summary>
    internal Redactor For(ApiRequest request) =>
        With([.. SentSecrets.In(request.Body, request.SecretFields ?? request.SensitiveFields), .. SentSecrets.In(request.Headers), .. request.Bearer is { } bearer ? new[] { bearer.Text } : []]);

    /// <summary>One line of bounded length, masked: what a server says must not draw on a terminal or fill a log.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The line.</returns>
    public string Line(string text)
    {
        const int Limit = 1000;
        string masked = Text(text);
        string line = new([.. masked.Take(Limit).Select(static c => char.IsControl(c) ? ' ' : c)]);
        return masked.Length > Limit ? line + "…" : line;
    }

    private Redactor With(string[] values)
    {
        if (values.Length == 0) return this;
        ILookup<bool, string> isWord = values.SelectMany(value => Spellings(new Secret(value)).Select(spelling => (spelling, IsWord: spelling.Length < LeastOfAnywhere)))
            .ToLookup(static known => known.IsWord, static known => known.spelling);
        return new Redactor([.. secrets, .. isWord[false]], [.. words, .. isWord[true]]);
    }

    private static string Normalised(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c)) text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Spellings(Secret known)
    {
        string secret = known.Text;
        yield return secret;
        yield return Convert.ToBase64String(known.Bytes);
        yield return WebUtility.HtmlEncode(secret);
        yield return PgForm.Encode([new KeyValuePair<string, string>("", secret)]).Substring(1);
        yield return Uri.EscapeDataString(secret);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(secret);
        yield return JavaScriptEncoder.Default.Encode(secret);
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private List<CardNumbers.Place> Find(string text)
    {
        var spans = new List<CardNumbers.Place>();
        foreach (string secret in secrets)
        {
            for (int at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
            {
                spans.Add(new CardNumbers.Place(at, at + secret.Length, null));
            }
        }

        if (words.Length > 0) FindWords(text, spans);
        if (MayHoldToken(text))
        {
            foreach (Match match in Tokens.Matches(text)) spans.Add(new CardNumbers.Place(match.Index, match.Index + match.Length, null));
        }

        int found = spans.Count;
        CardNumbers.Find(text, spans);
        if (spans.Count == found) return spans;
        // A UUID may hold a run of digits that looks like a card number, and a reader needs the ids of requests.
        spans.RemoveRange(found, spans.Count - found);
        CardNumbers.Find(Uuids.Replace(text, static uuid => new string('x', uuid.Length)), spans);
        return spans;
    }

    // Where it is not a part of a number, and not of a UUID, which a reader needs to find a request again.
    private void FindWords(string text, List<CardNumbers.Place> spans)
    {
        string? searched = null;
        foreach (string word in words)
        {
            if (text.IndexOf(word, StringComparison.Ordinal) < 0) continue;
            searched ??= Uuids.Replace(text, static uuid => new string('\0', uuid.Length));
            for (int at = searched.IndexOf(word, StringComparison.Ordinal); at >= 0; at = searched.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                int end = at + word.Length;
                bool isPartOfNumber = (at > 0 && IsDigit(word[0]) && IsDigit(searched[at - 1])) || (end < searched.Length && IsDigit(word[word.Length - 1]) && IsDigit(searched[end]));
                if (!isPartOfNumber) spans.Add(new CardNumbers.Place(at, end, null));
            }
        }
    }

    // What every token that Tokens finds begins with or follows; the search for these costs a fraction.
    private static bool MayHoldToken(string text) =>
        Holds(text, "eyJ") || Holds(text, "bearer") || Holds(text, "basic") || Holds(text, PgSigner.SignatureField);

    private static bool Holds(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Apply(string text, List<CardNumbers.Place> spans)
    {
        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var result = new StringBuilder(text.Length);
        int done = 0;
        for (int i = 0; i < spans.Count;)
        {
            CardNumbers.Place merged = spans[i++];
            while (i < spans.Count && spans[i].Start < merged.End) merged = Merged(merged, spans[i++]);

            result.Append(text, done, merged.Start - done);
            if (merged.Digits is { } digits)
            {
                result.Append(digits, 0, 6).Append("******").Append(digits, digits.Length - 4, 4);
            }
            else
            {
                result.Append(Mask);
            }

            done = merged.End;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    private static CardNumbers.Place Merged(CardNumbers.Place one, CardNumbers.Place next)
    {
        string? digits = one.Digits is { } begin && next.Digits is { } end ? begin.Substring(0, 6) + (next.End > one.End ? end : begin).Substring((next.End > one.End ? end : begin).Length - 4) : null;
        return new CardNumbers.Place(one.Start, Math.Max(one.End, next.End), digits);
    }

    private JsonNode? Masked(JsonNode? node, HashSet<string>? extra, string parent, bool hidden = false)
    {
        switch (node)
        {
            case JsonObject inner:
                var copy = new JsonObject();
                foreach ((string name, JsonNode? child) in PgForm.Pairs(inner))
                {
                    copy[name] = Masked(child, extra, name, hidden || (Hides(name, extra) && !IsErrorCode(parent, name, child)));
                }

                return copy;
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Masked(item, extra, parent, hidden))]);
            case JsonValue value:
                JsonValueKind kind = value.GetValueKind();
                if (kind is JsonValueKind.True or JsonValueKind.False) return value.DeepClone();
                string text = kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
                if (text.Length == 0) return value.DeepClone();
                if (hidden) return JsonValue.Create(Mask);
                return kind == JsonValueKind.String ? JsonValue.Create(Text(text)) : value.DeepClone();
            default:
                return null;
        }
    }

    // code is a token where it is exchanged for one, and what a reader looks for first where it names an error.
    private static bool IsErrorCode(string parent, string name, JsonNode? value) =>
        name == "code" && parent == "error" && value is JsonValue leaf && PgForm.LeafText(leaf).Length <= 8;

    private static bool Hides(string name, HashSet<string>? extra)
    {
        string normalised = Normalised(name);
        return Names.Contains(normalised) || (extra?.Contains(normalised) ?? false) || SecretNames.Contains(name);
    }

    private static string Markup(JsonObject xml)
    {
        var text = new StringBuilder("<response>");
        foreach ((string name, JsonNode? node) in PgForm.Pairs(xml)) Markup(text, name, node);
        return text.Append("</response>").ToString();
    }

    private static void Markup(StringBuilder text, string name, JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list) Markup(text, name, item);
            return;
        }

        text.Append('<').Append(name).Append('>');
        if (node is JsonObject inner)
        {
            foreach ((string sub, JsonNode? child) in PgForm.Pairs(inner)) Markup(text, sub, child);
        }
        else if (node is not null)
        {
            text.Append(node.GetValue<string>().Replace("&", "&amp;").Replace("<", "&lt;"));
        }

        text.Append("</").Append(name).Append('>');
    }

    // Shown decoded: a card number whose spaces are plus signs or percents is one all the same.
    private string? Form(string text, HashSet<string>? extra)
    {
        var shown = new List<string>();
        foreach (string part in text.Split('&'))
        {
            int equals = part.IndexOf('=');
            if (equals <= 0 || part.Any(static c => c is ' ' or '\n' or '\r' or '<' or '>' or '"' or '{')) return null;
            string name = Unescape(part.Substring(0, equals));
            string value = Unescape(part.Substring(equals + 1));
            bool hidden = name.Split('[', ']').Any(leaf => Hides(leaf, extra));
            shown.Add(Text(name) + "=" + (hidden && value.Length > 0 ? Mask : Text(value)));
        }

        return Text(string.Join("&", shown));
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
