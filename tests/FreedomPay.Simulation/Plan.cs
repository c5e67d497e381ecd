namespace FreedomPay.Simulation;

/// <summary>What an operator does to the file before a run.</summary>
internal enum Mistake
{
    None,
    Reordered,
    Respelt,
    Shortened,
    Lengthened,
    Repeated,
    KeysForgotten,
    OtherConnection,
}

/// <summary>What becomes of the journal before a run.</summary>
internal enum Replacement
{
    None,

    /// <summary>A copy of the file has its name, as an editor or a backup that was made just now leaves it.</summary>
    Copy,

    /// <summary>An older copy has its name.</summary>
    OlderCopy,

    /// <summary>An empty file has its name.</summary>
    Empty,

    /// <summary>There is none any more.</summary>
    Deleted,
}

/// <summary>How a run ends before its rows do.</summary>
internal enum Ending
{
    None,
    Killed,
    PowerCut,
    Stopped,
    TimeLimit,
}

/// <summary>One run of the operator.</summary>
internal sealed record RunPlan
{
    public required int Number { get; init; }

    public int Limit { get; init; } = 1;

    /// <summary>How many of its requests meet a mishap.</summary>
    public double Badness { get; init; }

    public Ending Ending { get; init; }

    /// <summary>The step or the millisecond of it.</summary>
    public int EndsAt { get; init; }

    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    public Replacement Replacement { get; init; }

    /// <summary>How many seconds the pipeline takes at most for its next row; 0 for moments.</summary>
    public int RowPause { get; init; }

    /// <summary>From which writing on the disk is full; 0 for never.</summary>
    public int FullAt { get; init; }

    /// <summary>How many of a hundred turns of the disk are slow.</summary>
    public int Slowness { get; init; }

    public int Retries { get; init; } = 3;

    /// <summary>Whether somebody starts the same run a second time while it goes on.</summary>
    public bool IsDoubled { get; init; }

    /// <summary>Whether the next one follows at once, and not when all is over.</summary>
    public bool IsFollowedAtOnce { get; init; }

    /// <summary>By how many hours the clock is set meanwhile.</summary>
    public int ClockSet { get; init; }
}

/// <summary>A world, as its seed says; and what was left out of it since, to find what matters.</summary>
internal sealed record Plan
{
    public required ulong Seed { get; init; }

    public required Kind Kind { get; init; }

    /// <summary>Whether rows bring keys of their own, or an id that the request does not hold.</summary>
    public bool HasKeys { get; init; }

    public required IReadOnlyList<Intended> Rows { get; init; }

    public required IReadOnlyList<RunPlan> Runs { get; init; }

    /// <summary>Which requests meet no mishap after all: the run, what they are about, and their number.</summary>
    public IReadOnlySet<(int Run, string About, int Number)> Spared { get; init; } = new HashSet<(int, string, int)>();

    public static Plan Of(ulong seed)
    {
        var all = new Dice(Dice.Mixed(seed));
        Dice world = all.For(Question.World);
        Kind kind = world.Chance(0.06) ? Kind.All[0] : Kind.All[1 + world.Below(Kind.All.Count - 1)];
        int count = world.From(1, 12);
        int cards = world.Chance(0.4) ? world.From(1, 3) : 12;
        var rows = new List<Intended>();
        for (int i = 1; i <= count; i++)
        {
            Dice row = all.For(Question.Row, i);
            int card = cards == 12 ? i : row.From(1, cards);
            // An order number is a name of its own, which no other row has.
            int amount = kind.HasOrder ? 10 * i : 10 * row.From(1, 3);
            rows.Add(new Intended(i, "4400" + card, amount, new Guid((int)row.Next(), 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)i).ToString()));
        }

        bool isCalm = world.Chance(0.1);
        IEnumerable<RunPlan> runs = Enumerable.Range(1, world.From(1, 4)).Select(number => RunOf(all.For(Question.Run, number), number, isCalm));
        return new Plan { Seed = seed, Kind = kind, HasKeys = world.Chance(0.6), Rows = rows, Runs = [.. runs] };
    }

    private static RunPlan RunOf(Dice dice, int number, bool isCalm)
    {
        Ending ending = dice.Chance(0.4) ? Ending.None : (Ending)dice.From(1, 4);
        var mistakes = new List<Mistake>();
        for (int i = dice.Chance(0.5) ? 0 : dice.From(1, 3); i > 0; i--) mistakes.Add((Mistake)dice.From(1, 7));
        return new RunPlan
        {
            Number = number,
            Limit = dice.Chance(0.5) ? 1 : dice.From(2, 12),
            Badness = isCalm ? 0 : dice.Of([0, 0.05, 0.15, 0.3, 0.6, 1]),
            Ending = ending,
            EndsAt = ending switch
            {
                Ending.Killed or Ending.PowerCut => dice.From(1, dice.Chance(0.5) ? 60 : 400),
                Ending.Stopped => dice.From(0, dice.Chance(0.5) ? 2_000 : 60_000),
                _ => dice.From(1, 120) * 1000,
            },
            // The first of all may not belong to another: then the journal would be theirs.
            Mistakes = [.. mistakes.Distinct().Where(mistake => number > 1 || mistake is not Mistake.OtherConnection)],
            FullAt = dice.Chance(0.1) ? dice.From(1, 30) : 0,
            Slowness = dice.Chance(0.2) ? dice.From(1, 100) : 0,
            Retries = dice.From(0, 3),
            IsDoubled = dice.Chance(0.2),
            ClockSet = dice.Chance(0.15) ? dice.From(-48, 48) : 0,
            IsFollowedAtOnce = dice.Chance(0.3),
            RowPause = dice.Chance(0.1) ? dice.From(1, 600) : 0,
            Replacement = number > 1 && dice.Chance(0.15) ? (Replacement)dice.From(1, 4) : Replacement.None,
        };
    }
}
