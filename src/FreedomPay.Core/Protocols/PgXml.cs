using System.Text;
using System.Text.Json.Nodes;
using System.Xml;

namespace FreedomPay.Core.Protocols;

/// <summary>
/// XML answers of the pg protocol as objects: elements become texts or objects, repeated siblings lists; attributes are ignored. DTDs are
/// forbidden, nothing is resolved, depth and size are limited.
/// </summary>
internal static class PgXml
{
    /// <summary>How deep elements may be nested.</summary>
    private const int MaxDepth = 32;

    /// <summary>How many elements a document may have.</summary>
    public const int MaxElements = 200_000;

    /// <summary>Reads a document. Never throws for what it holds.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="answer">What is inside the root element, whatever the name of that.</param>
    /// <param name="error">Why not; holds nothing of the document.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(string xml, out JsonObject answer, out string error) =>
        TryParse(settings => XmlReader.Create(new StringReader(xml.TrimStart()), settings), out answer, out error);

    /// <summary>Reads a document in the encoding that it declares, with blank lines before it or none. Never throws for what it holds.</summary>
    /// <param name="xml">The document.</param>
    /// <param name="answer">What is inside the root element, whatever the name of that.</param>
    /// <param name="error">Why not; holds nothing of the document.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse(byte[] xml, out JsonObject answer, out string error) =>
        TryParse(settings => XmlReader.Create(new MemoryStream(xml, Start(xml), xml.Length - Start(xml), writable: false), settings), out answer, out error);

    private static bool TryParse(Func<XmlReaderSettings, XmlReader> open, out JsonObject answer, out string error)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
        };
        try
        {
            using XmlReader reader = open(settings);
            return TryRead(reader, out answer, out error);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            // The reader's own message can quote the document; a line and a column cannot.
            error = e is XmlException at ? Messages.XmlMalformed.With(at.LineNumber, at.LinePosition) : Messages.XmlEncoding;
            answer = [];
            return false;
        }
    }

    // A script that has printed a blank line before its answer is common, and a declaration has to be the first of a document.
    private static int Start(byte[] xml)
    {
        int mark = xml.Length >= 3 && xml[0] == 0xEF && xml[1] == 0xBB && xml[2] == 0xBF ? 3 : 0;
        int start = mark;
        while (start < xml.Length && xml[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') start++;
        return start > mark && start < xml.Length && xml[start] == '<' ? start : 0;
    }

    private static bool TryRead(XmlReader reader, out JsonObject answer, out string error)
    {
        answer = [];
        error = "";
        var open = new Stack<Element>();
        int count = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count >= MaxDepth) return Refused(Messages.XmlTooDeep, out error);
                    if (++count > MaxElements) return Refused(Messages.XmlTooLarge, out error);
                    if (open.Count > 0)
                    {
                        if (!open.Peek().TextIsBlank) return Refused(Messages.XmlMixed, out error);
                        open.Peek().Children ??= [];
                    }

                    var element = new Element(reader.Name);
                    if (!reader.IsEmptyElement) open.Push(element);
                    else if (open.Count > 0) Put(open.Peek().Children!, element);
                    break;
                case XmlNodeType.EndElement:
                    Element ended = open.Pop();
                    if (open.Count > 0) Put(open.Peek().Children!, ended);
                    else if (ended.Children is not null) answer = ended.Children;
                    else if (!ended.TextIsBlank) return Refused(Messages.XmlWithoutElements, out error);
                    break;
                case XmlNodeType.Text:
                case XmlNodeType.CDATA:
                case XmlNodeType.Whitespace:
                case XmlNodeType.SignificantWhitespace:
                    if (open.Count == 0) break;
                    open.Peek().Append(reader.Value);
                    if (open.Peek() is { Children: not null, TextIsBlank: false }) return Refused(Messages.XmlMixed, out error);
                    break;
                case XmlNodeType.EntityReference:
                    return Refused(Messages.XmlEntity, out error);
            }
        }

        return true;
    }

    private static bool Refused(string why, out string error)
    {
        error = why;
        return false;
    }

    private static void Put(JsonObject parent, Element element)
    {
        JsonNode node = element.Children is { } children ? children : JsonValue.Create(element.Text)!;
        if (!parent.TryGetPropertyValue(element.Name, out JsonNode? present))
        {
            parent[element.Name] = node;
        }
        else if (present is JsonArray list)
        {
            list.Add(node);
        }
        else
        {
            parent[element.Name] = null;
            parent[element.Name] = new JsonArray(present, node);
        }
    }

    private sealed class Element(string name)
    {
        private readonly StringBuilder content = new();

        public string Name { get; } = name;

        public JsonObject? Children { get; set; }

        public bool TextIsBlank { get; private set; } = true;

        public string Text => content.ToString();

        public void Append(string text)
        {
            content.Append(text);
            TextIsBlank = TextIsBlank && string.IsNullOrWhiteSpace(text);
        }
    }
}
