using System.Text.Json.Nodes;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The contract as the tests read it. It shares no code with the module, whose witness it is.</summary>
internal static class ContractReader
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>The operations that have a path, by their names.</summary>
    public static IReadOnlyDictionary<string, ContractOperation> Operations { get; } = Load();

    /// <summary>The operations whose path is only inferred, by their names.</summary>
    public static IReadOnlyDictionary<string, ContractOperation> Inferred { get; } =
        (from family in Families()
         let document = family.Value!.AsObject()
         from unplaced in document["x-unplaced-operations"] as JsonArray ?? []
         let path = (string?)unplaced["x-inferred-path"]
         where path is not null
         select new ContractOperation(family.Key, path, (string)unplaced["method"]!, document, [], unplaced.AsObject()))
        .ToDictionary(operation => operation.Id, StringComparer.Ordinal);

    /// <summary>The dictionaries of the Card API by their names: each code with its meaning. Lists of fields are no dictionaries.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Code, string Meaning)>> CardDictionaries { get; } =
        (from dictionary in Families()["card"]!["x-dictionaries"]!.AsObject()
         where dictionary.Value is JsonObject entries && entries.All(entry => entry.Value is JsonValue)
         select (dictionary.Key, Entries: (IReadOnlyList<(string, string)>)[.. dictionary.Value.AsObject().Select(entry => (entry.Key, entry.Value!.GetValue<string>()))]))
        .ToDictionary(dictionary => dictionary.Key, dictionary => dictionary.Entries, StringComparer.Ordinal);

    private static JsonObject Families()
    {
        using Stream stream = typeof(ContractReader).Assembly.GetManifestResourceStream("contract.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }

    private static Dictionary<string, ContractOperation> Load()
    {
        JsonObject families = Families();
        return (from family in families
                let document = family.Value!.AsObject()
                from path in document["paths"]!.AsObject()
                from method in Methods
                where path.Value![method] is JsonObject
                select new ContractOperation(family.Key, path.Key, method.ToUpperInvariant(), document, path.Value!.AsObject(), path.Value![method]!.AsObject()))
            .ToDictionary(operation => operation.Id, StringComparer.Ordinal);
    }
}

/// <summary>One operation of the contract.</summary>
/// <param name="Family">Name of its file.</param>
/// <param name="PathKey">Key under <c>paths</c>; several operations of one path have keys with a fragment.</param>
/// <param name="Method">HTTP method in capitals.</param>
/// <param name="Document">The file.</param>
/// <param name="Item">The path item.</param>
/// <param name="Node">The operation.</param>
internal sealed record ContractOperation(string Family, string PathKey, string Method, JsonObject Document, JsonObject Item, JsonObject Node)
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Caller = "caller ";

    private ContractSchema? request;
    private ContractSchema? response;

    public string Id => Text("operationId")!;

    /// <summary>The path as it is called.</summary>
    public string Path => Text("x-path") ?? PathKey;

    public string? Protocol => Text("x-protocol");

    public string? Safety => Text("x-safety");

    /// <summary>How its requests travel.</summary>
    public JsonObject Travel => Node["x-travel"]?.AsObject() ?? [];

    /// <summary>Names of its parameters of one kind: path, query or header.</summary>
    public IEnumerable<string> ParametersIn(string place) =>
        from parameter in (Item["parameters"] as JsonArray ?? []).Concat(Node["parameters"] as JsonArray ?? [])
        let followed = Follow(parameter)!
        where (string?)followed["in"] == place
        select (string)followed["name"]!;

    public string? Key => Text("x-key");

    /// <summary>The operation that is the same call on the wire, so that one cmdlet performs both; null where it is a call of its own.</summary>
    public string? SameAs => Text("x-same-as");

    public string? StatusOperation => Text("x-status-operation");

    /// <summary>The field of the request by which the status operation is asked.</summary>
    public string? StatusBy => Text("x-status-by") is { } by && HasStatusFieldFromCaller ? by.Substring(Caller.Length) : Text("x-status-by");

    /// <summary>Whether that field is not sent, and so must be asked of the caller.</summary>
    public bool HasStatusFieldFromCaller => Text("x-status-by")?.StartsWith(Caller, StringComparison.Ordinal) == true;

    /// <summary>What in the answer of the status operation tells what became of the request, in words.</summary>
    public string? StatusTells => Text("x-status-tells");

    /// <summary>Name of the cmdlet; its parameter set, where it has one for each operation, in parentheses.</summary>
    public string? Cmdlet => Text("x-cmdlet");

    /// <summary>Addresses of the documentation; remarks such as the date of change stand behind a blank.</summary>
    public IEnumerable<string> Sources => (Node["x-source"] ?? new JsonArray()).AsArray().Select(source => source!.GetValue<string>().Split(' ')[0]);

    public string Server => (Node["servers"] ?? Item["servers"] ?? Document["servers"])![0]!["url"]!.GetValue<string>();

    /// <summary>Whether all of its fields are text on the wire, be it in a query.</summary>
    public bool IsForm => RequestContent.ContainsKey(Form) || Protocol == "pg";

    /// <summary>Fields of body, query and path. Headers belong to the protocol.</summary>
    public ContractSchema Request => request ??= ReadRequest();

    /// <summary>What a success answers.</summary>
    public ContractSchema Response => response ??= ReadResponse();

    /// <summary>A header of the requests or of a success; null where the contract has none of that name.</summary>
    public ContractSchema? Header(string name)
    {
        IEnumerable<JsonNode?> sent = from parameter in (Item["parameters"] as JsonArray ?? []).Concat(Node["parameters"] as JsonArray ?? [])
                                      let followed = Follow(parameter)!
                                      where (string?)followed["in"] == "header" && (string?)followed["name"] == name
                                      select followed["schema"];
        JsonObject? success = Follow((Node["responses"] as JsonObject ?? []).FirstOrDefault(answer => answer.Key.StartsWith('2')).Value);
        JsonNode? schema = sent.FirstOrDefault() ?? Follow(success?["headers"]?[name])?["schema"];
        return schema is null ? null : new ContractSchema(Document, [schema]);
    }

    /// <summary>The published examples of the body.</summary>
    public IEnumerable<JsonObject> Examples =>
        from content in RequestContent
        from example in (content.Value?["examples"] as JsonObject) ?? []
        where example.Value?["value"] is JsonObject
        select example.Value!["value"]!.AsObject();

    private JsonObject RequestContent => Follow(Node["requestBody"])?["content"] as JsonObject ?? [];

    public override string ToString() => Id;

    private ContractSchema ReadRequest()
    {
        var nodes = new List<JsonNode>();
        JsonNode? body = (RequestContent.ContainsKey(Form) ? RequestContent[Form] : RequestContent.FirstOrDefault().Value)?["schema"];
        if (body is not null) nodes.Add(body);

        IEnumerable<JsonNode?> parameters = (Item["parameters"] as JsonArray ?? []).Concat(Node["parameters"] as JsonArray ?? []);
        foreach (JsonObject parameter in parameters.Select(parameter => Follow(parameter)!))
        {
            if (parameter["in"]!.GetValue<string>() == "header") continue;
            JsonNode schema = parameter["schema"]!;
            // An exploded object is no parameter itself; its members are.
            nodes.Add(parameter["explode"]?.GetValue<bool>() == true ? schema : new JsonObject
            {
                ["properties"] = new JsonObject { [parameter["name"]!.GetValue<string>()] = schema.DeepClone() },
                ["required"] = parameter["required"]?.GetValue<bool>() == true ? new JsonArray(parameter["name"]!.GetValue<string>()) : new JsonArray(),
            });
        }

        return new ContractSchema(Document, nodes);
    }

    private ContractSchema ReadResponse()
    {
        JsonObject responses = Node["responses"]!.AsObject();
        JsonObject? success = Follow(responses.FirstOrDefault(answer => answer.Key.StartsWith('2')).Value);
        return new ContractSchema(Document, from content in success?["content"] as JsonObject ?? []
                                            where content.Value?["schema"] is not null
                                            select content.Value!["schema"]!);
    }

    private JsonObject? Follow(JsonNode? node) => node?["$ref"] is { } reference ? ContractSchema.Resolve(Document, reference.GetValue<string>()) : node as JsonObject;

    private string? Text(string member) => Node[member] is JsonValue value ? value.GetValue<string>() : null;
}

