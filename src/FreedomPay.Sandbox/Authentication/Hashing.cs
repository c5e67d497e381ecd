using System.Security.Cryptography;
using System.Text;

namespace FreedomPay.Sandbox.Authentication;

/// <summary>The digests of the protocols, in the shape that both target frameworks have.</summary>
internal static class Hashing
{
    /// <summary>MD5 of the UTF-8 bytes, lower-case hexadecimal. The protocol demands it; it protects nothing here.</summary>
    public static string Md5Hex(string text)
    {
#pragma warning disable CA5351 // pg_sig is MD5 by the contract
#if NET
        return Hex(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#else
        using MD5 md5 = MD5.Create();
        return Hex(md5.ComputeHash(Encoding.UTF8.GetBytes(text)));
#endif
#pragma warning restore CA5351
    }

    public static string Sha256Hex(byte[] bytes)
    {
#if NET
        return Hex(SHA256.HashData(bytes));
#else
        using SHA256 sha = SHA256.Create();
        return Hex(sha.ComputeHash(bytes));
#endif
    }

    public static byte[] Hmac(string algorithm, string secret, byte[] bytes)
    {
        byte[] key = Encoding.UTF8.GetBytes(secret);
        using HMAC hmac = algorithm == "HS512" ? new HMACSHA512(key) : new HMACSHA256(key);
        return hmac.ComputeHash(bytes);
    }

    /// <summary>Compares in a time that does not depend on where the first difference is.</summary>
    public static bool Same(byte[] left, byte[] right)
    {
        if (left.Length != right.Length) return false;
        int difference = 0;
        for (int i = 0; i < left.Length; i++) difference |= left[i] ^ right[i];
        return difference == 0;
    }

    public static bool Same(string left, string right) => Same(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private static string Hex(byte[] bytes)
    {
        const string digits = "0123456789abcdef";
        var text = new StringBuilder(bytes.Length * 2);
        foreach (byte value in bytes) text.Append(digits[value >> 4]).Append(digits[value & 15]);
        return text.ToString();
    }
}
