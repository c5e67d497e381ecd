using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Fields;

/// <summary>Reads what travels, a request or an answer, by the names on the wire; a dotted name is nested.</summary>
internal static class WireObject
{
    /// <summary>The text of one field of an answer or request, or null.</summary>
    public static string? Text(JsonObject fields, string wireName) => FirstAt(fields, wireName) is { } found ? TextOf(found) : null;

    /// <summary>A JSON value as PowerShell users expect it: PSCustomObject, array, text, number, Boolean.</summary>
    public static object? ToPowerShell(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject members:
                var custom = new PSObject();
                foreach (KeyValuePair<string, JsonNode?> member in members)
                {
                    custom.Properties.Add(new PSNoteProperty(FreeName(custom, member.Key), ToPowerShell(member.Value)));
                }
                return custom;
            case JsonArray items:
                return items.Select(ToPowerShell).ToArray();
            case var value:
                return value.GetValueKind() switch
                {
                    JsonValueKind.True => true,
                    JsonValueKind.False => false,
                    JsonValueKind.Number => Number(value.ToJsonString()),
                    _ => value.ToString(),
                };
        }
    }

    // PowerShell has no property without a name, none of its own names, and none that differs from another in case only.
    private static string FreeName(PSObject custom, string name)
    {
        while (name.Length == 0 || custom.Members[name] is not null) name += "_";
        return name;
    }

    /// <summary>The text of a value, be it a list or an object.</summary>
    public static string TextOf(JsonNode found) => found is JsonValue ? found.ToString() : found.ToJsonString();

    /// <summary>The first value of a field, which may lie in a list; null where there is none.</summary>
    public static JsonNode? FirstAt(JsonObject fields, string wireName) => wireName.Contains('.')
        ? NodesAt(fields, wireName).FirstOrDefault()
        : fields[wireName];

    /// <summary>All values of a field.</summary>
    public static IEnumerable<JsonNode> NodesAt(JsonNode? node, string wireName)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (JsonNode found in items.SelectMany(item => NodesAt(item, wireName))) yield return found;
                break;
            case JsonObject members:
                int dot = wireName.IndexOf('.');
                JsonNode? member = members[dot < 0 ? wireName : wireName.Substring(0, dot)];
                if (dot > 0)
                {
                    foreach (JsonNode found in NodesAt(member, wireName.Substring(dot + 1))) yield return found;
                }
                else if (member is not null)
                {
                    yield return member;
                }

                break;
        }
    }

    private static object Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return whole;
        if (Amount.TryParse(text, out Amount amount)) return amount;
        // A number that would lose digits stays the text that it was.
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return !isNumber || double.IsInfinity(number) || text.Count(char.IsDigit) > 15 ? text : number;
    }
}
