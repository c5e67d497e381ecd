using System.Xml.Linq;

namespace FreedomPay.HelpCompiler;

/// <summary>Writes MAML, the XML that Get-Help reads, as its schema has it; only the attribute aliases is not of the schema, and shown all the same.</summary>
/// <param name="words">The language.</param>
internal sealed class MamlWriter(Translation words)
{
    private static readonly XNamespace HelpItems = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public XDocument Write(IEnumerable<CmdletHelp> cmdlets) =>
        new(new XElement(HelpItems + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Cmdlet)));

    private XElement Cmdlet(CmdletHelp cmdlet) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Maml + "description", Paragraph(cmdlet.Synopsis)),
            new XElement(Maml + "copyright", Paragraph("")),
            new XElement(Command + "verb", cmdlet.Name.Split('-')[0]),
            new XElement(Command + "noun", cmdlet.Name.Split('-')[1]),
            new XElement(Dev + "version")),
        new XElement(Maml + "description", cmdlet.Description.Select(Paragraph)),
        new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            cmdlet.Parameters.Where(parameter => parameter.In(set) is not null)
                .OrderBy(parameter => parameter.In(set)!.Position ?? int.MaxValue)
                .ThenByDescending(parameter => parameter.In(set)!.Mandatory)
                .ThenBy(parameter => parameter.Name, StringComparer.Ordinal)
                .Select(parameter => Parameter(parameter, parameter.In(set)!))))),
        // There even when it is empty: without it Get-Help shows no common parameters.
        new XElement(Command + "parameters", cmdlet.Parameters.Select(parameter => Parameter(parameter, parameter.Places[0]))),
        new XElement(Command + "inputTypes", Input(cmdlet)),
        new XElement(
            Command + "returnValues",
            cmdlet.Outputs.DefaultIfEmpty("None")
                .Select(output => new XElement(Command + "returnValue", Type(output), new XElement(Maml + "description", Paragraph(""))))),
        new XElement(Command + "terminatingErrors"),
        new XElement(Command + "nonTerminatingErrors"),
        cmdlet.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", cmdlet.Notes.Select(Paragraph))),
        new XElement(Command + "examples", cmdlet.Examples.Select((example, index) => new XElement(
            Command + "example",
            new XElement(Maml + "title", words.Of("Example {0}", index + 1)),
            new XElement(Dev + "code", example.Code),
            new XElement(Dev + "remarks", Paragraph(example.Remarks))))),
        // The first link is the one that Get-Help -Online opens.
        new XElement(
            Maml + "relatedLinks",
            cmdlet.Links.Select(
                link => new XElement(Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Url)))));

    private XElement Input(CmdletHelp cmdlet)
    {
        ParameterHelp? taken = cmdlet.Parameters.FirstOrDefault(parameter => parameter.Places.Any(place => place.ByValue));
        (string type, string text) = cmdlet.Parameters.Any(parameter => parameter.Places.Any(place => place.ByName))
            ? ("System.Management.Automation.PSObject", words.Of("Rows whose columns have the names of the parameters or of the API."))
            : taken is null ? ("None", "") : (taken.Type, words.Of("Values of -{0}.", taken.Name));
        return new XElement(Command + "inputType", Type(type), new XElement(Maml + "description", Paragraph(text)));
    }

    private static XElement Parameter(ParameterHelp parameter, ParameterPlace place) => new(
        Command + "parameter",
        new XAttribute("required", place.Mandatory ? "true" : "false"),
        new XAttribute("variableLength", "false"),
        new XAttribute("globbing", "false"),
        new XAttribute("pipelineInput", place.PipelineInput),
        new XAttribute("position", place.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        new XElement(Maml + "description", Paragraph(parameter.Text)),
        parameter.IsSwitch
            ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.Type),
        Type(parameter.Type));

    private static XElement Type(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
