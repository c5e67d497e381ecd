using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FreedomPay.Operations;

namespace FreedomPay.Parameters;

/// <summary>Completes names of cmdlets that take rows.</summary>
internal sealed class CsvCmdletCompleterAttribute() : ArgumentCompleterAttribute(typeof(CsvCmdletCompleter));

/// <summary>Completes parameter sets of the cmdlet that is given.</summary>
internal sealed class CsvSetCompleterAttribute() : ArgumentCompleterAttribute(typeof(CsvSetCompleter));

internal sealed class CsvCmdletCompleter() : CodeCompleter(() => CsvCmdlet.All.Select(cmdlet => cmdlet.Name));

internal sealed class CsvSetCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from set in CsvCmdlet.Find(fakeBoundParameters["Cmdlet"]?.ToString() ?? "") is { HasSets: true } cmdlet ? cmdlet.Sets : []
        where set.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(set);
}
