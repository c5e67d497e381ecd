using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A refund of an invoice that was accepted. https://docs.freedompay.kz/refund-32186702e0</summary>
public sealed class InvoiceRefund : FreedomPayObject
{
    /// <summary>Number of the invoice in Freedom Pay that is given back.</summary>
    [Field("id", Echo = true)]
    public string? InvoiceId { get; internal set; }

    /// <summary>Number of the refund in Freedom Pay; empty where the answer was lost.</summary>
    [Field("refund_id")]
    public string? RefundId { get; internal set; }

    /// <summary>Amount that was asked for, in the currency of the invoice; empty where the whole invoice is given back.</summary>
    [Field("amount", Echo = true, FromRequest = true)]
    public Amount? RefundAmount { get; internal set; }

    /// <summary>State after the refund, such as <c>refunded</c>; empty where the answer was lost.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>When it was accepted, as the API wrote it.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }
}
