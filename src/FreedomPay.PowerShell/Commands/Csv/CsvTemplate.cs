using System.Collections.Concurrent;
using System.Globalization;
using System.Xml.Linq;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>A file to begin with: comments with the rules, the header, and one sample row.</summary>
/// <param name="cmdlet">The cmdlet that will take the rows.</param>
/// <param name="set">Its parameter set.</param>
/// <param name="wireNames">Whether the columns have the API's names.</param>
/// <param name="requiredOnly">Whether optional columns are left out.</param>
/// <param name="meaningOf">What a parameter means.</param>
internal sealed class CsvTemplate(CsvCmdlet cmdlet, string set, bool wireNames, bool requiredOnly, Func<string, string> meaningOf)
{
    private readonly CsvField[] fields = requiredOnly ? Required(cmdlet, set) : [.. cmdlet.ColumnsOf(set)];

    private static readonly ConcurrentDictionary<string, XElement?> HelpByLanguage = new(StringComparer.Ordinal);

    public IEnumerable<CsvColumn> Columns => fields.Select(ColumnOf);

    private CsvColumn ColumnOf(CsvField field) => new()
    {
        Column = NameOf(field),
        WireName = field.WireNameIn(set),
        Required = field.IsMandatoryIn(set),
        Format = FieldFormat.Format(field, set),
        Limits = FieldFormat.Limits(field, set),
        Values = FieldFormat.Values(field, set),
        Example = FieldFormat.Example(field, set),
        Meaning = meaningOf(field.Name),
    };

    /// <summary>The lines of the file.</summary>
    /// <param name="delimiter">What is between two cells.</param>
    /// <param name="comments">Whether the rules are written before the header.</param>
    public IEnumerable<string> Lines(char delimiter, bool comments)
    {
        // An empty cell of these would be refused: the rules tell of them, the header has not got them.
        CsvField[] shown = [.. fields.Where(field => FieldFormat.Sample(field, set) is not null || !field.RefusesBlankIn(set))];
        if (comments)
        {
            yield return Comment(
                (cmdlet.HasSets ? CsvMessages.TemplateForSet : CsvMessages.TemplateFor).With(cmdlet.Name, set) + " " + CsvMessages.TemplateComments);
            foreach ((string _, string name) in cmdlet.Switches.Where(choice => choice.Set == set))
            {
                yield return Comment(CsvMessages.TemplateSwitch.With(name, cmdlet.Name));
            }
            yield return Comment(CsvMessages.TemplateSample);
            foreach (CsvField field in fields)
            {
                string format = field.IsMandatoryIn(set) ? CsvMessages.TemplateRequired
                    : shown.Contains(field) ? CsvMessages.TemplateOptional
                    : CsvMessages.TemplateNotInHeader;
                string meaning = meaningOf(field.Name);
                yield return Comment(
                    format.With(NameOf(field), field.WireNameIn(set), FieldFormat.Rule(field, set)) + (meaning.Length > 0 ? " " + meaning : ""));
            }
        }

        yield return string.Join(delimiter.ToString(), shown.Select(field => Quoted(NameOf(field), delimiter)));
        yield return string.Join(delimiter.ToString(), shown.Select(field => Quoted(FieldFormat.Sample(field, set) ?? "", delimiter)));
    }

    /// <summary>What the help says of a parameter in the language of the user, without its name on the wire.</summary>
    public static string MeaningIn(string cmdlet, string parameter)
    {
        XElement? command = Help(CultureInfo.CurrentUICulture)
            ?.Elements()
            .FirstOrDefault(element => element.Descendants().FirstOrDefault(inner => inner.Name.LocalName == "name")?.Value == cmdlet);
        XElement? text = command?.Descendants().FirstOrDefault(element => element.Name.LocalName == "parameter" && Child(element, "name")?.Value == parameter);
        string meaning = text is null ? "" : string.Join(" ", (Child(text, "description")?.Elements() ?? []).Select(paragraph => paragraph.Value.Trim()));
        return WithoutWireName(meaning, CsvCmdlet.Find(cmdlet)?.Fields.FirstOrDefault(field => field.Name == parameter)?.PlaceInHelp?.WireName);

        static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);
    }

    // The texts of the help lie beside the assembly; without them the rules are there and the meanings are not.
    private static XElement? Help(CultureInfo language) => HelpByLanguage.GetOrAdd(language.Name, name =>
    {
        string assembly = typeof(CsvTemplate).Assembly.Location;
        string file = Path.Combine(
            Path.GetDirectoryName(Path.GetDirectoryName(assembly))!, name.Length > 0 ? name : "en-US", Path.GetFileName(assembly) + "-Help.xml");
        return File.Exists(file) ? XElement.Load(file) : name.Length > 0 ? Help(language.Parent) : null;
    });

    // Whatever the language, the sentence with the name on the wire ends as "...: pg_amount".
    private static string WithoutWireName(string meaning, string? wireName)
    {
        int name = wireName is null ? -1 : meaning.LastIndexOf(": " + wireName, StringComparison.Ordinal);
        int end = name < 0 ? -1 : meaning.LastIndexOf(". ", name, StringComparison.Ordinal);
        return end < 0 ? meaning : meaning.Substring(0, end + 1);
    }

    private string NameOf(CsvField field) => wireNames ? field.WireColumnIn(set) : field.Name;

    // A row that has nothing at all would be none: then what a sample row has stands for what is required.
    private static CsvField[] Required(CsvCmdlet cmdlet, string set)
    {
        CsvField[] mandatory = [.. cmdlet.ColumnsOf(set).Where(field => field.IsMandatoryIn(set) || field.HasSubstituteIn(set))];
        return mandatory.Length > 0 ? mandatory : [.. cmdlet.ColumnsOf(set).Where(field => FieldFormat.Sample(field, set) is not null)];
    }

    // In quotes a comment is one cell, whatever it holds.
    private static string Comment(string text) => $"\"# {text.Replace("\"", "\"\"")}\"";

    private static string Quoted(string cell, char delimiter) =>
        cell.IndexOfAny([delimiter, '"', '\r', '\n']) >= 0 || cell.Trim().Length != cell.Length || cell.StartsWith("#", StringComparison.Ordinal)
            ? $"\"{cell.Replace("\"", "\"\"")}\""
            : cell;
}
