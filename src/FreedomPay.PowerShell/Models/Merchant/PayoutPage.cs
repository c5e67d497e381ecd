using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A page on which a receiver types the card of a payout. https://docs.freedompay.kz/create-payment-11621022e0</summary>
public sealed class PayoutPage : FreedomPayObject
{
    /// <summary>Number of the payout in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PayoutId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true, FromRequest = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount that the page pays out.</summary>
    [Field("pg_amount", Echo = true, FromRequest = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Where to send the receiver.</summary>
    [Field("pg_redirect_url")]
    public string? RedirectUrl { get; internal set; }

    /// <summary>Whether the page was made: <c>ok</c>. Whether it has paid out tells Get-FreedomPayPayout.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }
}
