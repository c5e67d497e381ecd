using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>Something that happened on a card.</summary>
internal sealed record CardOperation(string Number, string Type, decimal Amount, DateTimeOffset At, string? OrderId = null)
{
    /// <summary>For a purchase: what was given back of it.</summary>
    public decimal Refunded { get; set; }
}

/// <summary>A card: issued, active, blocked or closed. Every card has 100000 tenge and one purchase of 10000 behind it.</summary>
internal sealed class Card(string cardId, string? productId)
{
    public const string Issued = "issued";
    public const string Active = "active";
    public const string Blocked = "blocked";
    public const string Closed = "closed";

    public const string Currency = "KZT";
    private const decimal OpeningBalance = 100_000.00m;

    public string CardId { get; } = cardId;

    public string? ProductId { get; } = productId;

    public string? ClientId { get; set; }

    public string State { get; set; } = Issued;

    /// <summary>How often a PIN was set. The PIN itself is not kept.</summary>
    public int PinChanges { get; set; }

    public int PinCounterResets { get; set; }

    public string Mask => "440043******" + CardId.Substring(Math.Max(0, CardId.Length - 4));

    public List<CardOperation> Operations { get; } = [];

    public decimal Balance => OpeningBalance + Operations.Sum(operation => operation.Type == "refund" ? operation.Amount : -operation.Amount);

    /// <summary>Moves the card to a state, unless it may not go there; a card that is there already stays.</summary>
    /// <returns>Null, or why it may not.</returns>
    public string? Move(string to, params string[] from)
    {
        if (State == to) return null;
        if (!from.Contains(State, StringComparer.Ordinal)) return $"is {State}, so it cannot become {to}";
        State = to;
        return null;
    }
}

/// <summary>
/// The cards. Beside those that requests issue there is a batch from an earlier bulk issue, numbers 123456700 to 123456799,
/// active and tied to nobody; bulk issue itself has no known path.
/// </summary>
internal sealed class IssuedCards(Func<DateTimeOffset> clock)
{
    private const long FirstOfBatch = 123_456_700;
    private const long LastOfBatch = 123_456_799;
    private const string BatchTransactions = "900";
    private readonly Dictionary<string, Card> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Card Card, CardOperation Purchase)> purchases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonArray> limits = new(StringComparer.Ordinal);
    private long lastTransaction = 910_000_000_000;

    public int Count => byId.Count;

    /// <summary>The card of an id; a card of the batch comes into being when it is first asked for.</summary>
    public Card? Find(string cardId)
    {
        if (byId.TryGetValue(cardId, out Card? card)) return card;
        if (!long.TryParse(cardId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number is < FirstOfBatch or > LastOfBatch
            || cardId.Length != 9)
        {
            return null;
        }
        card = Add(new Card(cardId, "2000"), BatchTransactions + cardId);
        card.State = Card.Active;
        return card;
    }

    public Card Issue(string? productId, string? clientId)
    {
        Card card = Add(new Card(Guid.NewGuid().ToString("D"), productId), NextTransaction());
        card.ClientId = clientId;
        return card;
    }

    /// <summary>A purchase by its transaction number; that of a card of the batch is 900 and the number of the card.</summary>
    public (Card Card, CardOperation Purchase)? FindPurchase(string transactionId)
    {
        if (transactionId.Length == 12 && transactionId.StartsWith(BatchTransactions, StringComparison.Ordinal))
        {
            Find(transactionId.Substring(BatchTransactions.Length));
        }
        return purchases.TryGetValue(transactionId, out (Card Card, CardOperation Purchase) found) ? found : null;
    }

    /// <summary>Gives back a part of a purchase, and shows it on the card.</summary>
    /// <returns>Number of the new transaction.</returns>
    public string Refund(Card card, CardOperation purchase, decimal amount, string? orderId)
    {
        string number = NextTransaction();
        purchase.Refunded += amount;
        card.Operations.Add(new CardOperation(number, "refund", amount, clock(), orderId));
        return number;
    }

    public JsonArray Limits(string type, string value) => limits.TryGetValue(type + "\n" + value, out JsonArray? found) ? found : [];

    /// <summary>Sets limits; one for the same kind of transaction, region and period takes the place of the older one.</summary>
    public void SetLimits(string type, string value, JsonArray set)
    {
        JsonArray kept = Limits(type, value);
        foreach (JsonNode? limit in set)
        {
            JsonNode? older = kept.FirstOrDefault(
                other => Same(other, limit, "transaction_type") && Same(other, limit, "region") && Same(other, limit, "period"));
            if (older is not null) kept.Remove(older);
            kept.Add(limit!.DeepClone());
        }

        limits[type + "\n" + value] = kept;
    }

    public void Clear()
    {
        byId.Clear();
        purchases.Clear();
        limits.Clear();
    }

    public JsonArray ToJson() => new([.. byId.Values.Select(card => new JsonObject
    {
        ["card_id"] = card.CardId,
        ["client_id"] = card.ClientId,
        ["product_id"] = card.ProductId,
        ["state"] = card.State,
        ["balance"] = card.Balance,
        ["pin_changes"] = card.PinChanges,
        ["pin_counter_resets"] = card.PinCounterResets,
        ["refunds"] = card.Operations.Count(operation => operation.Type == "refund"),
        ["limits"] = Limits("card", card.CardId).DeepClone(),
    })]);

    private static bool Same(JsonNode? left, JsonNode? right, string name) => left?[name]?.ToJsonString() == right?[name]?.ToJsonString();

    private Card Add(Card card, string transaction)
    {
        var purchase = new CardOperation(transaction, "purchase", 10_000.00m, clock());
        card.Operations.Add(purchase);
        purchases[transaction] = (card, purchase);
        return byId[card.CardId] = card;
    }

    private string NextTransaction() => (++lastTransaction).ToString(CultureInfo.InvariantCulture);
}
