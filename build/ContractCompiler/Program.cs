// Turns contract/*.yaml into what the assemblies embed:
//   contract.json         every file of the contract, whole, keyed by family (card, freedom-id, gateway, …)
//   operations.json       one line per operation: what Get-FreedomPayOperation and Invoke-FreedomPayRequest need
//   SensitiveNames.cs     the wire names of what the contract marks x-sensitive, for the core
//   Summaries.resources   what each operation does, by its name: the English of -WhatIf and -Confirm
using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

if (args is not [var contractFolder, var outputFolder])
{
    Console.Error.WriteLine("usage: ContractCompiler <folder of the contract> <output folder>");
    return 2;
}

var contract = new JsonObject();
foreach (string file in Directory.EnumerateFiles(contractFolder, "*.yaml").Order(StringComparer.Ordinal))
{
    var yaml = new YamlStream();
    using var reader = new StreamReader(file);
    yaml.Load(reader);
    contract[Path.GetFileNameWithoutExtension(file)] = ToJson(yaml.Documents[0].RootNode);
}

var options = new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
JsonArray operations = OperationIndex(contract);
using (var summaries = new ResourceWriter(Path.Combine(outputFolder, "Summaries.resources")))
{
    foreach (JsonNode? operation in operations) summaries.AddResource((string)operation!["operationId"]!, (string)operation["summary"]!);
}

File.WriteAllText(Path.Combine(outputFolder, "SensitiveNames.cs"), SensitiveNames.Source(contract));
File.WriteAllText(Path.Combine(outputFolder, "operations.json"), operations.ToJsonString(options));
File.WriteAllText(Path.Combine(outputFolder, "contract.json"), contract.ToJsonString(options));
return 0;

static JsonNode? ToJson(YamlNode node) => node switch
{
    YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair =>
        KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", ToJson(pair.Value)))),
    YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ToJson)]),
    YamlScalarNode scalar => ScalarToJson(scalar),
    _ => throw new InvalidDataException($"unexpected YAML node at {node.Start}"),
};

// The core schema of YAML 1.2: plain scalars may be null, booleans or numbers; quoted ones are text.
static JsonNode? ScalarToJson(YamlScalarNode scalar)
{
    string text = scalar.Value ?? "";
    if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
    if (text is "" or "~" or "null") return null;
    if (text is "true") return JsonValue.Create(true);
    if (text is "false") return JsonValue.Create(false);
    if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return JsonValue.Create(whole);
    const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
    if (decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out decimal number)) return JsonValue.Create(number);
    return JsonValue.Create(text);
}

static JsonArray OperationIndex(JsonObject contract)
{
    string[] methods = ["get", "post", "put", "patch", "delete"];
    var index = new JsonArray();
    foreach ((string family, JsonNode? document) in contract)
    {
        var root = document!.AsObject();
        string defaultServer = (string)root["servers"]![0]!["url"]!;
        foreach ((string path, JsonNode? item) in root["paths"]!.AsObject())
        {
            foreach (string method in methods)
            {
                if (item![method] is not JsonObject operation) continue;
                JsonNode? servers = operation["servers"] ?? item["servers"];
                JsonObject line = Line(
                    family, operation, method.ToUpperInvariant(), (string?)operation["x-path"] ?? path, (string?)servers?[0]?["url"] ?? defaultServer);
                if (operation["x-path"] is not null) line["sharesPath"] = true;
                if (PerformedWith(root, operation) is { } other) line["performedWith"] = other;
                if (operation["x-travel"] is { } travel) line["travel"] = travel.DeepClone();
                if (Statuses(root, operation) is { Count: > 0 } statuses) line["statuses"] = statuses;
                index.Add(line);
            }
        }

        foreach (JsonNode? operation in root["x-unplaced-operations"]?.AsArray() ?? [])
        {
            var inferred = (string?)operation!["x-inferred-path"];
            index.Add(Line(family, operation.AsObject(), (string?)operation["method"], inferred, inferred is null ? null : defaultServer));
        }

        foreach ((string id, JsonNode? paths) in root["x-alternative-paths"] as JsonObject ?? [])
        {
            JsonNode line = index.Single(line => (string?)line!["operationId"] == id)!;
            line["otherPaths"] = new JsonArray([.. paths!.AsArray().Select(other => other!["path"]!.DeepClone())]);
        }
    }

    return index;
}

// The other operation where both are one call, and one cmdlet performs them.
static string? PerformedWith(JsonObject root, JsonObject operation)
{
    if ((string?)operation["x-same-as"] is not { } id) return null;
    JsonNode other = root["paths"]!.AsObject().SelectMany(item => item.Value!.AsObject()).Select(member => member.Value)
        .OfType<JsonObject>().Single(one => (string?)one["operationId"] == id);
    return (string?)other["x-cmdlet"] == (string?)operation["x-cmdlet"] ? id : null;
}

static JsonObject Line(string family, JsonObject operation, string? method, string? path, string? server) => new()
{
    ["operationId"] = (string?)operation["operationId"],
    ["family"] = family,
    ["summary"] = (string?)operation["summary"],
    ["cmdlet"] = (string?)operation["x-cmdlet"],
    ["method"] = method,
    ["path"] = path,
    ["server"] = server,
    ["protocol"] = (string?)operation["x-protocol"],
    ["safety"] = (string?)operation["x-safety"],
    ["evidence"] = (string?)operation["x-evidence"],
    ["documentation"] = Documentation(operation["x-source"]),
};

// The words of a success, where the contract lists those of the answer's status.
static JsonArray Statuses(JsonObject root, JsonObject operation)
{
    string member = (string?)operation["x-protocol"] == "pg" ? "pg_status" : "status";
    JsonNode? content = Resolved(root, operation["responses"]?["200"])?["content"];
    IEnumerable<string> words = (content as JsonObject ?? [])
        .SelectMany(type => Members(root, type.Value?["schema"], member))
        .SelectMany(schema => Words(Resolved(root, schema)));
    return new JsonArray([.. words.Distinct().Where(word => word != "error").Select(word => (JsonNode)word)]);
}

static IEnumerable<string> Words(JsonNode? schema) =>
    (schema?["enum"] as JsonArray ?? [])
        .Append(schema?["const"])
        .OfType<JsonValue>()
        .Where(word => word.GetValueKind() == JsonValueKind.String)
        .Select(word => (string)word!);

static IEnumerable<JsonNode> Members(JsonObject root, JsonNode? schema, string name)
{
    JsonNode? found = Resolved(root, schema);
    foreach (string several in new[] { "allOf", "oneOf", "anyOf" })
    {
        foreach (JsonNode? part in found?[several] as JsonArray ?? [])
        {
            foreach (JsonNode member in Members(root, part, name)) yield return member;
        }
    }

    if (found?["properties"]?[name] is { } own) yield return own;
}

static JsonNode? Resolved(JsonObject root, JsonNode? node)
{
    while ((string?)(node as JsonObject)?["$ref"] is { } reference)
    {
        node = reference.Split('/').Skip(1).Aggregate((JsonNode?)root, (at, step) => at?[step.Replace("~1", "/")]);
    }
    return node;
}

// Sources are "<url>" or "<url> (modified …)".
static string? Documentation(JsonNode? sources) => ((string?)sources?.AsArray().FirstOrDefault())?.Split(' ')[0];
