using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace FreedomPay.Fields;

/// <summary>Completes countries, ISO 3166-1 alpha-3, Kazakhstan and its neighbours first.</summary>
internal sealed class CountryCompleterAttribute() : ArgumentCompleterAttribute(typeof(CountryCompleter));

/// <summary>Completes currencies, ISO 4217, those of the region first.</summary>
internal sealed class CurrencyCompleterAttribute() : ArgumentCompleterAttribute(typeof(CurrencyCompleter));

/// <summary>Offers the codes that begin with the typed word; a name tells what each means.</summary>
/// <param name="codes">All codes, in the order in which they are offered.</param>
/// <param name="nameOf">What a code means; null for a code that speaks for itself.</param>
internal abstract class CodeCompleter(Func<IEnumerable<string>> codes, Func<string, string?>? nameOf = null) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from code in codes()
        where code.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(code, code, CompletionResultType.ParameterValue, nameOf?.Invoke(code) ?? code);
}

internal sealed class CountryCompleter() : CodeCompleter(() => Iso.Countries, Iso.CountryName);

internal sealed class CurrencyCompleter() : CodeCompleter(() => Iso.Currencies, Iso.CurrencyName);
