using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A payment of the Gateway API, as it was answered or as it stands. https://docs.freedompay.kz/api-9587004</summary>
public sealed class GatewayPayment : FreedomPayObject
{
    /// <summary>Number of the payment in Freedom Pay.</summary>
    [Field("pg_payment_id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>Amount of the payment in units of <see cref="Currency"/>.</summary>
    [Field("pg_amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where neither request nor answer names it.</summary>
    [Field("pg_currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>Whether the call went through: <c>ok</c>, or <c>pending</c>. Says nothing of the money; see <see cref="PaymentStatus"/>.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>State of the payment; an open list, among them <c>new</c>, <c>success</c> and <c>error</c>. With <see cref="Captured"/> 0, success is
    /// a hold and no charge.</summary>
    [Field("pg_payment_status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>Address of the payment page, to which the payer is sent; empty but for New-FreedomPayGatewayPaymentPage.</summary>
    [Field("pg_redirect_url")]
    public string? RedirectUrl { get; internal set; }

    /// <summary>What that page is for, such as <c>need data</c>.</summary>
    [Field("pg_redirect_url_type")]
    public string? RedirectUrlType { get; internal set; }

    /// <summary>1 when the payer has to pass 3-D Secure before anything is charged (Confirm-FreedomPayGatewayPayment), 0 when not.</summary>
    [Field("pg_3ds")]
    public string? ThreeDs { get; internal set; }

    /// <summary>Address of the 3-D Secure page of the payer's bank (ACS), where <see cref="ThreeDs"/> is 1: a form with MD, PaReq and TermUrl is posted to it
    /// from the payer's browser.</summary>
    [Field("pg_3d_acsurl")]
    public string? AcsUrl { get; internal set; }

    /// <summary>MD for that form.</summary>
    [Field("pg_3d_md")]
    public string? Md { get; internal set; }

    /// <summary>PaReq for that form.</summary>
    [Field("pg_3d_pareq")]
    public string? PaReq { get; internal set; }

    /// <summary>1 when the money was taken, 0 while it is held.</summary>
    [Field("pg_captured")]
    public string? Captured { get; internal set; }

    /// <summary>Amount that was taken by clearing.</summary>
    [Field("pg_clearing_amount")]
    public Amount? ClearingAmount { get; internal set; }

    /// <summary>1 when the clearing was done, 0 when not.</summary>
    [Field("pg_status_clearing")]
    [Field("pg_clearing_status")]
    public string? ClearingStatus { get; internal set; }

    /// <summary>Amount less the fee.</summary>
    [Field("pg_net_amount")]
    public Amount? NetAmount { get; internal set; }

    /// <summary>Amount that was given back; the API writes it with a minus.</summary>
    [Field("pg_refund_amount")]
    public Amount? RefundAmount { get; internal set; }

    /// <summary>The refunds, oldest first as far as the API lists them so.</summary>
    [Field("pg_refund_payments", Item = "pg_refund_payment")]
    public PartList<PaymentRefund> Refunds { get; internal set; } = new([]);

    /// <summary>The cancellations.</summary>
    [Field("pg_revoked_payments", Item = "pg_revoked_payment")]
    public PartList<PaymentRevocation> Revocations { get; internal set; } = new([]);

    /// <summary>Number of the cancellation in Freedom Pay.</summary>
    [Field("pg_payment_revoke_id")]
    public string? RevocationId { get; internal set; }

    /// <summary>State of the cancellation, such as <c>success</c>.</summary>
    [Field("pg_revoke_status")]
    public string? RevocationStatus { get; internal set; }

    /// <summary>Card number as the API masks it.</summary>
    [Field("pg_card_pan")]
    public string? CardPan { get; internal set; }

    /// <summary>Brand of the card, a code of two letters such as VI.</summary>
    [Field("pg_card_brand")]
    public string? CardBrand { get; internal set; }

    /// <summary>Token of the card, where the payment saved it. Never shown.</summary>
    [Field("pg_card_token")]
    [Field("pg_card_token_to")]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Number of the recurring profile that the payment opened, or by which it was charged.</summary>
    [Field("pg_recurring_profile")]
    public string? RecurringProfile { get; internal set; }

    /// <summary>Code of the bank that authorised it, 6 digits.</summary>
    [Field("pg_auth_code")]
    public string? AuthCode { get; internal set; }

    /// <summary>Reference of the bank (RRN).</summary>
    [Field("pg_reference")]
    public string? Reference { get; internal set; }

    /// <summary>Reference of the bank of the payer (ARN).</summary>
    [Field("pg_intreference")]
    public string? AcquirerReference { get; internal set; }

    /// <summary>Why the payment failed, as a code.</summary>
    [Field("pg_failure_code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the payment failed, as text.</summary>
    [Field("pg_failure_description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>When it was paid: local time of the API, YYYY-MM-DD hh:mm:ss without offset, as it wrote it; empty before.</summary>
    [Field("pg_payment_date")]
    public string? PaymentDate { get; internal set; }
}
