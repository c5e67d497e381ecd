using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>Completes names of cmdlets that take rows.</summary>
internal sealed class CsvCmdletCompleterAttribute() : ArgumentCompleterAttribute(typeof(CsvCmdletCompleter));

/// <summary>Completes encodings by the names that Import-Csv completes.</summary>
internal sealed class EncodingCompleterAttribute() : ArgumentCompleterAttribute(typeof(EncodingCompleter));

/// <summary>Completes what may stand between two cells.</summary>
internal sealed class DelimiterCompleterAttribute() : ArgumentCompleterAttribute(typeof(DelimiterCompleter));

/// <summary>Completes parameter sets of the cmdlet that is given.</summary>
internal sealed class CsvSetCompleterAttribute() : ArgumentCompleterAttribute(typeof(CsvSetCompleter));

internal sealed class CsvCmdletCompleter() : CodeCompleter(() => CsvCmdlet.All.Select(cmdlet => cmdlet.Name));

internal sealed class EncodingCompleter() : CodeCompleter(
    static () => ["ansi", "ascii", "bigendianunicode", "bigendianutf32", "oem", "unicode", "utf7", "utf8", "utf8BOM", "utf8NoBOM", "utf32"]);

internal sealed class DelimiterCompleter : IArgumentCompleter
{
    // Each in the quotes that it needs at the prompt: a bare semicolon would end the command.
    private static readonly (string Text, string Shown)[] Marks = [("','", ","), ("';'", ";"), ("\"`t\"", "tab"), ("'|'", "|")];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from mark in Marks
        where mark.Text.IndexOf(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase) >= 0
        select new CompletionResult(mark.Text, mark.Shown, CompletionResultType.ParameterValue, mark.Shown);
}

internal sealed class CsvSetCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from set in CsvCmdlet.Find(fakeBoundParameters["Cmdlet"]?.ToString() ?? "") is { HasSets: true } cmdlet ? cmdlet.Sets : []
        where set.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(set);
}
