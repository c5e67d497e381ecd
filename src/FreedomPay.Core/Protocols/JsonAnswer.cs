using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>Reads a JSON answer and accepts nothing doubtful: no repeated members, no trailing text, no depth without end.</summary>
internal static class JsonAnswer
{
    private const int MaxDepth = 32;

    public static JsonObject Parse(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(WithoutMark(body), new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => (JsonObject)Copy(document.RootElement)!,
                JsonValueKind.Array => new JsonObject { ["items"] = Copy(document.RootElement) },
                _ => throw new InvalidAnswerException("the answer is JSON, but neither an object nor a list"),
            };
        }
        catch (JsonException)
        {
            throw new InvalidAnswerException("the answer is not well-formed JSON");
        }
        catch (InvalidOperationException)
        {
            throw new InvalidAnswerException("the answer holds text that is not valid Unicode");
        }
    }

    private static ReadOnlyMemory<byte> WithoutMark(byte[] body) => body.Length >= 3 && body[0] == 0xEF && body[1] == 0xBB && body[2] == 0xBF ? body.AsMemory(3) : body;

    private static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    if (members.ContainsKey(member.Name)) throw new InvalidAnswerException("the answer has a member twice");
                    members[member.Name] = Copy(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
