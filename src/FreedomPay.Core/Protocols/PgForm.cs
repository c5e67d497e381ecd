using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>A body as form fields: nested names are <c>parent[child]</c>, items of lists <c>parent[0]</c>.</summary>
public static class PgForm
{
    /// <summary>The fields in the order of the body.</summary>
    /// <param name="body">The body.</param>
    /// <returns>Names and texts; fields that are null are left out.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Flatten(JsonObject body)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (KeyValuePair<string, JsonNode?> member in body ?? throw new ArgumentNullException(nameof(body))) Add(fields, member.Key, member.Value);
        return fields;
    }

    /// <summary>The text of a value as it stands in a form.</summary>
    /// <param name="value">A text, number or Boolean.</param>
    /// <returns>The text.</returns>
    public static string TextOf(JsonNode value) => (value ?? throw new ArgumentNullException(nameof(value))).GetValueKind() switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    /// <summary>The form's text, ready to send.</summary>
    /// <param name="fields">The fields.</param>
    /// <returns>application/x-www-form-urlencoded.</returns>
    public static string Encode(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join("&", (fields ?? throw new ArgumentNullException(nameof(fields))).Select(field => Escape(field.Key) + "=" + Escape(field.Value)));

    private static void Add(List<KeyValuePair<string, string>> fields, string name, JsonNode? value)
    {
        switch (value)
        {
            case null:
                break;
            case JsonObject members:
                foreach (KeyValuePair<string, JsonNode?> member in members) Add(fields, $"{name}[{member.Key}]", member.Value);
                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++) Add(fields, $"{name}[{i}]", items[i]);
                break;
            default:
                fields.Add(new(name, TextOf(value)));
                break;
        }
    }

    // Uri.EscapeDataString has a limit of length on .NET Framework.
    private static string Escape(string text) => System.Net.WebUtility.UrlEncode(text)!;
}
