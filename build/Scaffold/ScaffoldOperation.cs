using System.Text.Json.Nodes;

namespace FreedomPay.Scaffold;

/// <summary>An operation of the contract, with the names that the house gives it.</summary>
internal sealed class ScaffoldOperation
{
    private const string Form = "application/x-www-form-urlencoded";
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>What the contract says in words.</summary>
    private static readonly string[] Remarks = ["x-missing", "x-note"];

    /// <summary>What the protocol adds to each request and each answer.</summary>
    private static readonly HashSet<string> OfProtocol = new(["pg_merchant_id", "merchant_id", "pg_salt", "pg_sig"], StringComparer.Ordinal);
    private static readonly HashSet<string> Envelope = new(["pg_salt", "pg_sig", "pg_error_code", "pg_error_description"], StringComparer.Ordinal);

    private static readonly Lazy<IReadOnlyList<ScaffoldOperation>> Contract = new(() => [.. All()]);

    private readonly JsonObject document;
    private readonly JsonObject item;
    private readonly JsonObject node;

    private ScaffoldOperation(string family, string path, string method, JsonObject document, JsonObject item, JsonObject node)
    {
        this.document = document;
        this.item = item;
        this.node = node;
        (Api, Room) = family switch
        {
            "card" => ("Card", "CardApi"),
            "freedom-id" => ("FreedomId", "FreedomId"),
            "gateway" => ("Gateway", "Gateway"),
            "gateway-async" => ("GatewayAsync", "GatewayAsync"),
            "merchant" => ("Merchant", "Merchant"),
            "partner" => ("Partner", "Partner"),
            _ => throw new InvalidDataException("unknown family " + family),
        };
        Path = Text("x-path") ?? path;
        Method = method.ToUpperInvariant();
        Fields = Field.Named(ReadFields());
        Answers = Field.Named(ReadAnswers());
    }

    public string Id => Text("operationId")!;

    /// <summary>The family as the enumeration has it.</summary>
    public string Api { get; }

    /// <summary>The family as the folders have it.</summary>
    public string Room { get; }

    public string Path { get; }

    public string Method { get; }

    public string Summary => Text("summary")!;

    public string? Cmdlet => Text("x-cmdlet") is { } name and not "none" ? name.Split(' ')[0] : null;

    /// <summary>The parameter set, where the cmdlet has several operations.</summary>
    public string? Set => Text("x-cmdlet")?.Split('(') is [_, var set] ? set.TrimEnd(')') : null;

    public string Verb => Cmdlet!.Split('-')[0];

    public string Noun => Cmdlet!.Split('-')[1];

    /// <summary>The output type: the noun without the name of the house.</summary>
    public string Model => Noun.StartsWith("FreedomPay", StringComparison.Ordinal) ? Noun["FreedomPay".Length..] : Noun;

    public string Safety => Text("x-safety")!;

    public bool IsRead => Safety == "read";

    public bool IsInferred => node["x-inferred-path"] is not null;

    public string? Source => ((string?)(node["x-source"] as JsonArray)?.FirstOrDefault())?.Split(' ')[0];

    public string? StatusOperation => Text("x-status-operation");

    public string? StatusField => Text("x-status-by");

    /// <summary>The words after which a request counts as taken, where they are others than the protocol's.</summary>
    public IEnumerable<string> Statuses
    {
        get
        {
            string[] words = Answers.FirstOrDefault(one => one.WireName is "pg_status" or "status")?.Schema.Values ?? [];
            return words.Any(word => word is not ("ok" or "error")) ? words.Where(word => word != "error") : [];
        }
    }

    public bool IsForm => Content.ContainsKey(Form);

    public bool HasBody => Travel("body") is not "none";

    /// <summary>The host, where it is another than that of most operations of the family.</summary>
    public string? Host => (string?)(node["servers"] ?? item["servers"])?[0]?["url"] switch
    {
        { } url when url.Contains("//customer.", StringComparison.Ordinal) => "Customer",
        { } url when Api == "FreedomId" && url.Contains("//api.", StringComparison.Ordinal) => "Api",
        _ => null,
    };

    /// <summary>
    /// The field or header that makes the request unique: text that is made where none is given. A number of the server cannot be made up.
    /// </summary>
    public string? Key =>
        !IsRead && Text("x-key") is { } key && (IsKeyHeader || Fields.Any(one => one.WireName == key && one.Schema.Type == "string")) ? key : null;

