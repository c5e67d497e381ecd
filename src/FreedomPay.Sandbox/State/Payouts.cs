using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A payout of the Merchant API.</summary>
internal sealed record Payout
{
    public string PaymentId { get; init; } = "";

    public string OrderId { get; init; } = "";

    /// <summary>The amount, in the very text that was sent.</summary>
    public string Amount { get; init; } = "";

    public decimal Value => decimal.TryParse(Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value) ? value : 0;

    /// <summary>Hexadecimal name of the receiver's page; null for a payout without one.</summary>
    public string? Page { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was paid; null while its page waits for a card.</summary>
    public DateTimeOffset? PaidAt { get; init; }
}

/// <summary>The payouts, by number and by order, and what is left for them.</summary>
internal sealed class Payouts(Func<DateTimeOffset> clock)
{
    private const decimal Start = 1_000_000;
    private const long FirstNumber = 800_000_001;
    private readonly List<Payout> all = [];
    private readonly Dictionary<string, int> newestByOrder = new(StringComparer.Ordinal);
    private long forgotten;

    public decimal Balance { get; private set; } = Start;

    /// <summary>Makes one. That an order has one already does not keep it from being paid again: the documentation calls the number unique and says
    /// nothing of a repeat, and this is the worst that could be.</summary>
    public Payout Create(Payout payout)
    {
        payout = payout with
        {
            PaymentId = (FirstNumber + forgotten + all.Count).ToString(CultureInfo.InvariantCulture),
            CreatedAt = clock(),
            PaidAt = payout.Page is null ? clock() : null,
        };
        Balance -= payout.Value;
        newestByOrder[payout.OrderId] = all.Count;
        all.Add(payout);
        return payout;
    }

    /// <summary>By number, else the newest of an order number.</summary>
    public Payout? Find(string? paymentId, string? orderId)
    {
        if (!string.IsNullOrEmpty(paymentId)) return IndexOf(paymentId!) is { } index ? all[index] : null;
        return orderId is not null && newestByOrder.TryGetValue(orderId, out int newest) ? all[newest] : null;
    }

    /// <summary>The receiver has typed the card on the page.</summary>
    public bool MarkPaid(string paymentId)
    {
        if (IndexOf(paymentId) is not { } index) return false;
        all[index] = all[index] with { PaidAt = all[index].PaidAt ?? clock() };
        return true;
    }

    public void Clear()
    {
        // A number is given once, be the payout forgotten.
        forgotten += all.Count;
        all.Clear();
        newestByOrder.Clear();
        Balance = Start;
    }

    public JsonArray ToJson() => new([.. all.Select(payout => new JsonObject
    {
        ["payment_id"] = payout.PaymentId,
        ["order_id"] = payout.OrderId,
        ["amount"] = payout.Amount,
        ["is_paid"] = payout.PaidAt is not null,
    })]);

    private int? IndexOf(string paymentId) =>
        long.TryParse(paymentId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= FirstNumber + forgotten
            && number - FirstNumber - forgotten < all.Count
            ? (int)(number - FirstNumber - forgotten)
            : null;
}
