using System.Text.Json;

namespace FreedomPay.Sandbox.Contract;

internal static class JsonElementExtensions
{
    /// <summary>A member of an object; null when the element is no object or lacks it.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;

    /// <summary>The text of a string member; null when there is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>Items of an array member; none when it is missing.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } value ? value.EnumerateArray().ToArray() : [];

    /// <summary>Members of an object member; none when it is missing.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Object } value ? value.EnumerateObject().ToArray() : [];

    /// <summary>A scalar as the text that stands for it on a form; null for objects and arrays.</summary>
    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        JsonValueKind.Null => "",
        _ => null,
    };

    /// <summary>The text at a dotted path of nested members; null when something on the way is missing.</summary>
    public static string? TextAt(this JsonElement element, string dottedPath)
    {
        JsonElement? current = element;
        foreach (string part in dottedPath.Split('.'))
        {
            current = current?.Member(part);
        }

        return current?.AsText();
    }
}
