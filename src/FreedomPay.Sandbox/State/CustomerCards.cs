using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A card that a user saves on a page: for payments, or for payouts only.</summary>
internal sealed record CustomerCard
{
    /// <summary>Number of the payment that checks the card.</summary>
    public string PaymentId { get; init; } = "";

    public string UserId { get; init; } = "";

    public bool IsForPayouts { get; init; }

    /// <summary>Hexadecimal name of the page.</summary>
    public string Page { get; init; } = "";

    /// <summary>The token; null as long as the page waits for a card.</summary>
    public string? Token { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>The card, where its number is known.</summary>
    public TestCard? Card { get; init; }

    public bool IsSaved => Token is not null && RemovedAt is null;
}

/// <summary>The pages on which cards are saved, and the cards.</summary>
internal sealed class CustomerCards(Func<DateTimeOffset> clock)
{
    private const long FirstNumber = 600_000_001;
    private readonly List<CustomerCard> all = [];
    private long forgotten;

    public CustomerCard Open(string userId, bool isForPayouts)
    {
        var card = new CustomerCard
        {
            PaymentId = (FirstNumber + forgotten + all.Count).ToString(CultureInfo.InvariantCulture),
            UserId = userId,
            IsForPayouts = isForPayouts,
            Page = Guid.NewGuid().ToString("N"),
        };
        all.Add(card);
        return card;
    }

    /// <summary>The user has typed the card on the page. A page saves one card, however often it is used, and none that the documentation says cannot be
    /// saved.</summary>
    public bool Save(string paymentId, TestCard? typed = null)
    {
        int index = all.FindIndex(card => card.PaymentId == paymentId);
        if (index < 0) return false;
        if (all[index].Token is null && typed is not { MayBeSaved: false })
        {
            all[index] = all[index] with { Token = Guid.NewGuid().ToString(), SavedAt = clock(), Card = typed };
        }
        return true;
    }

    public IEnumerable<CustomerCard> Of(string userId) => all.Where(card => card.IsSaved && card.UserId == userId);

    /// <summary>The card that a user has saved for payments under a token; null for none.</summary>
    public CustomerCard? ForPayment(string userId, string token) => Of(userId).FirstOrDefault(card => card.Token == token && !card.IsForPayouts);

    /// <summary>What is known of the number of a saved card, whoever saved it; null for nothing.</summary>
    public TestCard? CardOf(string token) => all.Find(card => card.IsSaved && card.Token == token)?.Card;

    public CustomerCard Remove(CustomerCard card)
    {
        CustomerCard removed = card with { RemovedAt = clock() };
        all[all.IndexOf(card)] = removed;
        return removed;
    }

    public void Clear()
    {
        // A number is given once, be the page forgotten.
        forgotten += all.Count;
        all.Clear();
    }

    public JsonArray ToJson() => new([.. all.Select(card => new JsonObject
    {
        ["payment_id"] = card.PaymentId,
        ["user_id"] = card.UserId,
        ["is_for_payouts"] = card.IsForPayouts,
        ["card_token"] = card.Token,
        ["is_saved"] = card.IsSaved,
    })]);
}
