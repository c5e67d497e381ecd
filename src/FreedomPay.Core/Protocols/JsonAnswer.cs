using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>JSON answers as objects, strictly: no duplicate members, nothing after the end, limited depth.</summary>
internal static class JsonAnswer
{
    private const int MaxDepth = 64;

    /// <summary>Reads a document; a list at the root becomes <c>{"items": […]}</c>. Never throws for what it holds.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out JsonObject answer, out string error)
    {
        answer = [];
        if (json.Length >= 3 && json[0] == 0xEF && json[1] == 0xBB && json[2] == 0xBF) json = json.Slice(3);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            JsonNode? root = Node(ref reader);
            // Nothing may follow; the reader refuses it by itself.
            reader.Read();
            switch (root)
            {
                case JsonObject members:
                    answer = members;
                    break;
                case JsonArray items:
                    answer = new JsonObject { ["items"] = items };
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

    private static JsonNode? Node(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var inner = new JsonObject();
                while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    string name = reader.GetString()!;
                    reader.Read();
                    // The second of a name is refused.
                    inner.Add(name, Node(ref reader));
                }

                return inner;
            case JsonTokenType.StartArray:
                var list = new JsonArray();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) list.Add(Node(ref reader));
                return list;
            case JsonTokenType.String:
                return JsonValue.Create(reader.GetString());
            case JsonTokenType.True:
            case JsonTokenType.False:
                return JsonValue.Create(reader.GetBoolean());
            case JsonTokenType.Null:
                return null;
            default:
                // An element keeps a number as it was written.
                return JsonValue.Create(JsonElement.ParseValue(ref reader));
        }
    }
}
