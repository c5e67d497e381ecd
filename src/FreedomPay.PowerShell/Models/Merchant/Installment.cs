using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An order that was handed in for installment or credit, as it stands. https://docs.freedompay.kz/application-status-41331029e0</summary>
public sealed class Installment : FreedomPayObject
{
    /// <summary>Number of the application in Freedom Pay, a UUID.</summary>
    [Field("id")]
    public string? Id { get; internal set; }

    /// <summary>The merchant's own number of the application.</summary>
    [Field("external_id", Echo = true)]
    public string? ExternalId { get; internal set; }

    /// <summary>State of the application; an open list, of which <c>new</c> and <c>canceled</c> are known.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>Amount that the bank has approved, in units of <see cref="Currency"/>.</summary>
    [Field("approved_amount")]
    public Amount? ApprovedAmount { get; internal set; }

    /// <summary>Currency, ISO 4217.</summary>
    [Field("currency", Echo = true)]
    public string? Currency { get; internal set; }

    /// <summary>Code of the bank; its name and programs tells Get-FreedomPayInstallmentPartner.</summary>
    [Field("bank_code")]
    public string? BankCode { get; internal set; }

    /// <summary>Where to send the customer. Only the answer that made the application has it, and no journal keeps it: it may hold its token.</summary>
    [Field("redirect_url"), Sensitive(SensitiveKind.Token)]
    public string? RedirectUrl { get; internal set; }

    /// <summary>Token of that link. Never shown.</summary>
    [Field("token")]
    public SensitiveText? Token { get; internal set; }

    /// <summary>When it was made, as the API wrote it.</summary>
    [Field("created_at")]
    public string? CreatedAt { get; internal set; }

    /// <summary>When it was changed last, as the API wrote it.</summary>
    [Field("updated_at")]
    public string? UpdatedAt { get; internal set; }

    /// <summary>What is wrong with the application, as a code; empty where nothing is.</summary>
    [Field("error_code")]
    public string? ErrorCode { get; internal set; }

    /// <summary>The same as text.</summary>
    [Field("error_description")]
    public string? ErrorDescription { get; internal set; }
}
