using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An invoice, as it was created or as it stands. https://docs.freedompay.kz/overview-2056348m0</summary>
public sealed class Invoice : FreedomPayObject
{
    /// <summary>Number of the invoice in Freedom Pay.</summary>
    [Field("id", Echo = true)]
    public string? InvoiceId { get; internal set; }

    /// <summary>The merchant's own number of the invoice.</summary>
    [Field("external_id", Echo = true)]
    public string? ExternalId { get; internal set; }

    /// <summary>Amount to pay, in units of <see cref="Currency"/>.</summary>
    [Field("amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where neither request nor answer names it.</summary>
    [Field("currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>State of the invoice; an open list, among them <c>new</c>, <c>success</c> when it is paid, <c>canceled</c> and <c>refunded</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>Where to send the payer; only the answer to its creation has it.</summary>
    [Field("url")]
    public string? Url { get; internal set; }

    /// <summary>Way of invoicing.</summary>
    [Field("type", Echo = true)]
    public string? Type { get; internal set; }

    /// <summary>What is being paid for: the field description, under a name that the reason of a refund or a cancellation does not have.</summary>
    [Field("description")]
    public string? Purpose { get; internal set; }

    /// <summary>Name of the shop.</summary>
    [Field("shop_name")]
    public string? ShopName { get; internal set; }

    /// <summary>Until when it can be paid, as the API wrote it.</summary>
    [Field("expires_at", Echo = true)]
    public string? ExpiresAt { get; internal set; }

    /// <summary>When the state was reached, or the invoice created, as the API wrote it; the documentation does not say which.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }

    /// <summary>The refunds, in the order of the answer.</summary>
    [Field("refunds")]
    public PartList<InvoiceRefundPart> Refunds { get; internal set; } = new([]);

    /// <summary>Where the payer returns to.</summary>
    [Field("back_url")]
    public string? BackUrl { get; internal set; }

    /// <summary>Address that is told each new state.</summary>
    [Field("state_callback")]
    public string? StateCallback { get; internal set; }
}
