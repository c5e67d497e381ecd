using System.Text;
using System.Xml.Linq;

namespace FreedomPay.Scaffold;

/// <summary>Lines of code and documentation, none of them longer than the house wants.</summary>
internal static class Words
{
    private const int Width = 160;

    /// <summary>A text of the contract as a sentence.</summary>
    public static string Sentence(string text)
    {
        string line = string.Join(' ', text.Split([' ', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 || line[^1] is '.' or '!' or '?' ? line : line + ".";
    }

    public static string Escaped(string text) => new XText(text).ToString();

    /// <summary>An element of XML documentation, in one line where it fits.</summary>
    public static string Documentation(string indent, string element, string text)
    {
        string line = $"{indent}/// <{element}>{Escaped(text)}</{element}>\n";
        return line.Length <= Width ? line : $"{indent}/// <{element}>\n{Wrapped(indent + "/// ", Escaped(text), ' ')}{indent}/// </{element}>\n";
    }

    /// <summary>An attribute with its arguments.</summary>
    public static string Attribute(string indent, string name, IEnumerable<string> arguments)
    {
        string text = $"[{name}({string.Join(", ", arguments)})]";
        return Wrapped(indent, text, ',');
    }

    public static string Literal(string text) => text.Contains('\\', StringComparison.Ordinal) || text.Contains('"', StringComparison.Ordinal)
        ? $"@\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : $"\"{text}\"";

    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";

    private static string Wrapped(string indent, string text, char separator)
    {
        var lines = new StringBuilder();
        string begin = indent;
        // What goes on in a second line of code stands further in.
        string further = separator == ',' ? indent + "    " : indent;
        while (begin.Length + text.Length > Width)
        {
            int cut = text.LastIndexOf(separator == ',' ? ", " : " ", Width - begin.Length - 1, StringComparison.Ordinal);
            if (cut <= 0) break;
            int end = separator == ',' ? cut + 1 : cut;
            lines.Append(begin).Append(text, 0, end).Append('\n');
            text = text[(cut + (separator == ',' ? 2 : 1))..];
            begin = further;
        }

        return lines.Append(begin).Append(text).Append('\n').ToString();
    }
}
