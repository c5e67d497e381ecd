using System.Security.Cryptography;

namespace FreedomPay;

/// <summary>A public key by which card data are encrypted. https://docs.freedompay.kz/card-data-encryption-2482141m0</summary>
public sealed class CardEncryptionKey
{
    internal CardEncryptionKey(RSA key, string? keyId)
    {
        Key = key;
        KeyId = keyId;
    }

    /// <summary>Its identifier (kid), where it came with one.</summary>
    internal string? KeyId { get; }

    /// <summary>Its length in bits.</summary>
    internal int Bits => Key.KeySize;

    internal RSA Key { get; }

    /// <summary>Kind, length and identifier.</summary>
    /// <returns>Such as <c>RSA 2048, key-1</c>.</returns>
    public override string ToString() => KeyId is null ? $"RSA {Bits}" : $"RSA {Bits}, {KeyId}";
}
