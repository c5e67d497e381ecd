using System.Text;

namespace FreedomPay.Sandbox.Authentication;

/// <summary>Verifies the gift cards' older scheme: headers Request-Id, Auth-Id and Sign = SHA-256 of body and secret.</summary>
internal static class LegacySignVerifier
{
    /// <summary>Signature of a body.</summary>
    public static string Sign(byte[] body, string secret) => Hashing.Sha256Hex([.. body, .. Encoding.UTF8.GetBytes(secret)]);

    /// <summary>Verifies the three headers. The contract calls Auth-Id the merchant's, the Card API's caller is a partner: both are accepted.</summary>
    /// <returns>Null when they are right, else what is wrong.</returns>
    public static string? Verify(string? requestId, string? authId, string? sign, byte[] body, SandboxCredentials credentials)
    {
        if (string.IsNullOrEmpty(requestId)) return "Request-Id is missing";
        if (string.IsNullOrEmpty(sign)) return "Sign is missing";
        string? secret = authId == credentials.MerchantId ? credentials.MerchantSecret : authId == credentials.PartnerId ? credentials.PartnerSecret : null;
        if (secret is null) return "Auth-Id is missing or unknown";
        return Hashing.Same(Sign(body, secret), sign!) ? null : "Sign does not fit body and secret";
    }
}
