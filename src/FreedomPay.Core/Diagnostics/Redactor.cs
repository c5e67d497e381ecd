using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FreedomPay.Core.Diagnostics;

/// <summary>
/// The one place where secrets, card numbers and personal data are masked: traces, errors, everything that can be seen goes
/// through it.
/// </summary>
public sealed class Redactor
{
    private const string Mask = "***";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // Leaf names that the contract marks x-sensitive; a test proves that none is missing.
    private static readonly HashSet<string> SensitiveNames = new(Words("""
        Authorization X-JWS-Signature Sign pg_sig password secret client_secret secret_key agent_secret access_token refresh_token id_token token
        authorization_code code otp pin pan cvc cvv card_cvv card_number card_token card_exp_month card_exp_year expiry_month expiry_year month year
        data destination_identifier uuid online_payment_cryptogram
        pg_approval_code pg_card_cvc pg_card_exp pg_card_hash pg_card_id pg_card_month pg_card_pan pg_card_recipient pg_card_recipient_token
        pg_card_token pg_card_token_to pg_card_year pg_encrypted_card pg_md pg_online_payment_cryptogram pg_pares pg_payment_to
        account_number address1 address2 address_line1 address_line2 address_line3 bin birthdate card_holder_name cardholder_name date_of_birth
        device_id document document_body email first_name firstname fn_id iban identifier idn last_name lastname ln_id middle_name name payer payload
        person_id pg_abonent_phone pg_card_name pg_card_owner pg_card_recipient_name pg_phone pg_phone_number pg_recipient_iban pg_recipient_iin
        pg_recipient_name pg_sender_birthdate pg_sender_city pg_sender_country pg_sender_postal_code pg_sender_street pg_user_contact_email
        pg_user_email pg_user_phone phone postal_code user_phone
        """).Select(Normal), StringComparer.Ordinal);

    // A UUID may hold a run of digits that looks like a card number; it is matched first and left alone.
    private static readonly Regex Card = New(@"(?<uuid>\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b)|(?<![0-9])[0-9](?:[ \-.]?[0-9]){12,18}(?![0-9])");
    private static readonly Regex Jws = New(@"eyJ[A-Za-z0-9_\-]+\.[A-Za-z0-9_\-]*\.[A-Za-z0-9_\-]+");
    private static readonly Regex Credentials = New(@"\b(?<scheme>Bearer|Basic)\s+[A-Za-z0-9+/=_\-.~]+", RegexOptions.IgnoreCase);
    private static readonly Regex Signature = New(@"(?<name>pg_sig\W{1,4})[0-9a-fA-F]{32}");

    private static readonly Regex JsonMember = New("""
        "(?<name>[^"\\]{1,100})"(?<colon>\s*:\s*)(?:"(?:\\.|[^"\\])*(?:"|$)|-?[0-9][0-9.eE+\-]*)
        """.Trim());

    private static readonly Regex FormField = New(@"(?<=^|[&?])(?<name>[^=&\s<>{}""]{1,200})=(?<value>[^&\s]*)");
    private static readonly Regex XmlElement = New(@"<(?<name>[A-Za-z_][\w.\-]{0,100})(?<attributes>\s[^<>]*)?>(?:<!\[CDATA\[.*?(?:\]\]>|$)|[^<])+", RegexOptions.Singleline);

    private readonly string[] known;

    /// <summary>Makes a redactor.</summary>
    /// <param name="known">Secrets to mask wherever they stand.</param>
    public Redactor(IEnumerable<Secret> known)
    {
        // The longest first, so that one secret inside another leaves nothing behind. JSON, XML, a form or a URL may hold them encoded.
        this.known = [.. (known ?? throw new ArgumentNullException(nameof(known))).SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(text => text.Length)];
    }

    /// <summary>Whether a field of this name is masked.</summary>
    /// <param name="leaf">Name on the wire, in any case and with any separators.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsSensitiveName(string leaf) => SensitiveNames.Contains(Normal(leaf));

    private Redactor(string[] known, Secret more)
    {
        this.known = [.. known.Concat(Forms(more)).OrderByDescending(text => text.Length)];
    }

    /// <summary>Masks what is recognised by itself: known secrets, card numbers, tokens, signatures.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, masked.</returns>
    public string Text(string text)
    {
        if (string.IsNullOrEmpty(text)) return text ?? "";
        var masked = new StringBuilder(text);
        foreach (string secret in known) masked.Replace(secret, Mask);
        string result = Card.Replace(masked.ToString(), MaskCard);
        result = Jws.Replace(result, Mask);
        result = Credentials.Replace(result, "${scheme} " + Mask);
        return Signature.Replace(result, "${name}" + Mask);
    }

    /// <summary>Masks a body or a query: by field name in JSON, forms and XML, then as <see cref="Text"/> does.</summary>
    /// <param name="body">JSON, a form or XML; it need not be well-formed.</param>
    /// <param name="extra">Further wire names to mask.</param>
    /// <returns>The text, masked.</returns>
    public string Body(string body, IReadOnlyCollection<string>? extra = null)
    {
        if (string.IsNullOrEmpty(body)) return body ?? "";
        bool Hide(string name) => IsSensitiveName(name) || (extra is not null && extra.Any(other => Normal(other) == Normal(name)));
        string result = JsonMember.Replace(body, match => Hide(match.Groups["name"].Value) ? $"\"{match.Groups["name"].Value}\"{match.Groups["colon"].Value}\"{Mask}\"" : match.Value);
        result = FormField.Replace(result, match => Hide(FormLeaf(match.Groups["name"].Value)) ? match.Groups["name"].Value + "=" + Mask : match.Value);
        result = XmlElement.Replace(result, match => Hide(match.Groups["name"].Value) ? $"<{match.Groups["name"].Value}{match.Groups["attributes"].Value}>{Mask}" : match.Value);
        return Text(result);
    }

    /// <summary>A redactor that masks another secret too, such as the token of one request.</summary>
    internal Redactor With(Secret secret) => new(known, secret);

    private static IEnumerable<string> Forms(Secret secret) =>
        new[]
        {
            secret.Text, Uri.EscapeDataString(secret.Text), WebUtility.UrlEncode(secret.Text), WebUtility.HtmlEncode(secret.Text), Convert.ToBase64String(secret.Bytes),
            JsonEncodedText.Encode(secret.Text).ToString(), JsonEncodedText.Encode(secret.Text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        }.Where(text => text.Length >= 4).Distinct(StringComparer.Ordinal);

    private static string MaskCard(Match match)
    {
        if (match.Groups["uuid"].Success) return match.Value;
        string digits = new([.. match.Value.Where(char.IsDigit)]);
        return IsLuhn(digits) ? digits.Substring(0, 6) + new string('*', digits.Length - 10) + digits.Substring(digits.Length - 4) : match.Value;
    }

    private static bool IsLuhn(string digits)
    {
        int sum = 0;
        for (int place = 0; place < digits.Length; place++)
        {
            int digit = digits[digits.Length - 1 - place] - '0';
            if (place % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    // pg_receipt_positions[0][name] → name, encoded or not.
    private static string FormLeaf(string name)
    {
        string plain = Uri.UnescapeDataString(name).TrimEnd(']');
        return plain.Substring(plain.LastIndexOf('[') + 1);
    }

    private static string Normal(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static string[] Words(string text) => text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static Regex New(string pattern, RegexOptions options = RegexOptions.None) => new(pattern, options | RegexOptions.CultureInvariant, Limit);
}
