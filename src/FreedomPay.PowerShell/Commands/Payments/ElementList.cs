using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Commands.Payments;

/// <summary>
/// Elements of one name beside each other, which are a list. One alone looks like a single thing, and none like nothing.
/// </summary>
internal static class ElementList
{
    /// <summary>The elements of a name; null where what has it is no list of objects.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="name">The name.</param>
    public static JsonObject[]? In(JsonObject answer, string name) => answer[name] switch
    {
        null => [],
        JsonObject single => [single],
        JsonArray several when several.All(static one => one is JsonObject) => [.. several.Cast<JsonObject>()],
        JsonValue text when text.GetValueKind() is JsonValueKind.String && string.IsNullOrWhiteSpace(text.ToString()) => [],
        _ => null,
    };

    /// <summary>The elements, each as an answer about it alone; the whole answer where one of the names has no list.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="names">The names that they may have.</param>
    public static IEnumerable<JsonObject> Each(JsonObject answer, params string[] names)
    {
        (string Name, JsonObject[]? Elements)[] found = [.. names.Select(name => (name, In(answer, name)))];
        return found.Any(static one => one.Elements is null)
            ? [answer]
            : from one in found from element in one.Elements! select Alone(answer, names, one.Name, element);
    }

    private static JsonObject Alone(JsonObject answer, string[] names, string name, JsonObject element)
    {
        var one = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in answer)
        {
            if (member.Key == name) one[name] = element.DeepClone();
            else if (!names.Contains(member.Key)) one[member.Key] = member.Value?.DeepClone();
        }

        return one;
    }
}
