using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>What became of a request to the asynchronous part of the Gateway API. https://docs.freedompay.kz/api-9587008</summary>
public sealed class AsyncRequest : FreedomPayObject
{
    /// <summary>Number of the request that was asked for.</summary>
    [Field("id", Echo = true)]
    public string? RequestId { get; internal set; }

    /// <summary>How that request went: <c>success</c> or <c>error</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>Number of the payment that it was about.</summary>
    [Field("response.id")]
    public string? PaymentId { get; internal set; }

    /// <summary>State of that payment; an open list, see PaymentStatus of Get-FreedomPayAsyncPayment.</summary>
    [Field("response.status")]
    public string? PaymentStatus { get; internal set; }

    /// <summary>Amount of that payment.</summary>
    [Field("response.amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>Why the request was refused, as a code.</summary>
    [Field("response.error.code")]
    public string? FailureCode { get; internal set; }

    /// <summary>Why the request was refused, as text.</summary>
    [Field("response.error.description")]
    public string? FailureDescription { get; internal set; }

    /// <summary>When the payment was made: date and time of the API with offset, as it wrote it.</summary>
    [Field("response.created_at")]
    public string? CreatedAt { get; internal set; }
}
