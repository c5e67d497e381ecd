
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A part of a payment that was given back, or all of it, as the state of the payment lists it.</summary>
public sealed class PaymentRefund : FreedomPayPart
{
    /// <summary>Number of the refund in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PaymentId { get; internal set; }

    /// <summary>Amount that was given back; the API writes it with a minus.</summary>
    [Field("pg_amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>State of the refund, such as <c>success</c>.</summary>
    [Field("pg_payment_status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>When it was given back: local time of the API, YYYY-MM-DD hh:mm:ss without offset, as it wrote it; only a successful refund has it.</summary>
    [Field("pg_payment_date")]
    public string? PaymentDate { get; internal set; }

    /// <summary>Reference of the bank.</summary>
    [Field("pg_reference")]
    public string? Reference { get; internal set; }

    /// <summary>Why the refund failed, as a code.</summary>
    [Field("pg_failure_code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the refund failed, as text.</summary>
    [Field("pg_failure_description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>The refund in a few words.</summary>
    /// <returns>Amount, state and time.</returns>
    public override string ToString() => Words(Amount?.ToString(), PaymentStatus, PaymentDate);
}