/// <summary>
/// A schema with everything that bears on it: <c>$ref</c> with the keywords beside it, <c>allOf</c>, and the members of
/// <c>anyOf</c> and <c>oneOf</c>.
/// </summary>
internal sealed class ContractSchema
{
    private readonly JsonObject document;
    private readonly JsonObject[] parts;
    private readonly bool isAlternative;
    private readonly string? inheritedSensitive;
    private Dictionary<string, ContractSchema>? properties;

    public ContractSchema(JsonObject document, IEnumerable<JsonNode> nodes, bool isAlternative = false, string? inheritedSensitive = null)
    {
        this.document = document;
        this.isAlternative = isAlternative;
        this.inheritedSensitive = inheritedSensitive;
        parts = [.. nodes.SelectMany(node => Expand(node.AsObject()))];
    }

    /// <summary>Whether the contract says anything here.</summary>
    public bool IsKnown => parts.Length > 0;

    /// <summary>JSON types; empty where the contract names none.</summary>
    public IReadOnlyList<string> Types => [.. Values("type").Take(isAlternative ? int.MaxValue : 1).SelectMany(type => type is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [type.GetValue<string>()]).Distinct()];

    public string? Format => Rule("format")?.GetValue<string>();

    public string? ContentEncoding => Rule("contentEncoding")?.GetValue<string>();

    public string? Pattern => Rule("pattern")?.GetValue<string>();

    public int MinLength => Rule("minLength")?.GetValue<int>() ?? 0;

    public int MaxLength => Rule("maxLength")?.GetValue<int>() ?? 0;

    public decimal? Minimum => Rule("minimum")?.GetValue<decimal>();

    public decimal? Maximum => Rule("maximum")?.GetValue<decimal>();

