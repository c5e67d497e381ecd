using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Success answers of operations that the sandbox validates but does not simulate: the documented example, with the ids of
/// the request put in; without an example, what the schema of the answer requires or illustrates.
/// </summary>
internal sealed class SampleAnswer(Func<DateTimeOffset> clock)
{
    /// <summary>Schema of the success answer; null when the contract has none. Of alternatives the first is success.</summary>
    public static JsonElement? ResponseSchema(ContractOperation operation)
    {
        if (Content(operation) is not { } content || content.Member("schema") is not { } reference) return null;
        JsonElement schema = operation.Document.Resolve(reference);
        foreach (string keyword in new[] { "oneOf", "anyOf" })
        {
            if (schema.Items(keyword).Any()) return operation.Document.Resolve(schema.Items(keyword).First());
        }

        return schema;
    }

    /// <summary>Properties of an object schema, those inside allOf included.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Properties(ContractDocument document, JsonElement schema)
    {
        JsonElement resolved = document.Resolve(schema);
        IEnumerable<KeyValuePair<string, JsonElement>> own = resolved.Members("properties")
            .Select(property => new KeyValuePair<string, JsonElement>(property.Name, property.Value));
        return resolved.Items("allOf").SelectMany(part => Properties(document, part)).Concat(own);
    }

    /// <summary>Names of the required properties of an object schema, those inside allOf included.</summary>
    public static IEnumerable<string> Required(ContractDocument document, JsonElement schema)
    {
        JsonElement resolved = document.Resolve(schema);
        return resolved.Items("required").Select(name => name.GetString()!).Concat(resolved.Items("allOf").SelectMany(part => Required(document, part)));
    }

    public Answer Make(Exchange exchange)
    {
        JsonElement? example = Example(exchange.Operation);
        if (exchange.Operation.Protocol == "pg") return MakePg(exchange, example?.AsText());
        if (example is { ValueKind: JsonValueKind.Object } documented) return Answer.Json(MergeIds(JsonObject.Create(documented.Clone())!, exchange));
        JsonNode? built = ResponseSchema(exchange.Operation) is { } schema ? Build(exchange.Operation.Document, schema, 0) : null;
        return Answer.Json(MergeIds(built as JsonObject ?? Bare(exchange.Operation), exchange));
    }

    private static JsonElement? Content(ContractOperation operation)
    {
        // An operation whose path is inferred has no known answer.
        if (operation.Definition.Member("responses") is not { } responses) return null;
        JsonElement? response = responses.Member("200") ?? responses.Member("default");
        if (response is null) return null;
        JsonElement[] contents = operation.Document.Resolve(response.Value).Members("content")
            .OrderByDescending(content => content.Name == (operation.Protocol == "pg" ? "application/xml" : "application/json"))
            .Select(content => content.Value).ToArray();
        return responses.Member("200") is null || contents.Length == 0 ? null : contents[0];
    }

    private static JsonElement? Example(ContractOperation operation)
    {
        if (Content(operation) is not { } content) return null;
        if (content.Member("example") is { } single) return single;
        JsonElement? first = content.Members("examples").Select(example => (JsonElement?)example.Value).FirstOrDefault();
        return first is null ? null : operation.Document.Resolve(first.Value).Member("value");
    }

    private Answer MakePg(Exchange exchange, string? example)
    {
        WireNode? message = example is null ? null : XmlMessage.Read(example);
        if (message is null || message.TextOf("pg_status") is null or "error")
        {
            message = WireNode.Group();
            JsonNode? built = ResponseSchema(exchange.Operation) is { } schema ? Build(exchange.Operation.Document, schema, 0) : null;
            if (built is JsonObject fields) AddFields(message, fields);
            message.Children.RemoveAll(child => child.Key == "pg_status");
            message.Add("pg_status", "ok");
        }

        WireNode merged = WireNode.Group();
        foreach (KeyValuePair<string, WireNode> child in message.Children)
        {
            bool echoed = child.Value.Text is not null && child.Key is "pg_order_id" or "pg_payment_id" or "pg_merchant_id" or "pg_amount" or "pg_currency";
            if (echoed && exchange.Field(child.Key) is { Length: > 0 } sent) merged.Add(child.Key, XmlMessage.Printable(sent));
            else merged.Add(child.Key, child.Value);
        }

        return PgReply.Signed(merged, exchange);
    }

    private static void AddFields(WireNode message, JsonObject fields)
    {
        foreach (KeyValuePair<string, JsonNode?> field in fields)
        {
            switch (field.Value)
            {
                case JsonObject nested:
                    WireNode group = WireNode.Group();
                    AddFields(group, nested);
                    message.Add(field.Key, group);
                    break;
                case JsonArray or null:
                    // A list without items has no element.
                    break;
                default:
                    message.Add(field.Key, field.Value.GetValueKind() == JsonValueKind.String ? field.Value.GetValue<string>() : field.Value.ToJsonString());
                    break;
            }
        }
    }

    private static JsonObject MergeIds(JsonObject answer, Exchange exchange)
    {
        foreach (string name in answer.Select(member => member.Key).ToArray())
        {
            bool isId = name == "id" || name.EndsWith("_id", StringComparison.Ordinal);
            if (isId && exchange.Fields.Member(name) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } sent)
            {
                answer[name] = JsonNode.Parse(sent.GetRawText());
            }
        }

        return answer;
    }

    private JsonObject Bare(ContractOperation operation) => operation.Family switch
    {
        "card" => new JsonObject { ["status"] = "ok", ["request_status"] = "success", ["dt"] = Now() },
        "partner" => new JsonObject { ["status"] = "ok" },
        _ => [],
    };

    private JsonNode? Build(ContractDocument document, JsonElement schema, int depth)
    {
        JsonElement resolved = document.Resolve(schema);
        foreach (JsonElement carrier in new[] { schema, resolved })
        {
            if (carrier.Member("const") is { } constant) return JsonNode.Parse(constant.GetRawText());
            if (carrier.Items("examples").Select(item => item.GetRawText()).FirstOrDefault() is { } illustrated) return JsonNode.Parse(illustrated);
            if (carrier.Member("example") is { } single) return JsonNode.Parse(single.GetRawText());
            if (carrier.Items("enum").Select(item => item.GetRawText()).FirstOrDefault() is { } listed) return JsonNode.Parse(listed);
        }

        JsonElement? type = resolved.Member("type");
        string? name = type is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().First().GetString() : type?.GetString();
        return name switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray(),
            "string" => resolved.Text("format") switch
            {
                "date-time" => Now(),
                "date" => clock().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                "uuid" => Guid.NewGuid().ToString("D"),
                "uri" => "https://example.com/",
                _ => "string",
            },
            _ => depth > 8 ? null : BuildObject(document, resolved, depth),
        };
    }

    private JsonObject BuildObject(ContractDocument document, JsonElement schema, int depth)
    {
        var built = new JsonObject();
        HashSet<string> required = new(Required(document, schema), StringComparer.Ordinal);
        foreach (KeyValuePair<string, JsonElement> property in Properties(document, schema))
        {
            bool isError = property.Key.Contains("error") || property.Key.Contains("failure");
            bool illustrated = property.Value.Items("examples").Any() || document.Resolve(property.Value).Items("examples").Any();
            if (isError || (!illustrated && !required.Contains(property.Key))) continue;
            built[property.Key] = Build(document, property.Value, depth + 1);
        }

        return built;
    }

    private string Now() => clock().ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
