using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that removes a saved card of a user: one that was removed stays so.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class CardRemovalCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>The word by which an answer says that the card was removed.</summary>
    private protected abstract string Removed { get; }

    /// <summary>The state in which the list may still have a card that was removed; null where none is known.</summary>
    private protected virtual string? ListedAsRemoved => null;

    private protected override string? SubjectOf(JsonObject sent) => PaymentsMessages.CardsOf.With(WireObject.Text(sent, "pg_user_id"));

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => Task.FromResult(Judged(row, outcome)));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => SavedCards.Lacks(answer, TokenOf(row), ListedAsRemoved);

    private static string TokenOf(Row row) => WireObject.Text(row.Sent, "pg_card_token")!;

    private ApiOutcome Judged(Row row, ApiOutcome outcome)
    {
        if (outcome.State is not OutcomeState.Succeeded) return outcome;
        // What is left in the list are other cards, of which the result is none.
        if (outcome.Recovered) return outcome with { Answer = [] };
        return SavedCards.SaysRemoved(outcome.Answer!, TokenOf(row), Removed)
            ? outcome
            : RowOutcomes.InDoubt(outcome, FaultReason.InvalidAnswer, PaymentsMessages.CardNotSaidRemoved);
    }
}
