using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>What a merchant has for payouts. https://docs.freedompay.kz/balance-status-11621144e0</summary>
public sealed class PayoutBalance : FreedomPayObject
{
    /// <summary>ok where the question was answered.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>What is left for payouts, in the currency of the shop.</summary>
    [Field("pg_balance")]
    public Amount? Balance { get; internal set; }
}
