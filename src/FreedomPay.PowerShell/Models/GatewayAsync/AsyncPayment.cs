using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A payment of the asynchronous part of the Gateway API, as it was answered or as it stands. https://docs.freedompay.kz/api-9587007</summary>
public sealed class AsyncPayment : FreedomPayObject
{
    /// <summary>Number of the payment in Freedom Pay, a UUID.</summary>
    [Field("id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Number of the parent payment; empty where there is none.</summary>
    [Field("parent_id")]
    public string? ParentId { get; internal set; }

    /// <summary>Amount of the payment in units of <see cref="Currency"/>.</summary>
    [Field("amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where the request did not name it, for no answer does.</summary>
    [Field("currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>Whether the call went through: <c>success</c>. Says nothing of the money; see <see cref="PaymentStatus"/>.</summary>
    [Field("x-request-status")]
    public string? Status { get; internal set; }

    /// <summary>State of the payment; an open list, among them <c>process</c> and <c>process_clearing</c> (in work), <c>waiting_3ds</c> (the payer has to go
    /// to <see cref="AcsUrl"/>), <c>approved</c> (held), <c>success</c> (charged), <c>reversed</c> and <c>error</c>.</summary>
    [Field("status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>Number of the request that brought this about, for Get-FreedomPayAsyncRequest; empty for a state that was asked for.</summary>
    [Field("X-Request-Id", Echo = true, FromRequest = true)]
    public string? RequestId { get; internal set; }

    /// <summary>Where to send the payer for 3-D Secure, by POST with the field TermUrl; empty where that is not needed.</summary>
    [Field("3ds.acs_url")]
    public string? AcsUrl { get; internal set; }

    /// <summary>How 3-D Secure went: <c>F</c> frictionless, <c>C</c> with a challenge.</summary>
    [Field("3ds.flow_type")]
    public string? ThreeDsFlow { get; internal set; }

    /// <summary><c>true</c> when the money was taken, <c>false</c> while it is held.</summary>
    [Field("clearing.cleared")]
    public string? Cleared { get; internal set; }

    /// <summary>Amount that was taken so far; 0 while that is in work.</summary>
    [Field("clearing.amount")]
    public Amount? ClearingAmount { get; internal set; }

    /// <summary>The refunds.</summary>
    [Field("refund_payments")]
    public PartList<AsyncPaymentChange> Refunds { get; internal set; } = new([]);

    /// <summary>The cancellations.</summary>
    [Field("reverse_payments")]
    public PartList<AsyncPaymentChange> Revocations { get; internal set; } = new([]);

    /// <summary>Number of the refund that was asked for.</summary>
    [Field("refund_payment.id")]
    public string? RefundId { get; internal set; }

    /// <summary>State of that refund, such as <c>process</c>.</summary>
    [Field("refund_payment.status")]
    public string? RefundStatus { get; internal set; }

    /// <summary>Amount of that refund; the API writes it with a minus.</summary>
    [Field("refund_payment.amount")]
    public Amount? RefundAmount { get; internal set; }

    /// <summary>Number of the cancellation that was asked for.</summary>
    [Field("reverse_payment.id")]
    public string? RevocationId { get; internal set; }

    /// <summary>State of that cancellation, such as <c>process</c>.</summary>
    [Field("reverse_payment.status")]
    public string? RevocationStatus { get; internal set; }

    /// <summary>Brand of the card, a code of two letters such as VI.</summary>
    [Field("from.card.brand")]
    public string? CardBrand { get; internal set; }

    /// <summary>Number of the card in the storage of cards. Never shown.</summary>
    [Field("from.card.token")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Number of the recurring profile that was made or charged.</summary>
    [Field("from.recurrent.profile_id")]
    public string? ProfileId { get; internal set; }

    /// <summary>When that profile ends, as the API wrote it.</summary>
    [Field("from.recurrent.profile_expiry_date")]
    public string? ProfileExpiryDate { get; internal set; }

    /// <summary>Code of the bank that authorised it.</summary>
    [Field("additional.approval_code")]
    public string? AuthCode { get; internal set; }

    /// <summary>Reference of the bank (RRN).</summary>
    [Field("additional.reference")]
    public string? Reference { get; internal set; }

    /// <summary>Internal reference of the bank.</summary>
    [Field("additional.intreference")]
    public string? AcquirerReference { get; internal set; }

    /// <summary>Why the payment failed, as a code.</summary>
    [Field("error.code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the payment failed, as text.</summary>
    [Field("error.description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>When the payment was made: date and time of the API with offset, as it wrote it.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }
}
