using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>
/// <c>pg_sig</c>: MD5 of script name, values ordered by field name, and secret, joined with semicolons. MD5 is the API's choice.
/// A nested field stands in the place of its parent and is ordered inside. The items of a list follow the PHP sample of the
/// documentation: each leaf is ordered by parent, name and three-digit position.
/// </summary>
public static class PgSigner
{
    private const string SignatureField = "pg_sig";

    /// <summary>Signs a message.</summary>
    /// <param name="script">Script name: what stands after the last slash of the called path.</param>
    /// <param name="message">The fields; a <c>pg_sig</c> among them is left out.</param>
    /// <param name="secret">The merchant's secret.</param>
    /// <returns>32 hexadecimal digits in lower case.</returns>
    public static string Sign(string script, JsonObject message, Secret secret) => Digest(script, InPlace(message, isForm: true), secret);

    /// <summary>Whether an XML message carries the right signature.</summary>
    /// <param name="script">Script name.</param>
    /// <param name="message">The fields as they were received.</param>
    /// <param name="secret">The merchant's secret.</param>
    /// <returns>Null when there is none, else whether it is right.</returns>
    public static bool? Verify(string script, JsonObject message, Secret secret) =>
        (message ?? throw new ArgumentNullException(nameof(message)))[SignatureField] is JsonValue signature
            ? FixedTime.AreEqual(Digest(script, InPlace(message, isForm: false), secret), PgForm.TextOf(signature))
            : null;

    /// <summary>The script name of a path: its last segment, without the query.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The name; empty when the path ends in a slash.</returns>
    public static string ScriptOf(string path)
    {
        string plain = (path ?? throw new ArgumentNullException(nameof(path))).Split('?')[0];
        return plain.Substring(plain.LastIndexOf('/') + 1);
    }

    private static string Digest(string script, IEnumerable<string> values, Secret secret)
    {
        if (secret is null) throw new ArgumentNullException(nameof(secret));
        string text = string.Join(";", [script, .. values, secret.Text]);
#pragma warning disable CA5351, CA1308 // What the API asks for: MD5, in lower case.
        using var md5 = MD5.Create();
        return BitConverter.ToString(md5.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", "").ToLowerInvariant();
#pragma warning restore CA5351, CA1308
    }

    private static IEnumerable<string> InPlace(JsonObject message, bool isForm) =>
        message.Where(IsSigned).OrderBy(member => member.Key, StringComparer.Ordinal).SelectMany(member => Values(member.Value, isForm));

    // Elements of one name keep the order of the message; the numbered items of a form list are ordered by their keys.
    private static IEnumerable<string> Values(JsonNode? node, bool isForm) => node switch
    {
        null => [],
        JsonObject nested => InPlace(nested, isForm),
        JsonArray list when isForm => Flat(list),
        JsonArray list => list.SelectMany(item => Values(item, isForm)),
        _ => [PgForm.TextOf(node)],
    };

    private static IEnumerable<string> Flat(JsonArray list)
    {
        var leaves = new List<KeyValuePair<string, string>>();
        Flatten(list, "", leaves);
        return leaves.OrderBy(leaf => leaf.Key, StringComparer.Ordinal).Select(leaf => leaf.Value);
    }

    private static void Flatten(JsonNode node, string parent, List<KeyValuePair<string, string>> leaves)
    {
        IEnumerable<KeyValuePair<string, JsonNode?>> children = node is JsonArray items
            ? items.Select((item, index) => new KeyValuePair<string, JsonNode?>(index.ToString(CultureInfo.InvariantCulture), item))
            : node.AsObject();
        int position = 0;
        foreach (KeyValuePair<string, JsonNode?> child in children.Where(child => child.Value is not null))
        {
            position++;
            string key = parent + child.Key + position.ToString("000", CultureInfo.InvariantCulture);
            if (child.Value is JsonValue value) leaves.Add(new(key, PgForm.TextOf(value)));
            else Flatten(child.Value!, key, leaves);
        }
    }

    private static bool IsSigned(KeyValuePair<string, JsonNode?> member) => member.Key != SignatureField;
}
