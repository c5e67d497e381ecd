using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>Where a pg message stands; lists are ordered differently.</summary>
public enum PgMessage
{
    /// <summary>A form: the leaves of a list in the order of the documented PHP sample (names and three-digit positions as one text, so that item 10
    /// comes before item 1).</summary>
    Form,

    /// <summary>XML: elements of one name in the order of the message.</summary>
    Xml,
}

/// <summary>
/// The signature <c>pg_sig</c>: MD5 of script name, values ordered by field name (ordinal), and secret, joined by semicolons. Nested fields
/// are ordered the same way in the place of their parent. Empty values take part.
/// </summary>
public static class PgSigner
{
    /// <summary>The name of the field that holds the signature; it is not signed itself.</summary>
    public const string SignatureField = "pg_sig";

    /// <summary>Signs a nested message.</summary>
    /// <param name="scriptName">What stands after the last slash of the called path.</param>
    /// <param name="message">The fields.</param>
    /// <param name="kind">Form or XML.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string Sign(string scriptName, JsonObject message, PgMessage kind, string secret)
    {
        if (message is null) throw new ArgumentNullException(nameof(message));
        var values = new List<string>();
        foreach ((string name, JsonNode? node) in Ordered(message))
        {
            if (name != SignatureField) Collect(values, node, kind);
        }

        return Digest(scriptName, values, secret);
    }

    /// <summary>Verifies a nested message in constant time.</summary>
    /// <param name="scriptName">What stands after the last slash of the called path.</param>
    /// <param name="message">The message with its <c>pg_sig</c>.</param>
    /// <param name="kind">Form or XML.</param>
    /// <param name="secret">The secret.</param>
    /// <returns>Whether it bears a valid signature; false when it bears none.</returns>
    public static bool Verify(string scriptName, JsonObject message, PgMessage kind, string secret)
    {
        if (message is null) throw new ArgumentNullException(nameof(message));
        return message[SignatureField] is JsonValue value
            && value.TryGetValue(out string? signature)
            && FixedTime.AreEqual(signature, Sign(scriptName, message, kind, secret));
    }

    /// <summary>The script name of a path: what stands after the last slash, up to the question mark; empty when the path ends in a slash.</summary>
    /// <param name="path">Path with or without a query.</param>
    /// <returns>The script name.</returns>
    public static string ScriptName(string path)
    {
        if (path is null) throw new ArgumentNullException(nameof(path));
        int query = path.IndexOf('?');
        string bare = query < 0 ? path : path.Substring(0, query);
        return bare.Substring(bare.LastIndexOf('/') + 1);
    }

    private static IEnumerable<(string Name, JsonNode? Node)> Ordered(JsonObject message) =>
        PgForm.Pairs(message).OrderBy(static p => p.Name, StringComparer.Ordinal);

    private static void Collect(List<string> values, JsonNode? node, PgMessage kind)
    {
        switch (node)
        {
            case null:
                break;
            case JsonObject inner:
                foreach ((_, JsonNode? child) in Ordered(inner)) Collect(values, child, kind);
                break;
            case JsonArray list when kind == PgMessage.Form:
                var leaves = new List<(string Key, string Text)>();
                Flatten(leaves, list, "");
                values.AddRange(leaves.OrderBy(static leaf => leaf.Key, StringComparer.Ordinal).Select(static leaf => leaf.Text));
                break;
            case JsonArray list:
                foreach (JsonNode? item in list) Collect(values, item, kind);
                break;
            default:
                values.Add(PgForm.LeafText(node));
                break;
        }
    }

    // As the sample does: each leaf has the key parent + name + three-digit position, counted from 1 within its level.
    private static void Flatten(List<(string Key, string Text)> leaves, JsonNode node, string parent)
    {
        IEnumerable<(string Name, JsonNode? Node)> children = node is JsonArray list
            ? list.Select(static (item, i) => (i.ToString(CultureInfo.InvariantCulture), item))
            : PgForm.Pairs(node.AsObject());
        int position = 0;
        foreach ((string name, JsonNode? child) in children)
        {
            if (child is null) continue;
            string key = parent + name + (++position).ToString("D3", CultureInfo.InvariantCulture);
            if (child is JsonValue) leaves.Add((key, PgForm.LeafText(child)));
            else Flatten(leaves, child, key);
        }
    }

    private static string Digest(string scriptName, IEnumerable<string> values, string secret)
    {
        if (scriptName is null) throw new ArgumentNullException(nameof(scriptName));
        if (secret is null) throw new ArgumentNullException(nameof(secret));
        string text = string.Join(";", new[] { scriptName }.Concat(values).Concat([secret]));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // The protocol prescribes MD5.
#if NET
        byte[] hash = MD5.HashData(bytes);
#else
        using MD5 md5 = MD5.Create();
        byte[] hash = md5.ComputeHash(bytes);
#endif
#pragma warning restore CA5351
        var hex = new StringBuilder(32);
        foreach (byte b in hash) hex.Append(b.ToString("x2", CultureInfo.InvariantCulture));
        return hex.ToString();
    }
}
