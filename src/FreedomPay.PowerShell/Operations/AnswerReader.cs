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
            known.Add(field.WireName.Split('.')[0]);
            string[] values = [.. Find(answer, field.WireName)];
            if (values.Length == 0 && field.Echo && sent is not null) values = [.. Find(sent, field.WireName)];
            if (values.Length == 0) continue;

            if (property.PropertyType == typeof(TextList)) property.SetValue(model, new TextList(values));
            else if (property.PropertyType == typeof(string)) property.SetValue(model, values[0]);
            else if (property.PropertyType == typeof(SensitiveText)) property.SetValue(model, new SensitiveText(values[0]));
            else if (property.PropertyType == typeof(Amount?) && Amount.TryParse(values[0], out Amount amount)) property.SetValue(model, amount);
            else known.Remove(field.WireName); // Not the amount that it should be: shown as it came, among the additional properties.
        }

        var additional = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in answer)
        {
            if (!known.Contains(member.Key)) additional[member.Key] = model.MasksUnknown && member.Value is not null ? SensitiveText.Mask : member.Value?.DeepClone();
        }

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
