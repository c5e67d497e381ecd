using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A transfer from card to card, as it was made or as it stands. https://docs.freedompay.kz/api-9886515</summary>
public sealed class GatewayTransfer : FreedomPayObject
{
    /// <summary>Number of the transfer in Freedom Pay.</summary>
    [Field("pg_payment_id", Echo = true)]
    public string? TransferId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c>, or <c>pending</c>. Says nothing of the money; see <see cref="PaymentStatus"/>.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>State of the transfer; an open list, among them <c>success</c>, <c>error</c>, and <c>process</c> while it waits for its sender or for the
    /// bank.</summary>
    [Field("pg_payment_status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>1 when the sender has to pass 3-D Secure at <see cref="AcsUrl"/>, 0 when not; empty in the state of a transfer.</summary>
    [Field("pg_3ds")]
    public string? ThreeDSecure { get; internal set; }

    /// <summary>Page to which the sender is sent for 3-D Secure.</summary>
    [Field("pg_3d_acsurl")]
    public string? AcsUrl { get; internal set; }

    /// <summary>Amount that is debited, in units of <see cref="CurrencyFrom"/>.</summary>
    [Field("pg_payment_amount")]
    public Amount? PaymentAmount { get; internal set; }

    /// <summary>Currency of the debit, ISO 4217.</summary>
    [Field("pg_currency_from", Echo = true)]
    public string? CurrencyFrom { get; internal set; }

    /// <summary>Amount that is credited, in units of <see cref="CurrencyTo"/>.</summary>
    [Field("pg_payout_amount")]
    public Amount? PayoutAmount { get; internal set; }

    /// <summary>Currency of the credit, ISO 4217.</summary>
    [Field("pg_currency_to", Echo = true)]
    public string? CurrencyTo { get; internal set; }

    /// <summary>Number of the sender's card as the API masks it.</summary>
    [Field("pg_card_mask")]
    public string? CardMask { get; internal set; }

    /// <summary>Number of the receiver's card as the API masks it.</summary>
    [Field("pg_card_recipient_mask")]
    public string? CardRecipientMask { get; internal set; }

    /// <summary>Token of the sender's card. Never shown.</summary>
    [Field("pg_card_token")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Token of the receiver's card. Never shown.</summary>
    [Field("pg_card_recipient_token")]
    public SensitiveText? CardRecipientToken { get; internal set; }

    /// <summary>Why the transfer failed, as a code.</summary>
    [Field("pg_error_code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the transfer failed, as text.</summary>
    [Field("pg_error_description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>When it was made, as the API wrote it; empty while it is in process.</summary>
    [Field("pg_payment_date")]
    public string? PaymentDate { get; internal set; }
}
