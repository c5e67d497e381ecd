using System.Text;
using FreedomPay.Operations;

namespace FreedomPay.HelpCompiler;

/// <summary>Writes a page per cmdlet, and their index.</summary>
internal static class MarkdownWriter
{
    public static string Page(CmdletHelp cmdlet)
    {
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(text).Append('\n');

        Line($"# {cmdlet.Name}");
        Line();
        Line(cmdlet.Synopsis);
        Line();
        foreach (string paragraph in cmdlet.Description)
        {
            Line(paragraph);
            Line();
        }

        Line("## Syntax");
        Line();
        Line("```powershell");
        foreach (string set in cmdlet.ParameterSets) Line(Syntax(cmdlet, set));
        Line("```");
        Line();
        Line("## Examples");
        Line();
        foreach (ExampleHelp example in cmdlet.Examples)
        {
            Line("```powershell");
            Line(example.Code);
            Line("```");
            Line();
            Line(example.Remarks);
            Line();
        }

        Line("## Parameters");
        Line();
        Line("| parameter | type | required | pipeline | aliases | meaning |");
        Line("|---|---|---|---|---|---|");
        foreach (ParameterHelp parameter in cmdlet.Parameters)
        {
            string[] requiring = [.. parameter.Places.Where(place => place.Mandatory).Select(place => place.Set)];
            string required = requiring.Length == parameter.Places.Count ? "yes" : requiring.Length > 0 ? string.Join(", ", requiring) : "no";
            string pipeline = parameter.Places.Any(place => place.ByName) ? "by name" : parameter.Places.Any(place => place.ByValue) ? "by value" : "no";
            string aliases = string.Join(", ", parameter.Aliases.Select(alias => $"`{alias}`"));
            string meaning = parameter.Text.Replace("|", "\\|");
            Line($"| `-{parameter.Name}` | {parameter.Type} | {required} | {pipeline} | {aliases} | {meaning} |");
        }

        Line();
        Line("## Output");
        Line();
        Line(cmdlet.Outputs.Count == 0 ? "Nothing." : string.Join(", ", cmdlet.Outputs.Select(output => $"`{output}`")));
        Line();
        if (cmdlet.Notes.Count > 0)
        {
            Line("## Notes");
            Line();
            foreach (string note in cmdlet.Notes) Line("- " + note);
            Line();
        }

        Line("## Links");
        Line();
        foreach (LinkHelp link in cmdlet.Links) Line($"- [{link.Text}]({link.Url})");
        return page.ToString();
    }

    public static string Index(IEnumerable<CmdletHelp> cmdlets)
    {
        var page = new StringBuilder("# Cmdlets\n\nMade from the documentation in the code and the contract; do not edit.\n");
        foreach (IGrouping<string, CmdletHelp> family in cmdlets.GroupBy(cmdlet => cmdlet.Family).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            page.Append("\n## ").Append(family.Key).Append("\n\n| cmdlet | what it does |\n|---|---|\n");
            foreach (CmdletHelp cmdlet in family) page.Append(string.Concat("| [", cmdlet.Name, "](", cmdlet.Name, ".md) | ", cmdlet.Synopsis, " |\n"));
        }

        page.Append("\n## Operations\n\nWhat the documentation has of each family, and what has a cmdlet.\n\n")
            .Append("| family | operations | documented | partial | secondary | inferred | name only | with a cmdlet |\n|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (FreedomPayApi family in Enum.GetValues<FreedomPayApi>())
        {
            page.Append(Counts(FamilyName(family), [.. OperationCatalog.All.Where(operation => operation.Family == family)]));
        }

        return page.Append(Counts("all", OperationCatalog.All)).ToString();
    }

    private static string Counts(string name, IReadOnlyList<FreedomPayOperation> operations)
    {
        string[] evidence = ["documented", "partial", "secondary", "inferred", "none"];
        IEnumerable<int> counts =
        [
            operations.Count,
            .. evidence.Select(word => operations.Count(operation => operation.Evidence == word)),
            operations.Count(operation => operation.Available),
        ];
        return $"| {name} | {string.Join(" | ", counts)} |\n";
    }

    private static string FamilyName(FreedomPayApi family) => family switch
    {
        FreedomPayApi.FreedomId => "Freedom ID",
        FreedomPayApi.Gateway => "Gateway API, sync",
        FreedomPayApi.GatewayAsync => "Gateway API, async",
        _ => family + " API",
    };

    private static string Syntax(CmdletHelp cmdlet, string set) => string.Join(" ", [cmdlet.Name, .. cmdlet.Parameters
        .Where(parameter => parameter.In(set) is not null)
        .OrderBy(parameter => parameter.In(set)!.Position ?? int.MaxValue)
        .ThenByDescending(parameter => parameter.In(set)!.Mandatory)
        .ThenBy(parameter => parameter.Name, StringComparer.Ordinal)
        .Select(parameter =>
        {
            string name = parameter.In(set)!.Position is null ? "-" + parameter.Name : $"[-{parameter.Name}]";
            string text = parameter.IsSwitch ? name : $"{name} <{parameter.Type}>";
            return parameter.In(set)!.Mandatory ? text : $"[{text}]";
        })]);
}
