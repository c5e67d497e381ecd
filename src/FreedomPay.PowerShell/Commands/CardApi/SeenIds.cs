using System.Text.Json.Nodes;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Commands.CardApi;

/// <summary>The ids of the Card API that this runspace has come across last, for completion at the prompt.</summary>
internal sealed class SeenIds
{
    public const string Request = "request_id";
    public const string Card = "card_id";
    private const int Most = 50;
    // An id comes several times: with a request, with its answer, and with the next request.
    private const int MostKept = 4 * Most;
    private static readonly Redactor Redactor = new([]);
    private readonly Dictionary<string, Queue<string>> byField = new(StringComparer.Ordinal) { [Request] = new(), [Card] = new() };

    /// <summary>Ids of a field, the latest first. Sorting them out is left to here, because a row is noted a million times and nobody may ever ask.</summary>
    public IEnumerable<string> Of(string field) => byField[field].Reverse().Where(IsId).Distinct(StringComparer.Ordinal).Take(Most);

    /// <summary>Notes the ids of a request and of its answer.</summary>
    public void Note(JsonObject sent, JsonObject answer)
    {
        foreach (KeyValuePair<string, Queue<string>> field in byField)
        {
            Add(field.Value, sent[field.Key]);
            Add(field.Value, answer[field.Key]);
        }

        if (answer["cards"] is not JsonArray cards) return;
        foreach (JsonNode? card in cards) Add(byField[Card], (card as JsonObject)?[Card]);
    }

    // A request that makes several cards names them with commas; a card number in the place of an id is none.
    private static bool IsId(string id) => id.Length > 0 && !id.Contains(',') && Redactor.Text(id) == id;

    private static void Add(Queue<string> ids, JsonNode? node)
    {
        if (node is not JsonValue value) return;
        ids.Enqueue(value.ToString());
        if (ids.Count > MostKept) ids.Dequeue();
    }
}
