using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A payment of the Merchant or the Gateway API.</summary>
internal sealed record Payment
{
    public string PaymentId { get; init; } = "";

    /// <summary>Hexadecimal name of the payment page's customer.</summary>
    public string Customer { get; init; } = "";

    public string? OrderId { get; init; }

    /// <summary>The amount, in the very text that was sent; null when the payer types it.</summary>
    public string? Amount { get; init; }

    public string Currency { get; init; } = "KZT";

    public string? IdempotencyKey { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }
}

/// <summary>The payments, by number, by order and by idempotency key.</summary>
internal sealed class Payments(Func<DateTimeOffset> clock)
{
    private const long FirstNumber = 700_000_001;
    private readonly List<Payment> all = [];
    private readonly Dictionary<string, int> newestByOrder = new(StringComparer.Ordinal);
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);

    public int Count => all.Count;

    public bool IsKeyUsed(string key) => keys.Contains(key);

    public Payment Create(Payment payment)
    {
        payment = payment with
        {
            PaymentId = (FirstNumber + all.Count).ToString(CultureInfo.InvariantCulture),
            Customer = Guid.NewGuid().ToString("N"),
            CreatedAt = clock(),
        };
        if (payment.OrderId is { } order) newestByOrder[order] = all.Count;
        if (payment.IdempotencyKey is { } key) keys.Add(key);
        all.Add(payment);
        return payment;
    }

    /// <summary>By number, else the newest of an order number.</summary>
    public Payment? Find(string? paymentId, string? orderId)
    {
        if (!string.IsNullOrEmpty(paymentId)) return IndexOf(paymentId!) is { } index ? all[index] : null;
        return orderId is not null && newestByOrder.TryGetValue(orderId, out int newest) ? all[newest] : null;
    }

    public bool MarkPaid(string paymentId)
    {
        if (IndexOf(paymentId) is not { } index) return false;
        all[index] = all[index] with { PaidAt = all[index].PaidAt ?? clock() };
        return true;
    }

    public void Clear()
    {
        all.Clear();
        newestByOrder.Clear();
        keys.Clear();
    }

    public JsonArray ToJson() => new([.. all.Select(payment => new JsonObject
    {
        ["payment_id"] = payment.PaymentId,
        ["order_id"] = payment.OrderId,
        ["amount"] = payment.Amount,
        ["currency"] = payment.Currency,
        ["idempotency_key"] = payment.IdempotencyKey,
        ["status"] = payment.PaidAt is null ? "new" : "success",
    })]);

    private int? IndexOf(string paymentId) =>
        long.TryParse(paymentId, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= FirstNumber && number - FirstNumber < all.Count
            ? (int)(number - FirstNumber)
            : null;
}
