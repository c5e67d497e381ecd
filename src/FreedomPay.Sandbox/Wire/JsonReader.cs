using System.Text.Json;

namespace FreedomPay.Sandbox.Wire;

/// <summary>Reads a JSON body so that nothing in it can throw later.</summary>
internal static class JsonReader
{
    /// <summary>The body as JSON; null when it is malformed, holds half a surrogate pair or no valid UTF-8.</summary>
    public static JsonElement? Read(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            JsonElement root = document.RootElement.Clone();
            ReadTexts(root);
            return root;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Texts are decoded only when they are asked for, and that is when a lone surrogate shows.
            return null;
        }
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray()) ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }
}