    /// <summary>The fields of body, query and path, and the header that is the key.</summary>
    public IReadOnlyList<Field> Fields { get; }

    public IReadOnlyList<Field> Answers { get; }

    /// <summary>What the answer must have.</summary>
    public IEnumerable<string> Answer => from one in Answers where one.IsRequired && one.Leaf == one.WireName select one.WireName;

    /// <summary>What is known and not said by the rest, for whoever goes on.</summary>
    public IEnumerable<string> Notes =>
        from key in Remarks
        from note in node[key] is JsonArray several ? several.Select(one => (string)one!) : Text(key) is { } one ? [one] : []
        select note;

    private bool IsKeyHeader => Travel("key-in") == "header" && Travel("request-id") != "fresh";

    private JsonObject Content => Schema.Resolved(document, node["requestBody"])?["content"] as JsonObject ?? [];

    /// <summary>The operation of a name; null where the contract has none that has a path.</summary>
    public static ScaffoldOperation? Find(string operationId) => Contract.Value.FirstOrDefault(operation => operation.Id == operationId);

    /// <summary>How the request travels.</summary>
    public string? Travel(string member) => (string?)node["x-travel"]?[member];

    private static IEnumerable<ScaffoldOperation> All()
    {
        using Stream stream = typeof(ScaffoldOperation).Assembly.GetManifestResourceStream("contract.json")!;
        foreach ((string family, JsonNode? file) in JsonNode.Parse(stream)!.AsObject())
        {
            JsonObject document = file!.AsObject();
            foreach ((string path, JsonNode? item) in document["paths"]!.AsObject())
            {
                foreach (string method in Methods)
                {
                    if (item![method] is JsonObject operation) yield return new ScaffoldOperation(family, path, method, document, item.AsObject(), operation);
                }
            }

            foreach (JsonNode? one in document["x-unplaced-operations"] as JsonArray ?? [])
            {
                if ((string?)one!["x-inferred-path"] is not { } path) continue;
                yield return new ScaffoldOperation(family, path, (string)one["method"]!, document, [], one.AsObject());
            }
        }
    }

    private string? Text(string member) => node[member] is JsonValue value ? (string?)value : null;

    private IEnumerable<Field> ReadFields()
    {
        IEnumerable<JsonNode?> parameters = (item["parameters"] as JsonArray ?? []).Concat(node["parameters"] as JsonArray ?? []);
        foreach (JsonObject parameter in parameters.Select(one => Schema.Resolved(document, one)!))
        {
            string name = (string)parameter["name"]!;
            bool isHeader = (string)parameter["in"]! == "header";
            if (OfProtocol.Contains(name) || (isHeader && !(IsKeyHeader && name == Text("x-key")))) continue;
            var schema = new Schema(document, parameter["schema"]);
            // An exploded object is no parameter itself; its members are.
            if ((bool?)parameter["explode"] == true)
            {
                foreach (var leaf in schema.Leaves().Where(leaf => !OfProtocol.Contains(leaf.WireName)))
                {
                    yield return new Field(leaf.WireName, leaf.Schema, leaf.IsRequired, false, IsForm);
                }
            }
            else
            {
                yield return new Field(name, schema, (bool?)parameter["required"] == true && !isHeader, isHeader, IsForm, (string?)parameter["description"]);
            }
        }

        JsonNode? body = Content.ContainsKey(Form) ? Content[Form] : Content.FirstOrDefault().Value;
        foreach (var leaf in new Schema(document, body?["schema"]).Leaves().Where(leaf => !OfProtocol.Contains(leaf.WireName)))
        {
            yield return new Field(leaf.WireName, leaf.Schema, leaf.IsRequired, false, IsForm);
        }
    }

    private IEnumerable<Field> ReadAnswers()
    {
        JsonObject? success = Schema.Resolved(document, (node["responses"] as JsonObject ?? []).FirstOrDefault(answer => answer.Key.StartsWith('2')).Value);
        JsonNode? schema = (success?["content"] as JsonObject ?? []).FirstOrDefault().Value?["schema"];
        return from leaf in new Schema(document, schema).Leaves()
               where !Envelope.Contains(leaf.WireName)
               select new Field(leaf.WireName, leaf.Schema, leaf.IsRequired, false, IsForm);
    }
}
