
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A refund of a payment that the Merchant API has accepted. https://docs.freedompay.kz/refund-payment-11621013e0</summary>
public sealed class Refund : FreedomPayObject
{
    /// <summary>Number of the payment in Freedom Pay that is given back.</summary>
    [Field("pg_payment_id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>Amount that was asked for, in the currency of the payment; empty where the whole payment is given back.</summary>
    [Field("pg_refund_amount", Echo = true, FromRequest = true)]
    public Amount? RefundAmount { get; internal set; }

    /// <summary>Whether the refund was accepted: <c>ok</c>. Whether it is settled tells Get-FreedomPayPayment.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }
}
