using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FreedomPay.Sandbox.Contract;

/// <summary>What is wrong with one field: its dotted place and a text for people.</summary>
internal sealed record SchemaError(string Field, string Message);

/// <summary>
/// Evaluates the part of JSON Schema that the contract uses. With <c>textual</c> every scalar is text on the wire (forms,
/// query, headers): the schema's type says what the text must hold, numbers strictly as digits with a dot.
/// Fields that no schema names are accepted unless additionalProperties forbids them; unlike the standard, fields
/// named inside allOf count as named, since the contract uses allOf to compose messages.
/// </summary>
internal sealed class SchemaValidator(ContractDocument document, bool textual)
{
    /// <summary>The message about a field that is required and not there.</summary>
    public const string Missing = "is required";

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);
    private static readonly Regex Whole = new(@"^-?[0-9]+\z", RegexOptions.None, Regex.InfiniteMatchTimeout);
    private static readonly Regex Number = new(@"^-?[0-9]+(\.[0-9]+)?\z", RegexOptions.None, Regex.InfiniteMatchTimeout);

    public List<SchemaError> Validate(JsonElement schema, JsonElement instance, string field = "")
    {
        var errors = new List<SchemaError>();
        Check(schema, instance, field, errors, 0);
        return errors;
    }

    /// <summary>Names of the fields that a schema declares, through references and compositions.</summary>
    public HashSet<string> DeclaredNames(JsonElement schema)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Collect(schema, names, 0);
        return names;
    }

    private void Collect(JsonElement schema, HashSet<string> names, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > 16) return;
        if (schema.Text("$ref") is { } reference) Collect(document.At(reference), names, depth + 1);
        foreach (JsonProperty property in schema.Members("properties")) names.Add(property.Name);
        foreach (string keyword in new[] { "allOf", "anyOf", "oneOf" })
        {
            foreach (JsonElement part in schema.Items(keyword)) Collect(part, names, depth + 1);
        }
    }

    private void Check(JsonElement schema, JsonElement instance, string field, List<SchemaError> errors, int depth)
    {
        if (schema.ValueKind == JsonValueKind.False) errors.Add(new SchemaError(field, "is not allowed"));
        if (schema.ValueKind != JsonValueKind.Object || depth > 64) return;
        if (schema.Text("$ref") is { } reference) Check(document.At(reference), instance, field, errors, depth + 1);
        foreach (JsonElement part in schema.Items("allOf")) Check(part, instance, field, errors, depth + 1);
        CheckChoice(schema, instance, field, errors, depth);
        if (schema.Member("not") is { } forbidden && Holds(forbidden, instance, field, depth)) errors.Add(new SchemaError(field, "has a forbidden value"));
        if (!CheckType(schema, instance, field, errors)) return;
        CheckValues(schema, instance, field, errors);
        if (instance.ValueKind == JsonValueKind.Object) CheckObject(schema, instance, field, errors, depth);
        if (instance.ValueKind == JsonValueKind.Array) CheckArray(schema, instance, field, errors, depth);
        if (instance.ValueKind == JsonValueKind.String) CheckText(schema, instance.GetString()!, field, errors);
        if (IsNumeric(schema, instance)) CheckNumber(schema, instance.AsText()!, field, errors);
    }

    private bool Holds(JsonElement schema, JsonElement instance, string field, int depth)
    {
        var found = new List<SchemaError>();
        Check(schema, instance, field, found, depth + 1);
        return found.Count == 0;
    }

    private void CheckChoice(JsonElement schema, JsonElement instance, string field, List<SchemaError> errors, int depth)
    {
        foreach (string keyword in new[] { "anyOf", "oneOf" })
        {
            if (schema.Member(keyword) is null) continue;
            int holding = 0;
            List<SchemaError>? nearest = null;
            foreach (JsonElement part in schema.Items(keyword))
            {
                var found = new List<SchemaError>();
                Check(part, instance, field, found, depth + 1);
                if (found.Count == 0) holding++;
                if (nearest is null || found.Count < nearest.Count) nearest = found;
            }

            if (holding == 0) errors.AddRange(nearest ?? []);
            if (holding > 1 && keyword == "oneOf") errors.Add(new SchemaError(field, "fits more than one of the forms of which exactly one is allowed"));
        }
    }

    private bool CheckType(JsonElement schema, JsonElement instance, string field, List<SchemaError> errors)
    {
        if (schema.Member("type") is not { } type) return true;
        string[] types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(item => item.GetString()!).ToArray() : [type.GetString()!];
        if (types.Any(name => IsOfType(name, instance))) return true;
        errors.Add(new SchemaError(field, "must be of type " + string.Join(" or ", types)));
        return false;
    }

    private bool IsOfType(string type, JsonElement instance) => type switch
    {
        "object" => instance.ValueKind == JsonValueKind.Object,
        "array" => instance.ValueKind == JsonValueKind.Array,
        "string" => instance.ValueKind == JsonValueKind.String || (textual && instance.ValueKind == JsonValueKind.Number),
        "null" => instance.ValueKind == JsonValueKind.Null || (textual && instance.AsText() == ""),
        "boolean" => instance.ValueKind is JsonValueKind.True or JsonValueKind.False || (textual && instance.AsText() is "0" or "1" or "true" or "false"),
        "integer" => IsNumberText(instance) && Whole.IsMatch(instance.AsText()!),
        "number" => IsNumberText(instance) && Number.IsMatch(instance.AsText()!),
        _ => false,
    };

    private bool IsNumberText(JsonElement instance) =>
        instance.ValueKind == JsonValueKind.Number || (textual && instance.ValueKind == JsonValueKind.String);

    private bool IsNumeric(JsonElement schema, JsonElement instance) =>
        (schema.Member("minimum") is not null || schema.Member("maximum") is not null || schema.Text("format") == "int64")
        && IsNumberText(instance) && Number.IsMatch(instance.AsText()!);

    private void CheckValues(JsonElement schema, JsonElement instance, string field, List<SchemaError> errors)
    {
        if (schema.Member("const") is { } constant && !Same(constant, instance)) errors.Add(new SchemaError(field, "must be " + constant.GetRawText()));
        if (schema.Member("enum") is { } values && !values.EnumerateArray().Any(value => Same(value, instance)))
        {
            errors.Add(new SchemaError(field, "must be one of " + string.Join(", ", values.EnumerateArray().Select(value => value.GetRawText()))));
        }
    }

    private bool Same(JsonElement expected, JsonElement instance)
    {
        if (textual) return expected.AsText() is { } text && text == instance.AsText();
        if (expected.ValueKind != instance.ValueKind) return false;
        return expected.ValueKind switch
        {
            JsonValueKind.String => expected.GetString() == instance.GetString(),
            JsonValueKind.Number => expected.TryGetDecimal(out decimal left) && instance.TryGetDecimal(out decimal right) && left == right,
            _ => expected.GetRawText() == instance.GetRawText(),
        };
    }

    private void CheckObject(JsonElement schema, JsonElement instance, string field, List<SchemaError> errors, int depth)
    {
        foreach (JsonElement name in schema.Items("required"))
        {
            if (instance.Member(name.GetString()!) is null) errors.Add(new SchemaError(Join(field, name.GetString()!), Missing));
        }

        foreach (JsonProperty property in schema.Members("properties"))
        {
            if (instance.Member(property.Name) is { } value) Check(property.Value, value, Join(field, property.Name), errors, depth + 1);
        }

        if (schema.Member("additionalProperties") is not { } additional || additional.ValueKind == JsonValueKind.True) return;
        HashSet<string> declared = DeclaredNames(schema);
        foreach (JsonProperty member in instance.EnumerateObject())
        {
            if (!declared.Contains(member.Name)) Check(additional, member.Value, Join(field, member.Name), errors, depth + 1);
        }
    }

    private void CheckArray(JsonElement schema, JsonElement instance, string field, List<SchemaError> errors, int depth)
    {
        int length = instance.GetArrayLength();
        if (schema.Member("minItems") is { } least && length < least.GetInt32()) errors.Add(new SchemaError(field, "has too few items"));
        if (schema.Member("maxItems") is { } most && length > most.GetInt32()) errors.Add(new SchemaError(field, "has too many items"));
        if (schema.Member("items") is not { } items) return;
        int index = 0;
        foreach (JsonElement item in instance.EnumerateArray())
        {
            Check(items, item, Join(field, index.ToString(CultureInfo.InvariantCulture)), errors, depth + 1);
            index++;
        }
    }

    private static void CheckText(JsonElement schema, string text, string field, List<SchemaError> errors)
    {
        // JSON Schema counts characters, not the halves of a surrogate pair.
        int length = text.Count(character => !char.IsLowSurrogate(character));
        if (schema.Member("minLength") is { } least && length < least.GetInt32())
        {
            errors.Add(new SchemaError(field, $"must have at least {least.GetRawText()} characters"));
        }
        if (schema.Member("maxLength") is { } most && length > most.GetInt32())
        {
            errors.Add(new SchemaError(field, $"must have at most {most.GetRawText()} characters"));
        }
        if (schema.Text("pattern") is { } pattern && !Pattern(pattern).IsMatch(text)) errors.Add(new SchemaError(field, "must match " + pattern));
        if (schema.Text("format") is { } format && format != "int64" && !SchemaFormats.Holds(format, text))
        {
            errors.Add(new SchemaError(field, "must be of format " + format));
        }
    }

    private static void CheckNumber(JsonElement schema, string text, string field, List<SchemaError> errors)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            errors.Add(new SchemaError(field, "is out of range"));
            return;
        }

        if (schema.Member("minimum") is { } least && value < least.GetDecimal()) errors.Add(new SchemaError(field, "must be at least " + least.GetRawText()));
        if (schema.Member("maximum") is { } most && value > most.GetDecimal()) errors.Add(new SchemaError(field, "must be at most " + most.GetRawText()));
        if (schema.Text("format") == "int64" && !SchemaFormats.Holds("int64", text)) errors.Add(new SchemaError(field, "is out of range"));
    }

    // The patterns are ECMAScript's: \d means 0 to 9, and $ the very end, not the place before a last line feed.
    private static Regex Pattern(string pattern) => Patterns.GetOrAdd(pattern, static text =>
    {
        string exact = text.Length > 1 && text[text.Length - 1] == '$' && text[text.Length - 2] != '\\'
            ? text.Remove(text.Length - 1) + "(?![\\s\\S])"
            : text;
        return new Regex(exact, RegexOptions.ECMAScript, Regex.InfiniteMatchTimeout);
    });

    private static string Join(string parent, string name) => parent.Length == 0 ? name : parent + "." + name;
}
