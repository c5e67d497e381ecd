using System.Globalization;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Authentication;

/// <summary>
/// pg_sig: MD5 of script name, values ordered by name, and secret, joined with semicolons.
/// A nested field stands in the place of its parent and is ordered inside. For the numbered items of a form list
/// the contract gives another rule (form-arrays): each leaf gets a key of parent, name and three-digit position, and
/// those keys are ordered. Whether the rule spans the whole message or only the list is not settled; they differ only for
/// names that are another name plus a digit, and a verifier here accepts both.
/// </summary>
internal static class PgSigner
{
    public const string SignatureField = "pg_sig";

    /// <summary>Signature of a message that has no lists, such as every answer of the sandbox that it composes itself.</summary>
    public static string Sign(string script, WireNode message, string secret) => Digest(script, InPlace(message), secret);

    /// <summary>Whether the message carries the right signature.</summary>
    public static bool Verify(string script, WireNode message, string secret)
    {
        string? signature = message.TextOf(SignatureField);
        if (signature is null) return false;
        bool right = Hashing.Same(Sign(script, message, secret), signature);
        return right | (HasList(message) && Hashing.Same(Digest(script, Flat(message), secret), signature));
    }

    private static string Digest(string script, IEnumerable<string> values, string secret) =>
        Hashing.Md5Hex(string.Join(";", new[] { script }.Concat(values).Concat([secret])));

    private static bool HasList(WireNode node) => node.IsList || node.Children.Any(child => HasList(child.Value));

    private static IEnumerable<string> InPlace(WireNode message)
    {
        foreach (KeyValuePair<string, WireNode> child in message.Children.Where(IsSigned).OrderBy(child => child.Key, StringComparer.Ordinal))
        {
            IEnumerable<string> values = child.Value.Text is { } text ? [text] : child.Value.IsList ? Flat(child.Value) : InPlace(child.Value);
            foreach (string value in values) yield return value;
        }
    }

    private static IEnumerable<string> Flat(WireNode message)
    {
        var leaves = new List<KeyValuePair<string, string>>();
        Flatten(message, "", leaves);
        return leaves.OrderBy(leaf => leaf.Key, StringComparer.Ordinal).Select(leaf => leaf.Value);
    }

    private static void Flatten(WireNode node, string parent, List<KeyValuePair<string, string>> leaves)
    {
        int position = 0;
        foreach (KeyValuePair<string, WireNode> child in node.Children.Where(IsSigned))
        {
            position++;
            string key = parent + child.Key + position.ToString("000", CultureInfo.InvariantCulture);
            if (child.Value.Text is { } text) leaves.Add(new KeyValuePair<string, string>(key, text));
            else Flatten(child.Value, key, leaves);
        }
    }

    private static bool IsSigned(KeyValuePair<string, WireNode> child) => child.Key != SignatureField;
}
