using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A payout, as it was made or as it stands. https://docs.freedompay.kz/status-12100676e0</summary>
public sealed class Payout : FreedomPayObject
{
    /// <summary>Number of the payout in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PayoutId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount that was to be paid out.</summary>
    [Field("pg_amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where the answer does not name it.</summary>
    [Field("pg_currency")]
    public string? Currency { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c> or <c>error</c>. Says nothing of the money; see <see cref="PaymentStatus"/>. With -PaymentV1 it
    /// is the state itself, such as <c>new</c>, <c>ok</c> or <c>failed</c>.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>State of the payout: <c>success</c>, <c>error</c>, or <c>process</c> while Freedom Pay settles it with the bank. Empty right after it was
    /// made.</summary>
    [Field("pg_payment_status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>State of the payout as -Order tells it: <c>partial</c>, <c>pending</c>, <c>ok</c>, <c>failed</c> or <c>incomplete</c>.</summary>
    [Field("pg_transaction_status")]
    public string? TransactionStatus { get; internal set; }

    /// <summary>Amount that was paid out.</summary>
    [Field("pg_payment_amount")]
    public Amount? PaymentAmount { get; internal set; }

    /// <summary>When it was paid out, as the API wrote it.</summary>
    [Field("pg_payment_date")]
    public string? PaymentDate { get; internal set; }

    /// <summary>What is left for payouts.</summary>
    [Field("pg_balance")]
    public Amount? Balance { get; internal set; }

    /// <summary>Number of the card as the API masks it.</summary>
    [Field("pg_card_hash")]
    public string? CardHash { get; internal set; }

    /// <summary>Token of the card that receives. Never shown.</summary>
    [Field("pg_card_token")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Number of the card as the API masks it, as -Order tells it.</summary>
    [Field("pg_card_pan")]
    public string? CardPan { get; internal set; }

    /// <summary>1 while it can still be refused.</summary>
    [Field("pg_can_reject")]
    public string? CanReject { get; internal set; }

    /// <summary>1 when the money was taken.</summary>
    [Field("pg_captured")]
    public string? Captured { get; internal set; }

    /// <summary>1 for a test.</summary>
    [Field("pg_testing_mode")]
    public string? TestingMode { get; internal set; }

    /// <summary>When it was made: local time of the API, YYYY-MM-DD hh:mm:ss without offset, as it wrote it.</summary>
    [Field("pg_create_date")]
    public string? CreateDate { get; internal set; }
}
