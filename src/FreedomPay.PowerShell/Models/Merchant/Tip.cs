using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A tip from a customer to a worker, which the customer still has to pay. https://docs.freedompay.kz/create-44130301e0</summary>
public sealed class Tip : FreedomPayObject
{
    /// <summary>Number of the tip in Freedom Pay.</summary>
    [Field("id")]
    public string? Id { get; internal set; }

    /// <summary>The merchant's own number of the tip.</summary>
    [Field("external_id", Echo = true)]
    public string? ExternalId { get; internal set; }

    /// <summary>Amount of the tip in units of <see cref="Currency"/>.</summary>
    [Field("amount", Echo = true)]
    public Amount? Amount { get; internal set; }

    /// <summary>Currency, ISO 4217; empty where the request did not name it.</summary>
    [Field("currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>State of the tip, such as <c>new</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>Where to send the customer. It holds a token: whoever has it is taken for the customer, and no journal keeps it.</summary>
    [Field("redirect_url"), Sensitive(SensitiveKind.Token)]
    public string? RedirectUrl { get; internal set; }

    /// <summary>When it was made, as the API wrote it.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }
}
