using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>JSON answers as objects, strictly: no duplicate members, nothing after the end, limited depth.</summary>
internal static class JsonAnswer
{
    private const int MaxDepth = 64;
    private const int MostOfFewNumbers = 2048;

    /// <summary>Reads a document; a list at the root becomes <c>{"items": […]}</c>. Never throws for what it holds.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> json, out JsonObject answer, out string error)
    {
        answer = [];
        if (json.Length >= 3 && json.Span[0] == 0xEF && json.Span[1] == 0xBB && json.Span[2] == 0xBF) json = json.Slice(3);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            // Numbers keep the text of the wire, in memory of their own. Where there may be many, they share it.
            JsonElement root = json.Length > MostOfFewNumbers ? document.RootElement.Clone() : document.RootElement;
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
            error = Messages.JsonMalformed.With(e.LineNumber + 1, e.BytePositionInLine);
        }
        catch (ArgumentException)
        {
            error = Messages.JsonMemberTwice;
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
                    // The second of a name is refused.
                    inner.Add(property.Name, Convert(property.Value));
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
            case JsonValueKind.True:
            case JsonValueKind.False:
                return JsonValue.Create(element.GetBoolean());
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
