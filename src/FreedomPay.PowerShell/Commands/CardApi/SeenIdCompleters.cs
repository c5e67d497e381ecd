using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Completes numbers of requests of the Card API that this runspace has seen.</summary>
internal sealed class RequestIdCompleterAttribute() : ArgumentCompleterAttribute(typeof(SeenRequestIds));

/// <summary>Completes ids of cards that this runspace has seen.</summary>
internal sealed class CardIdCompleterAttribute() : ArgumentCompleterAttribute(typeof(SeenCardIds));

/// <summary>Offers ids, the latest first. The list that is shown on the screen has their ends only.</summary>
/// <param name="field">Wire name of the id.</param>
internal abstract class SeenIdCompleter(string field) : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from id in RunspaceState.Current.Of<SeenIds>().Of(field)
        where id.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(id, Masked(id), CompletionResultType.ParameterValue, Masked(id));

    private static string Masked(string id) => id.Length > 8 ? $"{id.Substring(0, 4)}…{id.Substring(id.Length - 4)}" : id;
}

internal sealed class SeenRequestIds() : SeenIdCompleter(SeenIds.Request);

internal sealed class SeenCardIds() : SeenIdCompleter(SeenIds.Card);
