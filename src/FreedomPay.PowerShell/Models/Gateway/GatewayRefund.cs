using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A refund of a payment that the Gateway API has accepted. https://docs.freedompay.kz/api-9587003</summary>
public sealed class GatewayRefund : FreedomPayObject
{
    /// <summary>Number of the payment in Freedom Pay that is given back.</summary>
    [Field("pg_payment_id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>Number of the refund in Freedom Pay; empty where the answer was lost.</summary>
    [Field("pg_payment_refund_id")]
    public string? RefundId { get; internal set; }

    /// <summary>Amount that was asked for, in the currency of the payment; empty where the whole payment is given back.</summary>
    [Field("pg_amount", Echo = true, FromRequest = true)]
    public Amount? RefundAmount { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c>.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>State of the refund, such as <c>success</c>; empty where the answer was lost.</summary>
    [Field("pg_refund_status")]
    public string? RefundStatus { get; internal set; }
}
