using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A payout of the Gateway API, as it was made or as it stands. https://docs.freedompay.kz/api-9881016</summary>
public sealed class GatewayPayout : FreedomPayObject
{
    /// <summary>Number of the payout in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PayoutId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount that was to be paid out, in the currency of the shop.</summary>
    [Field("pg_amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c>, or <c>pending</c>. Says nothing of the money; see <see cref="PaymentStatus"/>.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>State of the payout: <c>success</c>, <c>error</c>, or <c>process</c> while Freedom Pay settles it with the bank. Empty right after it was
    /// made.</summary>
    [Field("pg_payment_status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>Amount that was paid out.</summary>
    [Field("pg_payment_amount")]
    public Amount? PaymentAmount { get; internal set; }

    /// <summary>Amount less the fee.</summary>
    [Field("pg_net_amount")]
    public Amount? NetAmount { get; internal set; }

    /// <summary>When it was paid out, as the API wrote it.</summary>
    [Field("pg_payment_date")]
    public string? PaymentDate { get; internal set; }

    /// <summary>What is left for payouts.</summary>
    [Field("pg_balance")]
    public Amount? Balance { get; internal set; }

    /// <summary>Token of the card that receives. Never shown.</summary>
    [Field("pg_card_token")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Reference of the payout to a card.</summary>
    [Field("pg_reference")]
    public string? Reference { get; internal set; }
}
