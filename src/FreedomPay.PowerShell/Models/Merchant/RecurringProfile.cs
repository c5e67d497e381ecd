using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An agreement on debits without the payer, as it was made, as it stands or as it was cancelled.
/// https://docs.freedompay.kz/info-43612954e0</summary>
public sealed class RecurringProfile : FreedomPayObject
{
    /// <summary>Number of the profile in Freedom Pay.</summary>
    [Field("profile_id", Echo = true)]
    public string? ProfileId { get; internal set; }

    /// <summary>The merchant's own number of the profile.</summary>
    [Field("external_id", Echo = true)]
    public string? ExternalId { get; internal set; }

    /// <summary>State of the profile; <c>active</c> when the payer has signed, and <c>canceled</c> are known. Empty right after it was made.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>Way of invoicing, such as <c>binance</c>.</summary>
    [Field("invoice_type", Echo = true)]
    public string? InvoiceType { get; internal set; }

    /// <summary>Kind of agreement, such as <c>on-demand</c>.</summary>
    [Field("agreement_type", Echo = true)]
    public string? AgreementType { get; internal set; }

    /// <summary>Where the payer signs: a link of the chosen way, such as one into its app. Only the answer that made the profile has it.</summary>
    [Field("url")]
    public string? Url { get; internal set; }

    /// <summary>Its last day, YYYY-MM-DD.</summary>
    [Field("expires_at", Echo = true)]
    public string? ExpiresAt { get; internal set; }

    /// <summary>When it was made, as the API wrote it; of one that was just cancelled, when that was.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }
}
