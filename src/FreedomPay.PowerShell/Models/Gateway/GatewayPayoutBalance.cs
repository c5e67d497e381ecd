using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>What a merchant has for payouts of the Gateway API. https://docs.freedompay.kz/api-9884858</summary>
public sealed class GatewayPayoutBalance : FreedomPayObject
{
    /// <summary>ok where the question was answered.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>What is left for payouts, in units of <see cref="Currency"/>.</summary>
    [Field("pg_balance")]
    public Amount? Balance { get; internal set; }

    /// <summary>Currency, ISO 4217.</summary>
    [Field("pg_currency", Echo = true)]
    public string? Currency { get; internal set; }
}
