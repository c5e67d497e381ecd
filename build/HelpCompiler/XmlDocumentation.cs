using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FreedomPay.HelpCompiler;

/// <summary>The XML documentation beside an assembly, as plain text.</summary>
internal sealed partial class XmlDocumentation(string file)
{
    private readonly Dictionary<string, XElement> members = XDocument.Load(file).Root!.Element("members")!.Elements("member")
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    public XElement Member(string id) => members.TryGetValue(id, out XElement? member)
        ? member
        : throw new InvalidDataException($"{id} has no XML documentation.");

    public static string Text(XElement? element) => element is null ? "" : Blank().Replace(Flatten(element), " ").Trim();

    /// <summary>The command line of an example, however many lines of the comment it takes.</summary>
    public static string Code(XElement example) => LineBreak().Replace((string?)example.Element("code") ?? "", " ").Trim();

    public static IReadOnlyList<string> Paragraphs(XElement? element) =>
        element is null ? [] : element.Elements("para").Any() ? [.. element.Elements("para").Select(Text)] : [Text(element)];

    private static string Flatten(XElement element)
    {
        var text = new StringBuilder();
        foreach (XNode node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "seealso" } see => Reference(see),
                XElement { Name.LocalName: "paramref" } reference => (string?)reference.Attribute("name"),
                XElement inner => Flatten(inner),
                _ => "",
            });
        }

        return text.ToString();
    }

    // cref="P:FreedomPay.Payment.Currency" reads Currency.
    private static string Reference(XElement see)
    {
        string target = (string?)see.Attribute("cref") ?? (string?)see.Attribute("href") ?? (string?)see.Attribute("langword") ?? "";
        return see.Value.Length > 0 ? see.Value : target.Split('(')[0].Split('.')[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreak();
}
