using System.Text;

namespace FreedomPay.Core.Protocols;

/// <summary>Comparison whose duration tells nothing about where two values differ.</summary>
public static class FixedTime
{
    /// <summary>Compares bytes in time that depends on the length only.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
#if NET
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(left, right);
#else
        if (left.Length != right.Length) return false;
        int difference = 0;
        for (int i = 0; i < left.Length; i++) difference |= left[i] ^ right[i];
        return difference == 0;
#endif
    }

    /// <summary>Compares texts, ordinally, in time that depends on the length only.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are equal.</returns>
    public static bool AreEqual(string left, string right) =>
        AreEqual(Encoding.UTF8.GetBytes(left).AsSpan(), Encoding.UTF8.GetBytes(right).AsSpan());
}
