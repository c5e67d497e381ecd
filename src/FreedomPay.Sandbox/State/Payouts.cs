using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A payout of the Merchant or the Gateway API.</summary>
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

    /// <summary>The code with which it failed; null where it did not.</summary>
    public string? FailureCode { get; init; }

    /// <summary>The receiver's card; null where none is known.</summary>
    public TestCard? Card { get; init; }

    /// <summary>How often its state was told while it was in process.</summary>
    public int Told { get; init; }

    public bool IsOpen => PaidAt is null && FailureCode is null;

    /// <summary>success, error or process.</summary>
    public string Status => FailureCode is not null ? "error" : PaidAt is null ? "process" : "success";
}

/// <summary>The payouts, by number and by order, and what is left for them. The money of one in process is set aside; it comes back when it fails.</summary>
internal sealed class Payouts(Func<DateTimeOffset> clock)
{
    private const decimal Start = 1_000_000;
    private const int ToldInProcess = 2;
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
        };
        Balance -= payout.Value;
        newestByOrder[payout.OrderId] = all.Count;
        all.Add(payout);
        return payout.Page is null ? Send(payout) : payout;
    }

    /// <summary>By number, else the newest of an order number.</summary>
    public Payout? Find(string? paymentId, string? orderId)
    {
        if (!string.IsNullOrEmpty(paymentId)) return IndexOf(paymentId!) is { } index ? all[index] : null;
        return orderId is not null && newestByOrder.TryGetValue(orderId, out int newest) ? all[newest] : null;
    }

    /// <summary>The same for one who asks for the state: what is in process comes to its end when it was told so twice.</summary>
    public Payout? Tell(string? paymentId, string? orderId)
    {
        if (Find(paymentId, orderId) is not { } payout) return null;
        if (!payout.IsOpen || payout.Card is null) return payout;
        return payout.Told < ToldInProcess ? Replace(payout with { Told = payout.Told + 1 }) : End(payout);
    }

    /// <summary>The receiver has typed a card on the page, or what was in process comes to its end.</summary>
    public bool MarkPaid(string paymentId, TestCard? card = null)
    {
        if (IndexOf(paymentId) is not { } index) return false;
        if (all[index] is { IsOpen: true } payout) _ = payout.Card is null ? Send(payout with { Card = card }) : End(payout);
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
        ["status"] = payout.Status,
        ["failure_code"] = payout.FailureCode,
    })]);

    private Payout Send(Payout payout) => payout.Card is { IsPayoutSettledLater: true } ? Replace(payout) : End(payout);

    private Payout End(Payout payout)
    {
        if (payout.Card?.PayoutError is not { } code) return Replace(payout with { PaidAt = clock() });
        Balance += payout.Value;
        return Replace(payout with { FailureCode = code });
    }

    private Payout Replace(Payout payout) => all[IndexOf(payout.PaymentId)!.Value] = payout;

    private int? IndexOf(string paymentId) =>
        long.TryParse(paymentId, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number >= FirstNumber + forgotten
            && number - FirstNumber - forgotten < all.Count
            ? (int)(number - FirstNumber - forgotten)
            : null;
}
