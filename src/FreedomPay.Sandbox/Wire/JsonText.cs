using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FreedomPay.Sandbox.Wire;

/// <summary>How the sandbox writes and reads JSON of its own.</summary>
internal static class JsonText
{
    /// <summary>Camel case, enums by name, texts not escaped more than needed.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(JsonNode node) => node.ToJsonString(Options);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);
}
