using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

internal static class WireText
{
    // Half a surrogate pair has no UTF-8; sending U+FFFD in its place would be silently wrong.
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Compact JSON with Cyrillic left as it is.</summary>
    public static byte[] JsonBytes(JsonObject body)
    {
        EnsureWellFormed(body);
        return JsonSerializer.SerializeToUtf8Bytes(body, Json);
    }

    /// <exception cref="ArgumentException">A text holds half a surrogate pair.</exception>
    public static void EnsureWellFormed(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject inner:
                foreach (KeyValuePair<string, JsonNode?> member in inner)
                {
                    Ensure(member.Key);
                    EnsureWellFormed(member.Value);
                }

                break;
            case JsonArray list:
                foreach (JsonNode? child in list) EnsureWellFormed(child);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Ensure(value.GetValue<string>());
                break;
        }
    }

    /// <summary>Whether a text has UTF-8: half a surrogate pair has none.</summary>
    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return false;
        }

        return true;
    }

    private static void Ensure(string text)
    {
        if (!IsWellFormed(text)) throw new ArgumentException(Messages.HalfASurrogatePair);
    }
}
