using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Merchant;

/// <summary>The saved cards of a user, as the API lists them.</summary>
internal static class SavedCards
{
    /// <summary>What the API calls a card that was removed.</summary>
    public const string Removed = "deleted";

    private const string Element = "card";

    /// <summary>The cards, each as an answer about it alone; the whole answer where what it has is no list of cards.</summary>
    public static IEnumerable<JsonObject> Each(JsonObject answer)
    {
        if (In(answer) is not { } cards) return [answer];
        return cards.Select(card =>
        {
            var one = new JsonObject();
            foreach (KeyValuePair<string, JsonNode?> member in answer) one[member.Key] = (member.Key == Element ? card : member.Value)?.DeepClone();
            return one;
        });
    }

    /// <summary>Whether a list proves that a card is not, or no longer, among the saved ones.</summary>
    public static bool Lacks(JsonObject answer, string token)
    {
        // What has no token may be any card.
        return In(answer)?.All(card => WireObject.Text(card, "pg_card_token") is { } other
            && (other != token || WireObject.Text(card, "pg_status") == Removed)) == true;
    }

    /// <summary>Whether an answer says of this card that it was removed. Documented is a flat one; a client reads it inside of an element.</summary>
    public static bool SaysRemoved(JsonObject answer, string token)
    {
        string[] states = Both("pg_status");
        return states.Length > 0 && states.All(static state => state == Removed) && Both("pg_card_token").All(other => other == token);

        string[] Both(string name) =>
            [.. WireObject.NodesAt(answer, name).Concat(WireObject.NodesAt(answer, $"{Element}.{name}")).Select(WireObject.TextOf)];
    }

    // A list of one looks like a single card, and one without any like nothing.
    private static JsonObject[]? In(JsonObject answer) => answer[Element] switch
    {
        null => [],
        JsonObject single => [single],
        JsonArray several when several.All(static card => card is JsonObject) => [.. several.Cast<JsonObject>()],
        JsonValue text when text.GetValueKind() is JsonValueKind.String && string.IsNullOrWhiteSpace(text.ToString()) => [],
        _ => null,
    };
}
