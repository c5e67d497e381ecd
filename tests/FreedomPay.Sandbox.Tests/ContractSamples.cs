using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.Tests;

/// <summary>An operation of the contract with a request that its schema accepts. Reads the embedded contract on its own.</summary>
public sealed record ContractSample(string Family, string Id, string Method, string Path, string Protocol, string? MediaType, JsonObject? Fields, IReadOnlyList<string> Required, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Query)
{
    public override string ToString() => Id;
}

/// <summary>Makes requests out of the schemas of the contract.</summary>
internal static class ContractSamples
{
    private static readonly JsonObject Contract = Load();

    public static IReadOnlyList<ContractSample> All { get; } = Contract.SelectMany(document => Operations(document.Key, document.Value!.AsObject())).ToList();

    /// <summary>The published examples of JSON requests, each as a sample.</summary>
    public static IReadOnlyList<(string Name, ContractSample Sample)> Published { get; } = [.. All.SelectMany(sample => Examples(sample))];

    public static JsonNode At(string family, params string[] path) => path.Aggregate((JsonNode)Contract[family]!, (node, name) => node[name]!);

    private static JsonObject Load()
    {
        using Stream stream = typeof(SandboxServer).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { MaxDepth = 128 })!.AsObject();
    }

    private static IEnumerable<(string Name, ContractSample Sample)> Examples(ContractSample sample)
    {
        JsonObject document = Contract[sample.Family]!.AsObject();
        JsonObject operation = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(member => member.Value).OfType<JsonObject>()
            .First(candidate => (string?)candidate["operationId"] == sample.Id);
        if (operation["requestBody"]?["content"]?["application/json"]?["examples"] is not JsonObject examples) yield break;
        foreach ((string name, JsonNode? example) in examples)
        {
            if (Resolve(document, example!.AsObject())["value"] is not JsonObject value) continue;
            JsonObject fields = value.DeepClone().AsObject();
            if (sample.Protocol == "pg") fields["pg_merchant_id"] = new SandboxCredentials().MerchantId;
            yield return (sample.Id + "/" + name, sample with { MediaType = "application/json", Fields = fields });
        }
    }

    private static IEnumerable<ContractSample> Operations(string family, JsonObject document)
    {
        foreach ((string path, JsonNode? item) in document["paths"]!.AsObject())
        {
            foreach (string method in new[] { "get", "post", "put", "patch", "delete" })
            {
                if (item![method] is not JsonObject operation) continue;
                yield return Sample(family, document, path, item.AsObject(), method, operation);
            }
        }
    }

    private static ContractSample Sample(string family, JsonObject document, string path, JsonObject item, string method, JsonObject operation)
    {
        string real = (string?)operation["x-path"] ?? path.Split('#')[0];
        var headers = new Dictionary<string, string>();
        var query = new Dictionary<string, string>();
        JsonObject? fields = null;
        var required = new List<string>();
        foreach (JsonNode? reference in (item["parameters"]?.AsArray() ?? []).Concat(operation["parameters"]?.AsArray() ?? []))
        {
            JsonObject parameter = Resolve(document, reference!.AsObject());
            string name = (string)parameter["name"]!;
            if (name == "X-JWS-Signature") continue;
            string where = (string)parameter["in"]!;
            JsonObject schema = parameter["schema"]!.AsObject();
            if ((string?)parameter["style"] == "form")
            {
                fields = Value(document, schema, required, "")!.AsObject();
                continue;
            }

            bool isRequired = (bool?)parameter["required"] ?? false;
            if (!isRequired && name != "external_id" && where != "path") continue;
            JsonNode value = parameter["example"]?.DeepClone() ?? Value(document, schema, [], "")!;
            if (where == "path") real = real.Replace("{" + name + "}", name == "merchant_id" ? new SandboxCredentials().MerchantId : Text(value));
            else if (where == "header") headers[name] = Text(value);
            else query[name] = Text(value);
            if (isRequired && where != "path") required.Add((where == "header" ? "header:" : "query:") + name);
        }

        string? mediaType = null;
        if (operation["requestBody"] is JsonObject bodyReference)
        {
            JsonObject content = Resolve(document, bodyReference)["content"]!.AsObject();
            mediaType = content.ContainsKey("application/x-www-form-urlencoded") ? "application/x-www-form-urlencoded" : content.First().Key;
            fields = Value(document, content[mediaType]!["schema"]!.AsObject(), required, "") as JsonObject ?? [];
            // Where next to nothing is required, the published example is the better witness.
            if (required.TrueForAll(name => name.StartsWith("header:", StringComparison.Ordinal)) && content[mediaType]!["examples"] is JsonObject examples)
            {
                fields = Resolve(document, examples.First().Value!.AsObject())["value"]!.DeepClone().AsObject();
            }

            // Said in prose: one of two ids.
            if ((string)operation["operationId"]! == "changeInstallmentApplicationStatus") fields["external_id"] = "TGR1234";
            if ((string)operation["operationId"]! == "getInitInvoiceStatus") fields["order_id"] = "Q-1";
        }

        string protocol = (string?)operation["x-protocol"] ?? "none";
        if (protocol == "pg") fields!["pg_merchant_id"] = new SandboxCredentials().MerchantId;
        if ((string)operation["operationId"]! == "initMobilePayment") fields!["pg_payment_method"] = "mobile_commerce";
        return new ContractSample(family, (string)operation["operationId"]!, method.ToUpperInvariant(), real, protocol, mediaType, fields, required, headers, query);
    }

    private static string Text(JsonNode node) => node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    private static JsonObject Resolve(JsonObject document, JsonObject schema)
    {
        while (schema["$ref"] is JsonNode reference)
        {
            schema = ((string)reference!)[2..].Split('/').Aggregate((JsonNode)document, (node, name) => node[name]!).AsObject();
        }

        return schema;
    }

    // Required fields only; their dotted names are collected.
    private static JsonNode? Value(JsonObject document, JsonObject schema, List<string> required, string place)
    {
        JsonObject resolved = Resolve(document, schema);
        foreach (JsonObject carrier in new[] { schema, resolved })
        {
            if (carrier["const"] is { } constant) return constant.DeepClone();
            if (carrier["enum"] is JsonArray values) return values[0]!.DeepClone();
            if (carrier["examples"] is JsonArray examples) return examples[0]!.DeepClone();
        }

        string? type = resolved["type"] is JsonArray types ? (string?)types[0] : (string?)resolved["type"];
        string? format = (string?)resolved["format"];
        string? pattern = (string?)resolved["pattern"];
        switch (type)
        {
            case "integer":
                return (JsonNode?)resolved["minimum"]?.DeepClone() ?? 77010000000;
            case "number":
                return (JsonNode?)resolved["minimum"]?.DeepClone() ?? 100.5m;
            case "boolean":
                return true;
            case "array":
                return new JsonArray(Value(document, resolved["items"]!.AsObject(), [], place + "."));
            case "string" when pattern is not null && pattern.Contains("{4}-", StringComparison.Ordinal):
                return "2026-12-31 12:00:00";
            case "string" when pattern is not null && pattern.StartsWith("^\\+", StringComparison.Ordinal):
                return "+77010000000";
            case "string" when pattern is not null && pattern.Contains("[0-9a-f]{32}", StringComparison.Ordinal):
                return new string('0', 32);
            case "string" when (int?)(schema["minLength"] ?? resolved["minLength"]) > 4:
                return "4400444400004440";
            case "string":
                string text = format switch { "uuid" => "828cf71d-a447-4a67-a149-c1df8bc197ca", "date" => "2026-11-21", "date-time" => "2026-11-21T12:00:00+05:00", "email" => "user@example.com", "uri" => "https://example.com/a", "ipv4" => "192.0.2.1", _ => "text" };
                return (int?)resolved["maxLength"] is { } most && text.Length > most ? text[..most] : text;
        }

        var built = new JsonObject();
        Fill(document, resolved, built, required, place);
        return built;
    }

    private static void Fill(JsonObject document, JsonObject schema, JsonObject built, List<string> required, string place)
    {
        foreach (JsonNode? part in schema["allOf"]?.AsArray() ?? []) Fill(document, Resolve(document, part!.AsObject()), built, required, place);
        foreach (string keyword in new[] { "anyOf", "oneOf" })
        {
            // Required by the first alternative, but not refused when another alternative does without.
            if (schema[keyword] is JsonArray alternatives) Require(document, schema, Resolve(document, alternatives[0]!.AsObject()), built, [], place);
        }

        Require(document, schema, schema, built, required, place);
    }

    private static void Require(JsonObject document, JsonObject owner, JsonObject schema, JsonObject built, List<string> required, string place)
    {
        foreach (JsonNode? node in schema["required"]?.AsArray() ?? [])
        {
            string name = (string)node!;
            JsonObject property = Property(document, schema, name) ?? Property(document, owner, name) ?? new JsonObject { ["type"] = "string" };
            required.Add(place + name);
            JsonNode? value = Value(document, property, required, place + name + ".");
            built[name] = value;
        }
    }

    private static JsonObject? Property(JsonObject document, JsonObject schema, string name)
    {
        JsonObject resolved = Resolve(document, schema);
        if (resolved["properties"]?[name] is JsonObject property) return property;
        return (resolved["allOf"]?.AsArray() ?? []).Select(part => Property(document, part!.AsObject(), name)).FirstOrDefault(found => found is not null);
    }
}
