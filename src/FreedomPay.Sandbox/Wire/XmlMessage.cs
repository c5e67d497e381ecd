using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Wire;

/// <summary>The XML messages of pg: root <c>response</c>, an element per field.</summary>
internal static class XmlMessage
{
    public static string Write(WireNode message)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (XmlWriter writer = XmlWriter.Create(
            text,
            new XmlWriterSettings
            {
                OmitXmlDeclaration = true,
                CheckCharacters = false,
                NewLineHandling = NewLineHandling.Entitize,
                ConformanceLevel = ConformanceLevel.Fragment,
            }))
        {
            writer.WriteStartElement("response");
            WriteChildren(writer, message);
            writer.WriteEndElement();
        }

        return text.ToString();
    }

    /// <summary>Reads a message; null when it is not well-formed. DTDs are forbidden.</summary>
    public static WireNode? Read(string xml)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(
                new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return ToNode(XDocument.Load(reader).Root!);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static WireNode ToNode(XElement element)
    {
        if (!element.HasElements && element.Parent is not null) return WireNode.Leaf(element.Value);
        WireNode group = WireNode.Group();
        foreach (XElement child in element.Elements()) group.Add(child.Name.LocalName, ToNode(child));
        return group;
    }

    private static void WriteChildren(XmlWriter writer, WireNode node)
    {
        foreach (KeyValuePair<string, WireNode> child in node.Children)
        {
            writer.WriteStartElement(XmlConvert.EncodeLocalName(child.Key));
            if (child.Value.Text is { } value) writer.WriteString(value);
            else WriteChildren(writer, child.Value);
            writer.WriteEndElement();
        }
    }

    /// <summary>The text without what XML cannot hold (most control characters). To be called before a value is signed.</summary>
    public static string Printable(string text) =>
        new([.. text.Select(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) ? character : '\uFFFD')]);
}
