using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FreedomPay.Fields;

/// <summary>Offers the codes that begin with the typed word; a name tells what each means.</summary>
/// <param name="codes">All codes, in the order in which they are offered.</param>
/// <param name="nameOf">What a code means; null for a code that speaks for itself.</param>
internal class CodeCompleter(Func<IEnumerable<string>> codes, Func<string, string?>? nameOf = null) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from code in codes()
        where code.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(code, code, CompletionResultType.ParameterValue, nameOf?.Invoke(code) ?? code);
}
