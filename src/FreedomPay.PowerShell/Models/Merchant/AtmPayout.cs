using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>Cash that waits at an ATM for a code. https://docs.freedompay.kg/api-13677875</summary>
public sealed class AtmPayout : FreedomPayObject
{
    /// <summary>Number of the payout in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PayoutId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount that waits.</summary>
    [Field("pg_amount", Echo = true, FromRequest = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Result as the API wrote it.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }
}
