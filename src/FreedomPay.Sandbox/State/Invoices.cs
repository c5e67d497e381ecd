using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>An invoice of the Merchant API.</summary>
internal sealed record Invoice
{
    public string Id { get; init; } = "";

    /// <summary>The fields that created it.</summary>
    public JsonObject Fields { get; init; } = [];

    public decimal Amount { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>What was given back.</summary>
    public IReadOnlyList<PaymentRefund> Refunds { get; init; } = [];

    public decimal Refunded => Refunds.Sum(static refund => refund.Amount);

    /// <summary>Of the words that the documentation shows; it has no list.</summary>
    public string Status => this switch
    {
        { CancelledAt: not null } => "canceled",
        { PaidAt: null } => "new",
        _ when Refunds.Count > 0 && Refunded == Amount => "refunded",
        _ => "success",
    };
}

/// <summary>The invoices, by their numbers.</summary>
internal sealed class Invoices(Func<DateTimeOffset> clock)
{
    private readonly List<Invoice> all = [];
    private readonly Dictionary<string, int> byId = new(StringComparer.Ordinal);

    public Invoice Create(JsonObject fields, decimal amount)
    {
        var invoice = new Invoice { Id = Guid.NewGuid().ToString("D"), Fields = fields, Amount = amount, CreatedAt = clock() };
        byId[invoice.Id] = all.Count;
        all.Add(invoice);
        return invoice;
    }

    public Invoice? Find(string? id) => id is not null && byId.TryGetValue(id, out int index) ? all[index] : null;

    /// <summary>The payer has paid on its page, which one that was cancelled has no longer. A card that is declined leaves it as it is.</summary>
    public bool MarkPaid(string id, TestCard? card = null)
    {
        if (Find(id) is not { CancelledAt: null } invoice) return false;
        if (invoice.PaidAt is null && card?.PaymentError is null) Replace(invoice with { PaidAt = clock() });
        return true;
    }

    public Invoice Cancel(Invoice invoice) => Replace(invoice with { CancelledAt = clock() });

    public PaymentRefund Refund(Invoice invoice, decimal amount)
    {
        var refund = new PaymentRefund(Guid.NewGuid().ToString("D"), amount, clock());
        Replace(invoice with { Refunds = [.. invoice.Refunds, refund] });
        return refund;
    }

    public void Clear()
    {
        all.Clear();
        byId.Clear();
    }

    public JsonArray ToJson() => new([.. all.Select(invoice => new JsonObject
    {
        ["id"] = invoice.Id,
        ["external_id"] = invoice.Fields["external_id"]?.DeepClone(),
        ["amount"] = invoice.Amount.ToString(CultureInfo.InvariantCulture),
        ["status"] = invoice.Status,
        ["refunded"] = invoice.Refunded,
    })]);

    private Invoice Replace(Invoice invoice) => all[byId[invoice.Id]] = invoice;
}
