using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Payments;

/// <summary>The saved cards of a user, as the API lists them.</summary>
internal static class SavedCards
{
    private const string Element = "card";

    /// <summary>The cards, each as an answer about it alone; the whole answer where what it has is no list of cards.</summary>
    public static IEnumerable<JsonObject> Each(JsonObject answer) => ElementList.Each(answer, Element);

    /// <summary>Whether a list proves that a card is not, or no longer, among the saved ones.</summary>
    /// <param name="answer">The list.</param>
    /// <param name="token">The token of the card.</param>
    /// <param name="goneState">The state of a card that was removed and is still listed; null where no such state is known.</param>
    public static bool Lacks(JsonObject answer, string token, string? goneState)
    {
        // What has no token may be any card.
        return ElementList.In(answer, Element)?.All(card => WireObject.Text(card, "pg_card_token") is { } other
            && (other != token || (goneState is not null && WireObject.Text(card, "pg_status") == goneState))) == true;
    }

    /// <summary>Whether an answer says of this card that it was removed. Documented is a flat one; a client reads it inside of an element.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="token">The token of the card.</param>
    /// <param name="removed">The word that says so.</param>
    public static bool SaysRemoved(JsonObject answer, string token, string removed)
    {
        string[] states = Both("pg_status");
        return states.Length > 0 && states.All(state => state == removed) && Both("pg_card_token").All(other => other == token);

        string[] Both(string name) =>
            [.. WireObject.NodesAt(answer, name).Concat(WireObject.NodesAt(answer, $"{Element}.{name}")).Select(WireObject.TextOf)];
    }
}
