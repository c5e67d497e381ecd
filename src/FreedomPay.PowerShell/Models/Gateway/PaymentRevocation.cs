using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A cancellation of a payment, as its state lists it.</summary>
public sealed class PaymentRevocation : FreedomPayPart
{
    /// <summary>Number of the cancellation in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PaymentId { get; internal set; }

    /// <summary>State of the cancellation, such as <c>success</c>.</summary>
    [Field("pg_payment_status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>The cancellation in a few words.</summary>
    /// <returns>Number and state.</returns>
    public override string ToString() => Words(PaymentId, PaymentStatus);
}
