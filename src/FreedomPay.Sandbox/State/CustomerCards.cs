using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A card that a user saves, on a page or by its data: for payments, or for payouts only.</summary>
internal sealed record CustomerCard
{
    /// <summary>Number of the payment that checks the card.</summary>
    public string PaymentId { get; init; } = "";

    public string UserId { get; init; } = "";

    public bool IsForPayouts { get; init; }

    /// <summary>Hexadecimal name of the page; empty for a card that is saved by its data.</summary>
    public string Page { get; init; } = "";

    /// <summary>The merchant's number of the order; null where the card is saved on a page.</summary>
    public string? OrderId { get; init; }

    /// <summary>Whether its holder has passed 3-D Secure.</summary>
    public bool HasPassed { get; init; }

    /// <summary>The token; null as long as it is not saved.</summary>
    public string? Token { get; init; }

    public DateTimeOffset? SavedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }

    /// <summary>The card, where its number is known.</summary>
    public TestCard? Card { get; init; }

    /// <summary>Why it was not saved by its data; null where it was, or still may be.</summary>
    public string? FailureCode => Page.Length == 0 ? Card?.PaymentError : null;

    /// <summary>Whether it is saved by its data as soon as its holder has passed 3-D Secure.</summary>
    public bool IsWaiting => Page.Length == 0 && Token is null && FailureCode is null;

    public bool IsSaved => Token is not null && RemovedAt is null;
}

/// <summary>The cards, and the pages on which they are saved.</summary>
internal sealed class CustomerCards(Func<DateTimeOffset> clock)
{
    private const long FirstNumber = 600_000_001;
    private readonly List<CustomerCard> all = [];
    private long forgotten;

    public CustomerCard Open(string userId, bool isForPayouts) =>
        Add(new CustomerCard { UserId = userId, IsForPayouts = isForPayouts, Page = Guid.NewGuid().ToString("N") });

    /// <summary>Gives a card its number.</summary>
    public CustomerCard Add(CustomerCard card)
    {
        card = card with { PaymentId = (FirstNumber + forgotten + all.Count).ToString(CultureInfo.InvariantCulture) };
        all.Add(card);
        return card;
    }

    /// <summary>A card that is saved by its data: by the number of its payment, else the newest of an order number.</summary>
    public CustomerCard? Find(string? paymentId, string? orderId) => all.FindLast(
        card => card.Page.Length == 0 && (string.IsNullOrEmpty(paymentId) ? card.OrderId is not null && card.OrderId == orderId : card.PaymentId == paymentId));

    public CustomerCard? ByToken(string token) => all.Find(card => card.Token == token);

    /// <summary>The holder of a card has passed 3-D Secure.</summary>
    public bool Pass(string paymentId)
    {
        int index = all.FindIndex(card => card.PaymentId == paymentId && card.IsWaiting);
        if (index >= 0) all[index] = all[index] with { HasPassed = true };
        return index >= 0;
    }

    public CustomerCard Replace(CustomerCard card, CustomerCard by) => all[all.IndexOf(card)] = by;

    /// <summary>The user has typed the card on the page. A page saves one card, however often it is used, and none that the documentation says cannot be
    /// saved.</summary>
    public bool Save(string paymentId, TestCard? typed = null)
    {
        int index = all.FindIndex(card => card.PaymentId == paymentId && card.Page.Length > 0);
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

    public CustomerCard Remove(CustomerCard card) => Replace(card, card with { RemovedAt = clock() });

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
