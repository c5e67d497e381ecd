
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A payment of the Merchant API, as created or as it stands. https://docs.freedompay.kz/status-11620963e0</summary>
public sealed class Payment : FreedomPayObject
{
    /// <summary>Number of the payment in Freedom Pay.</summary>
    [Field("pg_payment_id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    [Field("external_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount of the payment in units of <see cref="Currency"/>.</summary>
    [Field("pg_amount", Echo = true)]
    [Field("amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where neither request nor answer names it.</summary>
    [Field("pg_currency", Echo = true)]
    [Field("currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c> or <c>error</c>. Says nothing of the money; see <see cref="PaymentStatus"/>.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>State of the payment; an open list, among them <c>new</c>, <c>success</c> and <c>error</c>. With <see cref="Captured"/> 0, success is
    /// a hold and no charge.</summary>
    [Field("pg_payment_status")]
    [Field("status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>State of the charge, as Confirm-FreedomPayTokenPayment is answered: <c>ok</c>, or <c>failed</c>; an open list.</summary>
    [Field("pg_transaction_status")]
    public string? TransactionStatus { get; internal set; }

    /// <summary>1 when the money was taken, 0 while it is held.</summary>
    [Field("pg_captured")]
    public string? Captured { get; internal set; }

    /// <summary>Where to send the payer.</summary>
    [Field("pg_redirect_url")]
    public string? RedirectUrl { get; internal set; }

    /// <summary>Kind of the redirect; <c>need data</c>: the payer enters what is missing.</summary>
    [Field("pg_redirect_url_type")]
    public string? RedirectUrlType { get; internal set; }

    /// <summary>QR code of the page as a data URL, where it was asked for.</summary>
    [Field("pg_redirect_qr")]
    public string? RedirectQr { get; internal set; }

    /// <summary>1 while the payment can still be cancelled.</summary>
    [Field("pg_can_reject")]
    public string? CanReject { get; internal set; }

    /// <summary>Way of payment, such as <c>bankcard</c>.</summary>
    [Field("pg_payment_method")]
    public string? PaymentMethod { get; internal set; }

    /// <summary>Amount that was taken.</summary>
    [Field("pg_clearing_amount")]
    public Amount? ClearingAmount { get; internal set; }

    /// <summary>Amount that was given back; the API writes it with a minus.</summary>
    [Field("pg_refund_amount")]
    public Amount? RefundAmount { get; internal set; }

    /// <summary>The refunds, oldest first as far as the API lists them so.</summary>
    [Field("pg_refund_payments", Item = "pg_refund_payment")]
    public PartList<PaymentRefund> Refunds { get; internal set; } = new([]);

    /// <summary>Amount that was released, by the field list of the documentation.</summary>
    [Field("pg_revoke_amount")]
    public Amount? RevokeAmount { get; internal set; }

    /// <summary>Card number as the API masks it.</summary>
    [Field("pg_card_pan")]
    public string? CardPan { get; internal set; }

    /// <summary>Token of the card, where the payment saved it. Never shown.</summary>
    [Field("pg_card_token")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>When the payment was created, as the API wrote it: its local time, YYYY-MM-DD hh:mm:ss without offset; of a charge by -ProfileId ISO 8601
    /// with offset.</summary>
    [Field("pg_create_date")]
    [Field("created_at")]
    public string? CreateDate { get; internal set; }

    /// <summary>When it was paid, in the same form.</summary>
    [Field("pg_payment_date")]
    public string? PaymentDate { get; internal set; }

    /// <summary>Reference of the bank.</summary>
    [Field("pg_reference")]
    public string? Reference { get; internal set; }

    /// <summary>Why the payment failed, as a code.</summary>
    [Field("pg_failure_code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the payment failed, as text.</summary>
    [Field("pg_failure_description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>The key that was sent so that the same payment is not created twice.</summary>
    [Field("pg_idempotency_key", Echo = true)]
    public string? IdempotencyKey { get; internal set; }

    /// <summary>Number of the invoice in Freedom Pay, of a charge by -ProfileId: by it, and not by a number of a payment, the charge is found.</summary>
    [Field("invoice_id")]
    public string? InvoiceId { get; internal set; }
}
