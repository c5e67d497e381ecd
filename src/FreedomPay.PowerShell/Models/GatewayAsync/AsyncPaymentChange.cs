using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A refund or a cancellation of a payment, as its state lists it.</summary>
public sealed class AsyncPaymentChange : FreedomPayPart
{
    /// <summary>Number of the refund or cancellation in Freedom Pay, a UUID.</summary>
    [Field("id")]
    public string? ChangeId { get; internal set; }

    /// <summary>Its amount; the API writes it with a minus.</summary>
    [Field("amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>Its state: <c>process</c> or <c>success</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>The change in a few words.</summary>
    /// <returns>Amount and state.</returns>
    public override string ToString() => Words(Amount?.ToString(), Status);
}
