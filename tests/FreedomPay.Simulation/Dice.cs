namespace FreedomPay.Simulation;

/// <summary>
/// All that is decided by chance. Each question has dice of its own, made from the seed and its name, so that leaving one thing out of a
/// world changes nothing of the others.
/// </summary>
internal sealed class Dice
{
    private readonly ulong seed;
    private ulong state;

    public Dice(ulong seed) => this.seed = state = seed;

    /// <summary>The dice of one question.</summary>
    public Dice For(Question what, long number = 0, long part = 0) =>
        new(Mixed(seed ^ Mixed(((ulong)what << 56) ^ ((ulong)number << 24) ^ (ulong)part)));

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public int From(int least, int most) => least + Below(most - least + 1);

    public bool Chance(double share) => Next() >> 11 < share * (1UL << 53);

    public double Share() => (Next() >> 11) / (double)(1UL << 53);

    public T Of<T>(IReadOnlyList<T> several) => several[Below(several.Count)];

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        return Mixed(state);
    }

    /// <summary>A number for a text, the same in every process.</summary>
    public static long Of(string text)
    {
        ulong sum = 0;
        foreach (char c in text) sum = Mixed(sum ^ c);
        return (long)(sum >> 8);
    }

    public static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

/// <summary>What is asked of the dice.</summary>
internal enum Question
{
    World = 1,
    Row,
    Run,
    File,
    Weather,
    Latency,
    Order,
    Disk,
    Crash,
    Jitter,
    Pipeline,
    Cut,
    Payments,
    Second,
}
