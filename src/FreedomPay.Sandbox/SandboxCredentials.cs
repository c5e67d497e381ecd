namespace FreedomPay.Sandbox;

/// <summary>The made-up credentials that a sandbox accepts. They open nothing but a sandbox.</summary>
public sealed record SandboxCredentials
{
    /// <summary>Identifier of the partner: auth_id of the Card and the Partner API.</summary>
    public string PartnerId { get; init; } = "100200";

    /// <summary>Secret of the partner, used as its UTF-8 bytes.</summary>
    public string PartnerSecret { get; init; } = "sandbox-partner-secret";

    /// <summary>Identifier of the merchant: pg_merchant_id, and auth_id of the Gateway Async and Merchant JSON calls.</summary>
    public string MerchantId { get; init; } = "300400";

    /// <summary>Secret of the merchant for accepting payments.</summary>
    public string MerchantSecret { get; init; } = "sandbox-merchant-secret";

    /// <summary>Secret of the merchant for payouts.</summary>
    public string PayoutSecret { get; init; } = "sandbox-payout-secret";

    /// <summary>Client id of Freedom ID, the user name of HTTP Basic.</summary>
    public string FreedomIdClientId { get; init; } = "b4b93cc5-0000-4000-8000-000000000001";

    /// <summary>Client secret of Freedom ID, the password of HTTP Basic.</summary>
    public string FreedomIdClientSecret { get; init; } = "sandbox-freedom-id-secret";

    /// <summary>Bearer token for the provisioning of users; tokens that the sandbox itself hands out are accepted too.</summary>
    public string FreedomIdToken { get; init; } = "sandbox-freedom-id-token";

    /// <summary>Names the public halves only, so that a log of the record holds no secret.</summary>
    /// <returns>Partner and merchant identifiers.</returns>
    public override string ToString() => $"SandboxCredentials {{ PartnerId = {PartnerId}, MerchantId = {MerchantId} }}";
}
