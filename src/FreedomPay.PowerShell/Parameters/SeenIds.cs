using System.Text.Json.Nodes;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Parameters;

/// <summary>The ids of the Card API that this runspace has come across last, for completion at the prompt.</summary>
internal sealed class SeenIds
{
    public const string Request = "request_id";
    public const string Card = "card_id";
    private const int Most = 50;
    private static readonly Redactor Redactor = new([]);
    private readonly Dictionary<string, LinkedList<string>> byField = new(StringComparer.Ordinal) { [Request] = new(), [Card] = new() };

    /// <summary>Ids of a field, the latest first.</summary>
    public IReadOnlyCollection<string> Of(string field) => byField[field];

    /// <summary>Notes the ids of a request and of its answer.</summary>
    public void Note(JsonObject sent, JsonObject answer)
    {
        foreach (KeyValuePair<string, LinkedList<string>> field in byField)
        {
            Add(field.Value, sent[field.Key]);
            Add(field.Value, answer[field.Key]);
        }

        if (answer["cards"] is not JsonArray cards) return;
        foreach (JsonNode? card in cards) Add(byField[Card], (card as JsonObject)?[Card]);
    }

    /// <summary>Forgets them all.</summary>
    public void Clear()
    {
        foreach (LinkedList<string> ids in byField.Values) ids.Clear();
    }

    private static void Add(LinkedList<string> ids, JsonNode? node)
    {
        // A request that makes several cards names them with commas; a card number in the place of an id is none.
        if (node is not JsonValue value || value.ToString() is not { Length: > 0 } id || ids.First?.Value == id || id.Contains(',') || Redactor.Text(id) != id) return;
        ids.Remove(id);
        ids.AddFirst(id);
        if (ids.Count > Most) ids.RemoveLast();
    }
}
