using System.Security.Cryptography;
using Jose;

namespace FreedomPay.Jwe;

/// <summary>Makes a JWE of RFC 7516 in its compact form: five parts, base64url without padding.</summary>
public static class CompactJwe
{
    /// <summary>Encrypts a text: RSA-OAEP-256 for the key of the content, A256GCM for the content; both are new each time.</summary>
    /// <param name="key">The public key of the receiver.</param>
    /// <param name="keyId">Its identifier, which goes into the header (kid).</param>
    /// <param name="content">The text.</param>
    /// <returns>ASCII text.</returns>
    public static string Encrypt(RSA key, string keyId, string content) => JWT.Encode(
        content, key, JweAlgorithm.RSA_OAEP_256, JweEncryption.A256GCM, extraHeaders: new Dictionary<string, object> { ["kid"] = keyId });
}
