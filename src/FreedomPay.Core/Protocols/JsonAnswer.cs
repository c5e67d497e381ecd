using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>JSON answers as objects, strictly: no duplicate members, nothing after the end, limited depth.</summary>
internal static class JsonAnswer
{
    private const int MaxDepth = 64;

    /// <summary>Reads a document; a list at the root becomes <c>{"items": […]}</c>. Never throws for what it holds.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, out JsonObject answer, out string error)
    {
        answer = [];
        if (json.Length >= 3 && json.Span[0] == 0xEF && json.Span[1] == 0xBB && json.Span[2] == 0xBF) json = json.Slice(3);
        try
        {
            // A clone owns its memory, so that the numbers, which keep the text of the wire, may live as long as they like.
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            JsonElement root = document.RootElement.Clone();
            switch (root.ValueKind)
            {
                case JsonValueKind.Object:
                    answer = (JsonObject)Convert(root)!;
                    break;
                case JsonValueKind.Array:
                    answer = new JsonObject { ["items"] = Convert(root) };
                    break;
                default:
                    error = Messages.JsonNotAnObject;
                    return false;
            }

            error = "";
            return true;
        }
        catch (JsonException e)
        {
            // The reader's own message can quote the document; a line and a column cannot.
            error = e.LineNumber is { } line ? Messages.JsonMalformed.With(line + 1, e.BytePositionInLine) : Messages.JsonMemberTwice;
        }
        catch (InvalidOperationException)
        {
            error = Messages.JsonNotUnicode;
        }

        answer = [];
        return false;
    }

    private static JsonNode? Convert(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var inner = new JsonObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    // Each look at the name makes a text.
                    string name = property.Name;
                    if (inner.ContainsKey(name)) throw new JsonException();
                    inner[name] = Convert(property.Value);
                }

                return inner;
            case JsonValueKind.Array:
                var list = new JsonArray();
                foreach (JsonElement item in element.EnumerateArray()) list.Add(Convert(item));
                return list;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }
}
