using System.Text.Json.Nodes;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>A cmdlet of the Card API. The ids that it comes across are completed at the prompt.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class CardCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected override void Note(Row row, JsonObject answer) => RunspaceState.Current.Of<SeenIds>().Note(row.Sent, answer);
}
