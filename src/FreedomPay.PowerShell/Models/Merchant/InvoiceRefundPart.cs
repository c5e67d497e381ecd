using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A part of an invoice that was given back, or all of it, as the invoice lists it.</summary>
public sealed class InvoiceRefundPart : FreedomPayPart
{
    /// <summary>Number of the refund in Freedom Pay.</summary>
    [Field("id")]
    public string? RefundId { get; internal set; }

    /// <summary>Amount that was given back.</summary>
    [Field("amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>State of the refund, such as <c>success</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>When it was given back, as the API wrote it.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }

    /// <summary>The refund in a few words.</summary>
    /// <returns>Amount, state and time.</returns>
    public override string ToString() => Words(Amount?.ToString(), Status, CreatedAt);
}
