using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Operations;

/// <summary>From an answer to an output object: properties by their <see cref="FieldAttribute"/>, everything else kept.</summary>
internal static class AnswerReader
{
    // Parts of the envelope: they prove an answer and mean nothing afterwards.
    private static readonly HashSet<string> Envelope = new(["pg_salt", "pg_sig"], StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, FieldAttribute Field)[]> Properties = new();

    /// <summary>Reads an output object.</summary>
    /// <param name="model">A new object of the output type.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="sent">The body of the request, for fields that the answer does not repeat.</param>
    public static void Fill(FreedomPayObject model, JsonObject answer, JsonObject? sent)
    {
        var known = new HashSet<string>(Envelope, StringComparer.Ordinal);
        foreach ((PropertyInfo property, FieldAttribute field) in Properties.GetOrAdd(model.GetType(), Describe))
        {
            known.Add(field.WireName);
            string[] values = [.. Find(answer, field.WireName)];
            if (values.Length == 0 && field.Echo && sent is not null) values = [.. Find(sent, field.WireName)];
            if (values.Length == 0) continue;

            if (property.PropertyType == typeof(string[])) property.SetValue(model, values);
            else if (property.PropertyType == typeof(string)) property.SetValue(model, values[0]);
            else if (property.PropertyType == typeof(SensitiveText)) property.SetValue(model, new SensitiveText(values[0]));
            else if (property.PropertyType == typeof(Amount?) && Amount.TryParse(values[0], out Amount amount)) property.SetValue(model, amount);
            else known.Remove(field.WireName); // Not the amount that it should be: shown as it came, among the additional properties.
        }

        JsonObject additional = Leftover(answer, known);
        // An answer made of secrets may hold one that nobody knows.
        foreach (string name in model.MasksUnknown ? additional.Select(member => member.Key).ToArray() : []) additional[name] = SensitiveText.Mask;
        model.AdditionalProperties = new AdditionalProperties(additional);
    }

    /// <summary>The text of one field of an answer or request, or null.</summary>
    public static string? Text(JsonObject fields, string wireName) => Find(fields, wireName).FirstOrDefault();

    /// <summary>A JSON value as PowerShell users expect it: PSCustomObject, array, text, number, Boolean.</summary>
    public static object? ToPowerShell(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonObject members:
                var custom = new PSObject();
                foreach (KeyValuePair<string, JsonNode?> member in members) custom.Properties.Add(new PSNoteProperty(member.Key, ToPowerShell(member.Value)));
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

    /// <summary>What of an answer no property has, members of nested objects and lists included.</summary>
    /// <param name="members">The answer.</param>
    /// <param name="known">Dotted wire names of what was read.</param>
    internal static JsonObject Leftover(JsonObject members, IReadOnlyCollection<string> known)
    {
        var left = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in members)
        {
            if (known.Contains(member.Key)) continue;
            string[] below = Below(known, member.Key);
            JsonNode? rest = below.Length > 0 ? Rest(member.Value, below) : member.Value?.DeepClone();
            if (rest is not null || below.Length == 0) left[member.Key] = rest;
        }

        return left;
    }

    private static JsonNode? Rest(JsonNode? node, IReadOnlyCollection<string> known)
    {
        switch (node)
        {
            case JsonObject members:
                return Leftover(members, known) is { Count: > 0 } left ? left : null;
            case JsonArray items:
                JsonNode[] rests = [.. items.Select(item => Rest(item, known)).OfType<JsonNode>()];
                return rests.Length > 0 ? new JsonArray(rests) : null;
            default:
                return node?.DeepClone();
        }
    }

    private static string[] Below(IEnumerable<string> known, string name) =>
        [.. known.Where(path => path.StartsWith(name + ".", StringComparison.Ordinal)).Select(path => path.Substring(name.Length + 1))];

    private static object Number(string text)
    {
        if (long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out long whole)) return whole;
        return Amount.TryParse(text, out Amount amount)
            ? amount
            : double.Parse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Find(JsonNode? node, string wireName)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (string found in items.SelectMany(item => Find(item, wireName))) yield return found;
                break;
            case JsonObject members:
                int dot = wireName.IndexOf('.');
                JsonNode? member = members[dot < 0 ? wireName : wireName.Substring(0, dot)];
                if (dot > 0)
                {
                    foreach (string found in Find(member, wireName.Substring(dot + 1))) yield return found;
                }
                else if (member is not null)
                {
                    yield return member is JsonValue ? member.ToString() : member.ToJsonString();
                }

                break;
        }
    }

    private static (PropertyInfo, FieldAttribute)[] Describe(Type model) =>
        [.. from property in model.GetProperties() from field in property.GetCustomAttributes<FieldAttribute>() select (property, field)];
}
