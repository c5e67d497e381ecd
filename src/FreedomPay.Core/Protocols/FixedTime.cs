namespace FreedomPay.Core.Protocols;

/// <summary>Compares signatures without telling by the time it takes where they differ.</summary>
public static class FixedTime
{
    /// <summary>Whether two texts are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Whether they are.</returns>
    public static bool AreEqual(string left, string right)
    {
        if (left is null || right is null || left.Length != right.Length) return false;
        int difference = 0;
        for (int i = 0; i < left.Length; i++) difference |= left[i] ^ right[i];
        return difference == 0;
    }
}
