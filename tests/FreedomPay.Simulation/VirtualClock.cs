namespace FreedomPay.Simulation;

/// <summary>The one order in which everything of a world happens, on one thread, and the time that goes by meanwhile.</summary>
internal sealed class VirtualClock(Dice ties)
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly PriorityQueue<Action, (long Due, ulong Tie)> events = new();

    /// <summary>Since the world began, in ticks.</summary>
    public long Now { get; private set; }

    /// <summary>By how much the time of day was set.</summary>
    public TimeSpan Set { get; set; }

    public DateTimeOffset TimeOfDay => Actual + Set;

    /// <summary>The time of day of those whose clock nobody sets.</summary>
    public DateTimeOffset Actual => Begin + TimeSpan.FromTicks(Now);

    /// <summary>How many things have happened.</summary>
    public int Happened { get; private set; }

    /// <summary>Of all that happened, and when: two worlds of one seed have the same.</summary>
    public ulong Course { get; private set; }

    /// <summary>Where something went on on another thread; null for nowhere. Then no seed would say what happens.</summary>
    public string? Strayed { get; private set; }

    public void After(TimeSpan wait, Action what)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            Strayed ??= Environment.StackTrace;
            throw new InvalidOperationException("A world has one thread.");
        }

        events.Enqueue(what, (Now + Math.Max(0, wait.Ticks), ties.Next()));
    }

    /// <summary>Lets the next thing happen, unless it is due later than that; says whether there was one.</summary>
    public bool Next(long latest)
    {
        if (!events.TryPeek(out Action? next, out (long Due, ulong Tie) place) || place.Due > latest)
        {
            if (latest != long.MaxValue) Now = Math.Max(Now, latest);
            return false;
        }

        events.Dequeue();
        Now = place.Due;
        Happened++;
        Course = Dice.Mixed(Course ^ (ulong)place.Due) + (ulong)Happened;
        next();
        return true;
    }
}
