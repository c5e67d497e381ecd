using System.Text.Json;

namespace FreedomPay.Sandbox.Contract;

/// <summary>One operation of the contract that has a path, be it an inferred one.</summary>
internal sealed class ContractOperation
{
    private static readonly Dictionary<string, string> NoValues = [];
    private static readonly JsonElement AnyObject = JsonDocument.Parse("""{"type":"object"}""").RootElement;
    private readonly string[] segments;

    private ContractOperation(
        ContractDocument document, string method, string path, bool isAlternative, JsonElement item, JsonElement definition, bool isOpened = false)
    {
        Document = document;
        Definition = definition;
        Method = method;
        Path = path;
        IsAlternative = isAlternative;
        segments = path.Split('/');
        Id = definition.Text("operationId")!;
        Protocol = definition.Text("x-protocol") ?? "none";
        Safety = definition.Text("x-safety") ?? "unkeyed";
        Key = definition.Text("x-key");
        Parameters = item.Items("parameters").Concat(definition.Items("parameters")).Select(document.Resolve).ToList();
        Action = Parameters
            .Where(parameter => parameter.Text("name") == "X-Action")
            .Select(parameter => parameter.Member("schema")?.Text("const"))
            .FirstOrDefault();
        QuerySchema = Parameters
            .Where(parameter => parameter.Text("in") == "query" && parameter.Text("style") == "form")
            .Select(parameter => parameter.Member("schema"))
            .FirstOrDefault();
        IsInferred = definition.Member("x-inferred-path") is not null;
        if (IsInferred && definition.Member("requestBody") is null)
        {
            // Nothing is known of the fields but that the calls of the family are JSON objects.
            BodyRequired = true;
            BodySchemas = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase) { ["application/json"] = AnyObject };
        }
        else if (definition.Member("requestBody") is { } reference)
        {
            JsonElement body = document.Resolve(reference);
            BodyRequired = body.Member("required") is { ValueKind: JsonValueKind.True };
            BodySchemas = body.Members("content")
                .ToDictionary(content => content.Name, content => content.Value.GetProperty("schema"), StringComparer.OrdinalIgnoreCase);
        }

        if (!isOpened) return;
        QuerySchema = BodySchemas["application/x-www-form-urlencoded"];
        BodySchemas = new Dictionary<string, JsonElement>();
        BodyRequired = false;
    }

    public ContractDocument Document { get; }

    public JsonElement Definition { get; }

    public string Id { get; }

    public string Family => Document.Family;

    public string Method { get; }

    /// <summary>The path that is called, without the fragment that tells siblings apart in the contract.</summary>
    public string Path { get; }

    /// <summary>Whether the path is one of x-alternative-paths, or the method that by which a browser opens a page.</summary>
    public bool IsAlternative { get; }

    /// <summary>Whether the path is not documented, only inferred from those of similar operations.</summary>
    public bool IsInferred { get; }

    public string Protocol { get; }

    /// <summary>read, natural, replay, refuse or unkeyed.</summary>
    public string Safety { get; }

    /// <summary>Field or header that tells one request from another.</summary>
    public string? Key { get; }

    public IReadOnlyList<JsonElement> Parameters { get; }

    public bool BodyRequired { get; }

    /// <summary>Schema of the body by media type; empty when the operation has no body.</summary>
    public IReadOnlyDictionary<string, JsonElement> BodySchemas { get; } = new Dictionary<string, JsonElement>();

    /// <summary>Value of X-Action that chooses this operation among those of one path.</summary>
    public string? Action { get; }

    /// <summary>Fields of a pg call that come in the query instead of a body: checkoutRedirect, and pages that a browser opens.</summary>
    public JsonElement? QuerySchema { get; }

    public static IReadOnlyList<ContractOperation> All { get; } = Load();

    /// <summary>Whether a raw path is this operation's, and what stands in the places of its template.</summary>
    public bool Matches(string[] called, out IReadOnlyDictionary<string, string> values)
    {
        values = NoValues;
        Dictionary<string, string>? found = null;
        if (called.Length != segments.Length) return false;
        for (int i = 0; i < segments.Length; i++)
        {
            string expected = segments[i];
            if (expected.Length > 2 && expected[0] == '{')
            {
                if (called[i].Length == 0) return false;
                found ??= new Dictionary<string, string>(StringComparer.Ordinal);
                found[expected.Substring(1, expected.Length - 2)] = Uri.UnescapeDataString(called[i]);
            }
            else if (!string.Equals(expected, called[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        values = found ?? NoValues;
        return true;
    }

    private static List<ContractOperation> Load()
    {
        string[] methods = ["get", "post", "put", "patch", "delete"];
        var operations = new List<ContractOperation>();
        foreach (ContractDocument document in ContractDocument.All)
        {
            foreach (JsonProperty path in document.Root.Members("paths"))
            {
                foreach (string method in methods)
                {
                    if (path.Value.Member(method) is not { } definition) continue;
                    string real = definition.Text("x-path") ?? path.Name.Split('#')[0];
                    operations.Add(new ContractOperation(document, method.ToUpperInvariant(), real, false, path.Value, definition));
                    // A client of the makers opens such a page by its address, with the fields of the form in the query.
                    if (definition.Member("x-travel")?.Text("answer") == "html")
                    {
                        operations.Add(new ContractOperation(document, "GET", real, true, path.Value, definition, isOpened: true));
                    }

                    JsonElement alternatives = document.Root.Member("x-alternative-paths") ?? default;
                    foreach (JsonElement alternative in alternatives.Items(definition.Text("operationId")!))
                    {
                        operations.Add(new ContractOperation(document, method.ToUpperInvariant(), alternative.Text("path")!, true, path.Value, definition));
                    }
                }
            }

            foreach (JsonElement unplaced in document.Root.Items("x-unplaced-operations"))
            {
                if (unplaced.Text("x-inferred-path") is { } inferred && unplaced.Text("method") is { } known)
                {
                    operations.Add(new ContractOperation(document, known, inferred, false, unplaced, unplaced));
                }
            }
        }

        return operations;
    }
}
