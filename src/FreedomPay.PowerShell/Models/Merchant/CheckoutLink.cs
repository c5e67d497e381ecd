using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A signed link to the payment page of an order. https://docs.freedompay.kz/create-payment-11620859e0</summary>
public sealed class CheckoutLink : FreedomPayObject
{
    /// <summary>The merchant's own number of the order, by which the payment is asked for.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount of the payment in units of <see cref="Currency"/>.</summary>
    [Field("pg_amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where the shop's own is meant.</summary>
    [Field("pg_currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>Where to send the payer. It holds every field of the payment as text, and no secret.</summary>
    public string? Url { get; internal set; }
}
