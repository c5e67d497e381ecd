using System.Xml.Linq;
using FreedomPay.Operations;

namespace FreedomPay.Csv;

/// <summary>A file to begin with: comments with the rules, the header, and one sample row.</summary>
/// <param name="cmdlet">The cmdlet that will take the rows.</param>
/// <param name="set">Its parameter set.</param>
/// <param name="wireNames">Whether the columns have the API's names.</param>
/// <param name="requiredOnly">Whether optional columns are left out.</param>
/// <param name="meaningOf">What a parameter means.</param>
internal sealed class CsvTemplate(CsvCmdlet cmdlet, string set, bool wireNames, bool requiredOnly, Func<string, string> meaningOf)
{
    private readonly CsvField[] fields = requiredOnly ? Required(cmdlet, set) : [.. cmdlet.ColumnsOf(set)];

    // The texts of the help lie beside the assembly; without them the rules are there and the meanings are not.
    private static readonly Lazy<XElement?> Help = new(() =>
    {
        string assembly = typeof(CsvTemplate).Assembly.Location;
        string file = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(assembly))!, "en-US", Path.GetFileName(assembly) + "-Help.xml");
        return File.Exists(file) ? XElement.Load(file) : null;
    });

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
            yield return Comment($"Rows for {cmdlet.Name}{(cmdlet.HasSets ? $", parameter set {set}" : "")}. Import-Csv of PowerShell 7 skips the lines that begin with #; for other programs delete them.");
            foreach ((string _, string name) in cmdlet.Switches.Where(choice => choice.Set == set)) yield return Comment($"Run it with -{name}: Import-Csv <file> | {cmdlet.Name} -{name}");
            yield return Comment("The row below the header is a sample. Write your rows in its place; an empty cell is not sent.");
            foreach (CsvField field in fields)
            {
                string absent = shown.Contains(field) ? "" : ", not in the header";
                string meaning = meaningOf(field.Name);
                yield return Comment($"{NameOf(field)} ({field.WireNameIn(set)}), {(field.IsMandatoryIn(set) ? "required" : "optional")}{absent}: {FieldFormat.Rule(field, set)}.{(meaning.Length > 0 ? " " + meaning : "")}");
            }
        }

        yield return string.Join(delimiter.ToString(), shown.Select(field => Quoted(NameOf(field), delimiter)));
        yield return string.Join(delimiter.ToString(), shown.Select(field => Quoted(FieldFormat.Sample(field, set) ?? "", delimiter)));
    }

    /// <summary>What the help says of a parameter, without its name on the wire.</summary>
    public static string MeaningIn(string cmdlet, string parameter)
    {
        XElement? command = Help.Value?.Elements().FirstOrDefault(element => element.Descendants().FirstOrDefault(inner => inner.Name.LocalName == "name")?.Value == cmdlet);
        XElement? text = command?.Descendants().FirstOrDefault(element => element.Name.LocalName == "parameter" && Child(element, "name")?.Value == parameter);
        string meaning = text is null ? "" : string.Join(" ", (Child(text, "description")?.Elements() ?? []).Select(paragraph => paragraph.Value.Trim()));
        int wire = meaning.IndexOf(" On the wire:", StringComparison.Ordinal);
        return wire < 0 ? meaning : meaning.Substring(0, wire);

        static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);
    }

    private string NameOf(CsvField field) => wireNames ? field.WireColumnIn(set) : field.Name;

    // A row that has nothing at all would be none: then what a sample row has stands for what is required.
    private static CsvField[] Required(CsvCmdlet cmdlet, string set)
    {
        CsvField[] mandatory = [.. cmdlet.ColumnsOf(set).Where(field => field.IsMandatoryIn(set))];
        return mandatory.Length > 0 ? mandatory : [.. cmdlet.ColumnsOf(set).Where(field => FieldFormat.Sample(field, set) is not null)];
    }

    // In quotes a comment is one cell, whatever it holds.
    private static string Comment(string text) => $"\"# {text.Replace("\"", "\"\"")}\"";

    private static string Quoted(string cell, char delimiter) =>
        cell.IndexOfAny([delimiter, '"', '\r', '\n']) >= 0 || cell.Trim().Length != cell.Length || cell.StartsWith("#", StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell;
}
