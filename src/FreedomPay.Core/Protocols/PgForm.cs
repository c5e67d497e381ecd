using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>Form fields of the pg protocol: a nested object becomes <c>name[sub]</c>, a list <c>name[0][sub]</c>.</summary>
public static class PgForm
{
    /// <summary>Flattens an object to form fields, in its own order. Nulls are left out; true and false become 1 and 0; numbers keep their text.</summary>
    /// <param name="body">The fields.</param>
    /// <returns>Names and texts.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Fields(JsonObject body)
    {
        if (body is null) throw new ArgumentNullException(nameof(body));
        var fields = new List<KeyValuePair<string, string>>();
        foreach ((string name, JsonNode? node) in Pairs(body)) Add(fields, name, node);
        return fields;
    }

    /// <summary>The fields as <c>application/x-www-form-urlencoded</c>, UTF-8.</summary>
    /// <param name="fields">Names and texts.</param>
    /// <returns>ASCII text.</returns>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> fields)
    {
        if (fields is null) throw new ArgumentNullException(nameof(fields));
        var text = new StringBuilder();
        foreach (KeyValuePair<string, string> field in fields)
        {
            if (text.Length > 0) text.Append('&');
            Escape(text, field.Key);
            text.Append('=');
            Escape(text, field.Value);
        }

        return text.ToString();
    }

    internal static IEnumerable<(string Name, JsonNode? Node)> Pairs(JsonObject body)
    {
        foreach (KeyValuePair<string, JsonNode?> pair in body) yield return (pair.Key, pair.Value);
    }

    internal static string LeafText(JsonNode leaf) => leaf.GetValueKind() switch
    {
        JsonValueKind.String => leaf.GetValue<string>(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        // As written, so that 25 and 25.00 stay different; the JSON writer knows no culture.
        _ => leaf.ToJsonString(),
    };

    private static void Add(List<KeyValuePair<string, string>> fields, string name, JsonNode? node)
    {
        switch (node)
        {
            case null:
                break;
            case JsonObject inner:
                foreach ((string sub, JsonNode? child) in Pairs(inner)) Add(fields, $"{name}[{sub}]", child);
                break;
            case JsonArray list:
                for (int i = 0; i < list.Count; i++) Add(fields, $"{name}[{i.ToString(CultureInfo.InvariantCulture)}]", list[i]);
                break;
            default:
                fields.Add(new KeyValuePair<string, string>(name, LeafText(node)));
                break;
        }
    }

    // Uri.EscapeDataString has a length limit on .NET Framework, and a document can be longer.
    private static void Escape(StringBuilder target, string text)
    {
        foreach (byte b in WireText.Utf8.GetBytes(text))
        {
            char c = (char)b;
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '.' or '_' or '*') target.Append(c);
            else if (c == ' ') target.Append('+');
            else target.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }
    }
}
