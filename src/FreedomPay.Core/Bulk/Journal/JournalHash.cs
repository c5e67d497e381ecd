using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Bulk;

/// <summary>
/// Hashes of rows under a key that only the holder of the connection's secret can make: a card number or a PIN has too few values
/// to be safe in a plain hash.
/// </summary>
internal sealed class JournalHash : IDisposable
{
    private const int FieldBytes = 8;
    private const string Hidden = "***";

    // What must not be kept once a payment is authorised, in no form: codes of cards, cryptograms, and what a bank has answered. It names no row.
    private static readonly HashSet<string> NeverKept = new(
        ["pg_card_cvc", "cvc", "pg_online_payment_cryptogram", "online_payment_cryptogram", "pg_md", "pg_pares"], StringComparer.OrdinalIgnoreCase);

    private readonly HMACSHA256 hmac;
    private readonly bool isKeyed;
    private readonly string credentialId;
    private readonly object gate = new();

    /// <summary>Derives the key of a journal.</summary>
    /// <param name="secret">The secret of the connection; null where it has none, and then nothing sensitive is hashed.</param>
    /// <param name="credentialId">Whose secret it is; two may have the same.</param>
    /// <param name="salt">The journal's own.</param>
    public JournalHash(Secret? secret, string? credentialId, string salt)
    {
        this.credentialId = credentialId ?? "";
        isKeyed = secret is not null;
        using var derivation = new HMACSHA256(secret?.Bytes ?? []);
        hmac = new HMACSHA256(derivation.ComputeHash(Encoding.UTF8.GetBytes("FreedomPay journal 2\n" + salt)));
    }

    /// <summary>The same for every holder of the credential.</summary>
    public string Check => Base64Url.Encode(Hash("check", credentialId, FieldBytes));

    public void Dispose() => hmac.Dispose();

    /// <summary>The key of a row that brings one of its own. A UUID in capitals is the same UUID.</summary>
    public JournalKey OfKey(string key) => new(Hash("key", Guid.TryParseExact(key, "D", out Guid uuid) ? uuid.ToString("D") : key, JournalKey.Bytes));

    /// <summary>The key of a row that has an id of its own in the run, which the API does not know. To a spreadsheet 007 is 7.</summary>
    public JournalKey OfRow(string rowId) => new(Hash("row", PlainNumber.Of(rowId), JournalKey.Bytes));

    /// <summary>The key of a row that is known by its content only: the n-th of those that are alike.</summary>
    public JournalKey OfContent(string operationId, IReadOnlyDictionary<string, string> fields, int occurrence)
    {
        var text = new StringBuilder(operationId).Append('\n').Append(occurrence);
        foreach (KeyValuePair<string, string> field in fields.OrderBy(static field => field.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append(field.Key).Append('\0').Append(field.Value);
        }
        return new JournalKey(Hash("content", text.ToString(), JournalKey.Bytes));
    }

    /// <summary>A secret that a row brings; without a key it is not hashed.</summary>
    public string OfSecret(Secret secret) => isKeyed ? Base64Url.Encode(Hash("secret", secret.Text, FieldBytes)) : Hidden;

    /// <summary>Whether values were left out that may be all that tells two rows apart.</summary>
    public bool Hides(Dictionary<string, string> fields) => !isKeyed && fields.ContainsValue(Hidden);

    /// <summary>The values of a body, hashed, by dotted wire name.</summary>
    /// <param name="body">The body.</param>
    /// <param name="except">A wire name that is left out.</param>
    /// <param name="isSensitive">Whether the values of a leaf name are sensitive.</param>
    /// <param name="spelling">
    /// From a wire name, without places in lists, and the text of its value to the one spelling of that value, or null; with it numbers have one
    /// too. Without it values are taken as they are written, as version 2 did.
    /// </param>
    public Dictionary<string, string> OfFields(JsonObject body, string? except, Func<string, bool> isSensitive, Func<string, string, string?>? spelling)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(body, "", "", "");
        return hashes;

        void Add(JsonNode? node, string name, string wireName, string leaf)
        {
            switch (node)
            {
                case JsonObject members:
                    foreach (KeyValuePair<string, JsonNode?> member in members)
                    {
                        Add(member.Value, Inside(name, member.Key), Inside(wireName, member.Key), member.Key);
                    }
                    break;
                case JsonArray items:
                    for (int i = 0; i < items.Count; i++) Add(items[i], $"{name}[{i}]", wireName, leaf);
                    break;
                default:
                    if (name == except || NeverKept.Contains(leaf)) break;
                    bool isHidden = !isKeyed && isSensitive(leaf);
                    hashes[name] = isHidden ? Hidden : Base64Url.Encode(Hash(name, Text(node, wireName), FieldBytes));
                    break;
            }
        }

        static string Inside(string parent, string leaf) => parent.Length == 0 ? leaf : parent + "." + leaf;

        string Text(JsonNode? node, string wireName)
        {
            string text = node?.ToJsonString(WireText.Json) ?? "null";
            if (spelling is null || node is null) return text;
            return node.GetValueKind() switch
            {
                JsonValueKind.Number => PlainNumber.Of(text),
                JsonValueKind.String when spelling(wireName, node.GetValue<string>()) is { } plain => JsonValue.Create(plain).ToJsonString(WireText.Json),
                _ => text,
            };
        }
    }

    private byte[] Hash(string purpose, string text, int bytes)
    {
        byte[] whole;
        lock (gate) whole = hmac.ComputeHash(Encoding.UTF8.GetBytes(purpose + "\0" + text));
        Array.Resize(ref whole, bytes);
        return whole;
    }
}