    /// <summary>The closed list of values as text, or null. A constant is a list of one.</summary>
    public IReadOnlyList<string>? Enum => Rule("enum") is JsonArray values ? [.. values.Select(value => value!.ToString())]
        : Rule("const") is { } constant ? [constant.ToString()]
        : null;

    public IEnumerable<string> Examples => Values("examples").OfType<JsonArray>().Take(1).SelectMany(examples => examples).OfType<JsonValue>().Select(example => example.ToString());

    /// <summary>Why it is sensitive: its own mark, that of what it refers to, or that of the object it is in.</summary>
    public string? Sensitive => Values("x-sensitive").FirstOrDefault()?.GetValue<string>() ?? inheritedSensitive;

    public bool IsArray => Types.Contains("array");

    /// <summary>What each item of a list is; itself where it is no list.</summary>
    public ContractSchema Item => Values("items").FirstOrDefault() is { } items ? new ContractSchema(document, [items], false, Sensitive) : this;

    public IReadOnlyDictionary<string, ContractSchema> Properties => properties ??= ReadProperties();

    /// <summary>Members that are always required.</summary>
    public IReadOnlySet<string> Required => RequiredIn(parts);

    /// <summary>For each <c>anyOf</c> and <c>oneOf</c>: what each alternative requires.</summary>
    public IEnumerable<IReadOnlyList<IReadOnlySet<string>>> RequiredAlternatives =>
        Choices.Select(choice => choice.Select(alternative => RequiredIn([.. Expand(alternative!.AsObject())])).ToArray());

    /// <summary>Every field that holds no fields itself, by its dotted name, and whether it is always required.</summary>
    public IEnumerable<(string WireName, ContractSchema Schema, bool IsRequired)> Leaves => LeavesBelow("", true);

    private IEnumerable<JsonArray> Choices => Values("anyOf").Concat(Values("oneOf")).OfType<JsonArray>();

    /// <summary>A field by its dotted name, through the items of arrays; null where the contract has none.</summary>
    public ContractSchema? Find(string wireName)
    {
        ContractSchema found = this;
        foreach (string part in wireName.Split('.'))
        {
            if (found.Values("items").FirstOrDefault() is { } items) found = new ContractSchema(document, [items], false, found.Sensitive);
            if (!found.Properties.TryGetValue(part, out ContractSchema? member)) return null;
            found = member;
        }

        return found;
    }

    public static JsonObject Resolve(JsonObject document, string reference)
    {
        JsonNode? node = document;
        foreach (string part in reference.TrimStart('#', '/').Split('/')) node = node?[part.Replace("~1", "/").Replace("~0", "~")];
        return node as JsonObject ?? throw new InvalidDataException($"{reference} leads nowhere.");
    }

    private static HashSet<string> RequiredIn(IEnumerable<JsonObject> parts) =>
        [.. parts.SelectMany(part => part["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>())];

    private IEnumerable<JsonObject> Expand(JsonObject node)
    {
        yield return node;
        IEnumerable<JsonObject> further = node["$ref"] is { } reference ? [Resolve(document, reference.GetValue<string>())] : [];
        foreach (JsonObject part in further.Concat((node["allOf"] as JsonArray ?? []).Select(part => part!.AsObject())).SelectMany(Expand)) yield return part;
    }

    // The nearest part comes first: a keyword beside $ref goes before that of what is referred to.
    private IEnumerable<JsonNode> Values(string keyword) => parts.Select(part => part[keyword]).OfType<JsonNode>();

    // Where several alternatives describe a field differently, none of their rules holds for all of them.
    private JsonNode? Rule(string keyword) => isAlternative ? null : Values(keyword).FirstOrDefault();

    private Dictionary<string, ContractSchema> ReadProperties()
    {
        ILookup<string, JsonNode> own = MembersOf(parts);
        ILookup<string, JsonNode> alternative = MembersOf(Choices.SelectMany(choice => choice).SelectMany(choice => Expand(choice!.AsObject())));
        var read = own.ToDictionary(member => member.Key, member => new ContractSchema(document, member, isAlternative, Sensitive), StringComparer.Ordinal);
        foreach (IGrouping<string, JsonNode> member in alternative.Where(member => !read.ContainsKey(member.Key)))
        {
            read.Add(member.Key, new ContractSchema(document, member, isAlternative || member.Skip(1).Any(), Sensitive));
        }

        return read;
    }

    private static ILookup<string, JsonNode> MembersOf(IEnumerable<JsonObject> parts) =>
        parts.SelectMany(part => part["properties"] as JsonObject ?? []).ToLookup(member => member.Key, member => member.Value!, StringComparer.Ordinal);

    private IEnumerable<(string WireName, ContractSchema Schema, bool IsRequired)> LeavesBelow(string prefix, bool isRequired)
    {
        foreach ((string name, ContractSchema schema) in Properties)
        {
            bool isRequiredHere = isRequired && Required.Contains(name);
            if (schema.Properties.Count == 0) yield return (prefix + name, schema, isRequiredHere);
            else foreach (var leaf in schema.LeavesBelow(prefix + name + ".", isRequiredHere)) yield return leaf;
        }
    }
}
