using System.Text.Json.Nodes;
using System.Xml;

namespace FreedomPay.Core.Protocols;

/// <summary>Reads an XML answer: elements become fields, repeated ones lists. Document types are forbidden, depth and number of elements limited.</summary>
internal static class PgXml
{
    private const int MaxDepth = 16;
    private const int MaxElements = 100_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersFromEntities = 1024,
    };

    public static JsonObject Parse(byte[] body)
    {
        try
        {
            using var stream = new MemoryStream(body);
            using var reader = XmlReader.Create(stream, Settings);
            reader.MoveToContent();
            if (reader.NodeType is not XmlNodeType.Element) throw new InvalidAnswerException("the answer is not XML");
            int elements = 0;
            JsonNode root = Element(reader, 0, ref elements);
            while (reader.Read())
            {
                // What follows the root has to be well-formed too; the reader sees to that.
            }

            return root as JsonObject ?? throw new InvalidAnswerException("the answer has no fields");
        }
        catch (XmlException)
        {
            throw new InvalidAnswerException("the answer is not well-formed XML");
        }
    }

    private static JsonNode Element(XmlReader reader, int depth, ref int elements)
    {
        if (depth > MaxDepth) throw new InvalidAnswerException("the answer is nested too deep");
        if (++elements > MaxElements) throw new InvalidAnswerException("the answer has too many elements");

        JsonObject? children = null;
        var text = new System.Text.StringBuilder();
        if (!reader.IsEmptyElement)
        {
            while (reader.Read() && reader.NodeType is not XmlNodeType.EndElement)
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element:
                        string name = reader.LocalName;
                        Add(children ??= [], name, Element(reader, depth + 1, ref elements));
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                        text.Append(reader.Value);
                        break;
                }
            }
        }

        return children is not null ? children : JsonValue.Create(text.ToString());
    }

    private static void Add(JsonObject parent, string name, JsonNode value)
    {
        if (!parent.TryGetPropertyValue(name, out JsonNode? present)) parent[name] = value;
        else if (present is JsonArray list) list.Add(value);
        else
        {
            parent[name] = null;
            parent[name] = new JsonArray(present!.DeepClone(), value);
        }
    }
}
