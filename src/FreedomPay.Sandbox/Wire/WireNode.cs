using System.Globalization;
using System.Text.Json;

namespace FreedomPay.Sandbox.Wire;

/// <summary>
/// A value of a form or of an XML message: text, or named children in the order of the message. Names may repeat; the
/// signature needs order and repetitions, which is why this is no dictionary.
/// </summary>
internal sealed class WireNode
{
    private Dictionary<string, WireNode>? groups;

    private WireNode(string? text) => Text = text;

    public string? Text { get; }

    public List<KeyValuePair<string, WireNode>> Children { get; } = [];

    /// <summary>Whether the children are the numbered items of a list.</summary>
    public bool IsList =>
        Text is null && Children.Count > 0 && Children.All(child => child.Key.Length > 0 && child.Key.All(character => character is >= '0' and <= '9'));

    public static WireNode Leaf(string text) => new(text);

    public static WireNode Group() => new(null);

    public WireNode Add(string name, string text)
    {
        Children.Add(new KeyValuePair<string, WireNode>(name, Leaf(text)));
        return this;
    }

    public void Add(string name, WireNode node) => Children.Add(new KeyValuePair<string, WireNode>(name, node));

    /// <summary>The text of the last child of that name; null when there is none.</summary>
    public string? TextOf(string name) => Children.LastOrDefault(child => child.Key == name).Value?.Text;

    /// <summary>The group of that name, made when there is none; an empty name takes the next number.</summary>
    public WireNode GroupOf(string name)
    {
        groups ??= new Dictionary<string, WireNode>(StringComparer.Ordinal);
        name = NextNumberIfEmpty(name);
        if (groups.TryGetValue(name, out WireNode? group)) return group;
        group = Group();
        groups[name] = group;
        Add(name, group);
        return group;
    }

    public string NextNumberIfEmpty(string name) => name.Length > 0 ? name : Children.Count.ToString(CultureInfo.InvariantCulture);

    /// <summary>The same as JSON: numbered children become an array, all scalars stay text.</summary>
    public JsonElement ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer);
        using JsonDocument document = JsonDocument.Parse(buffer.ToArray(), new JsonDocumentOptions { MaxDepth = 128 });
        return document.RootElement.Clone();
    }

    /// <summary>Reads JSON fields as text, numbers as they were written.</summary>
    public static WireNode FromJson(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
            {
                WireNode group = Group();
                foreach (JsonProperty member in element.EnumerateObject()) group.Add(member.Name, FromJson(member.Value));
                return group;
            }

            case JsonValueKind.Array:
            {
                WireNode group = Group();
                foreach (JsonElement item in element.EnumerateArray()) group.Add(group.NextNumberIfEmpty(""), FromJson(item));
                return group;
            }

            case JsonValueKind.String:
                return Leaf(element.GetString()!);
            case JsonValueKind.Null:
                return Leaf("");
            default:
                return Leaf(element.GetRawText());
        }
    }

    private void Write(Utf8JsonWriter writer)
    {
        if (Text is not null)
        {
            writer.WriteStringValue(Text);
        }
        else if (IsList)
        {
            writer.WriteStartArray();
            foreach (KeyValuePair<string, WireNode> child in Children) child.Value.Write(writer);
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStartObject();
            // Of repeated names the last one counts, as in PHP.
            foreach (IGrouping<string, KeyValuePair<string, WireNode>> named in Children.GroupBy(child => child.Key, StringComparer.Ordinal))
            {
                writer.WritePropertyName(named.Key);
                named.Last().Value.Write(writer);
            }

            writer.WriteEndObject();
        }
    }
}
