namespace FreedomPay.Core.Diagnostics;

/// <summary>Finds any of some texts in another in one pass, however many they are.</summary>
internal sealed class KnownTexts
{
    private const int Buckets = 1024;

    // Most characters of a text begin none of them, and a bit tells.
    private readonly ulong[] begins = new ulong[Buckets / 64];
    private readonly Dictionary<int, string[]> byBegin;

    /// <summary>Takes the texts.</summary>
    /// <param name="texts">Each of two characters at least.</param>
    public KnownTexts(IEnumerable<string> texts)
    {
        All = [.. texts.Distinct(StringComparer.Ordinal)];
        byBegin = All.GroupBy(static text => Begin(text, 0)).ToDictionary(static group => group.Key, static group => group.ToArray());
        foreach (int begin in byBegin.Keys) begins[Bucket(begin) / 64] |= 1UL << (Bucket(begin) % 64);
    }

    public IReadOnlyList<string> All { get; }

    /// <summary>Finds them, also where they overlap.</summary>
    /// <param name="text">What is searched.</param>
    /// <param name="found">Is told where each begins, and which it is.</param>
    public void Find(string text, Action<int, string> found)
    {
        if (All.Count == 0) return;
        for (int at = 0; at + 1 < text.Length; at++)
        {
            int begin = Begin(text, at);
            int bucket = Bucket(begin);
            if ((begins[bucket / 64] & (1UL << (bucket % 64))) == 0 || !byBegin.TryGetValue(begin, out string[]? candidates)) continue;
            foreach (string candidate in candidates)
            {
                if (string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0) found(at, candidate);
            }
        }
    }

    private static int Begin(string text, int at) => (text[at] << 16) | text[at + 1];

    private static int Bucket(int begin) => (int)(((uint)begin * 2654435761u) >> 22);
}
