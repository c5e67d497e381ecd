using System.Text.Json.Nodes;

namespace FreedomPay.Scaffold;

/// <summary>A schema of the contract with all that it refers to; what is nearest goes first.</summary>
internal sealed class Schema
{
    private static readonly string[] Alternatives = ["anyOf", "oneOf"];

    private readonly JsonObject document;
    private readonly JsonObject[] parts;
    private readonly string? outer;

    /// <summary>A schema.</summary>
    /// <param name="document">The file that it stands in.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="outer">Why the object is sensitive that it is a part of.</param>
    public Schema(JsonObject document, JsonNode? node, string? outer = null)
    {
        this.document = document;
        this.outer = outer;
        parts = [.. Expand(node)];
    }

    public string? Type => Nearest("type") switch
    {
        JsonArray several => several.Select(one => (string?)one).FirstOrDefault(one => one != "null"),
        { } one => (string?)one,
        null => null,
    };

    public string? Format => (string?)Nearest("format");

    public bool IsFile => (string?)Nearest("contentEncoding") == "base64";

    public string? Pattern => (string?)Nearest("pattern");

    public string? Sensitive => (string?)Nearest("x-sensitive") ?? outer;

    public string? Description => (string?)Nearest("description");

    public string? Text(string keyword) => Nearest(keyword)?.ToString();

    public string[]? Values => Nearest("enum") is JsonArray values ? [.. values.Select(value => value!.ToString())]
        : Nearest("const") is { } constant ? [constant.ToString()]
        : null;

    public Schema? Items => Nearest("items") is { } items ? new Schema(document, items, Sensitive) : null;

    public string[] Required => [.. parts.SelectMany(part => part["required"] as JsonArray ?? []).Select(name => (string)name!).Distinct()];

    public IEnumerable<(string Name, Schema Schema)> Properties =>
        from part in parts.Concat(parts.SelectMany(part => Alternatives.SelectMany(key => part[key] as JsonArray ?? [])).SelectMany(Expand))
        from member in part["properties"] as JsonObject ?? []
        group member.Value by member.Key into one
        select (one.Key, new Schema(document, one.First(), Sensitive));

    /// <summary>Every field that holds no fields itself, and lists of objects, by dotted names.</summary>
    public IEnumerable<(string WireName, Schema Schema, bool IsRequired)> Leaves(string prefix = "", bool isRequired = true)
    {
        foreach ((string name, Schema schema) in Properties)
        {
            bool isRequiredHere = isRequired && Required.Contains(name);
            if (!schema.Properties.Any()) yield return (prefix + name, schema, isRequiredHere);
            else foreach (var leaf in schema.Leaves($"{prefix}{name}.", isRequiredHere)) yield return leaf;
        }
    }

    public static JsonObject? Resolved(JsonObject document, JsonNode? node)
    {
        while ((string?)(node as JsonObject)?["$ref"] is { } reference)
        {
            node = reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (at, step) => at?[step.Replace("~1", "/", StringComparison.Ordinal)]);
        }

        return node as JsonObject;
    }

    private JsonNode? Nearest(string keyword) => parts.Select(part => part[keyword]).FirstOrDefault(value => value is not null);

    private IEnumerable<JsonObject> Expand(JsonNode? node)
    {
        if (node is not JsonObject own) return [];
        IEnumerable<JsonNode?> further = own["$ref"] is null ? [] : [Resolved(document, own)];
        return further.Concat(own["allOf"] as JsonArray ?? []).SelectMany(Expand).Prepend(own);
    }
}
