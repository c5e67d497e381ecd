using FreedomPay.Core.Bulk;

namespace FreedomPay.Simulation;

/// <summary>
/// One process of the operator: its clock, its only thread, and what runs beside that. It can be killed at any step; what it had begun then
/// never goes on, and neither disk nor network hears of it again.
/// </summary>
internal sealed class Process : Scheduler
{
    private readonly VirtualClock clock;
    private readonly Dice order;
    private readonly Dictionary<object, TurnWorker> workers = [];
    private readonly List<Waiting> waits = [];
    private int steps;

    public Process(int number, VirtualClock clock, Dice order)
    {
        Number = number;
        this.clock = clock;
        this.order = order;
        Time = new OwnTime(this);
    }

    public int Number { get; }

    public bool IsDead { get; private set; }

    /// <summary>At which step it is killed; 0 for never.</summary>
    public int KilledAt { get; init; }

    /// <summary>How long a turn of the writer may take.</summary>
    public required Func<TimeSpan> DiskTakes { get; init; }

    /// <summary>What happens when it is killed.</summary>
    public required Action OnKilled { get; init; }

    public override TimeProvider Time { get; }

    // On the one thread there is, whoever waits goes on at once: the pool of threads must never come in.
    public override TaskCreationOptions Elsewhere => TaskCreationOptions.None;

    /// <summary>A step: where a process can be killed.</summary>
    public void Step()
    {
        if (!IsDead && ++steps == KilledAt)
        {
            OnKilled();
            End();
        }

        if (IsDead) throw new KilledException();
    }

    /// <summary>The process is no more.</summary>
    public void End() => IsDead = true;

    /// <summary>Does something later, if the process still lives.</summary>
    public void After(TimeSpan wait, Action what) => clock.After(wait, () =>
    {
        if (IsDead) return;
        try
        {
            what();
        }
        catch (KilledException) when (IsDead)
        {
            // Another process may be waiting meanwhile, which goes on; this one finds out by itself.
        }
    });

    /// <summary>Lets the world go on.</summary>
    public void Pump(Func<bool> until, TimeSpan limit)
    {
        long latest = limit == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.Now + limit.Ticks;
        while (!until())
        {
            if (!clock.Next(latest))
            {
                if (latest == long.MaxValue) throw new ViolationException("The run waits for something that never comes.");
                return;
            }

            if (clock.Happened > World.MostSteps) throw new ViolationException("The run does not end.");
            Step();
        }
    }

    public override void Start(Func<Task> work) => After(TimeSpan.FromTicks(order.Below(20_000)), () => _ = work());

    public override void Wait(object gate, TimeSpan limit)
    {
        // Of two runs in one process the one waits within a wait of the other.
        var wait = new Waiting(gate);
        waits.Add(wait);
        Pump(() => wait.IsOver, limit);
        waits.Remove(wait);
    }

    public override void Wake(object gate)
    {
        if (workers.TryGetValue(gate, out TurnWorker? worker)) worker.Wake();
        else if (waits.Find(wait => wait.Gate == gate) is { } found) found.IsOver = true;
    }

    public override void Join(Task task, TimeSpan limit) => Pump(() => task.IsCompleted, limit);

    public override Worker StartWorker(string name, object gate, Func<bool> hasWork, Func<bool> turn) => workers[gate] = new TurnWorker(this, hasWork, turn);

    private sealed class Waiting(object gate)
    {
        public object Gate => gate;

        public bool IsOver { get; set; }
    }

    private sealed class TurnWorker(Process owner, Func<bool> hasWork, Func<bool> turn) : Worker
    {
        private bool isDue;
        private bool hasEnded;

        public override bool HasEnded => hasEnded;

        public override bool Join(TimeSpan limit)
        {
            owner.Pump(() => hasEnded, limit);
            return hasEnded;
        }

        public void Wake()
        {
            if (isDue || hasEnded || !hasWork()) return;
            isDue = true;
            owner.After(owner.DiskTakes(), () =>
            {
                isDue = false;
                hasEnded = !turn();
                Wake();
            });
        }
    }

    private sealed class OwnTime(Process owner) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => owner.clock.TimeOfDay;

        public override long GetTimestamp() => owner.clock.Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new OwnTimer(owner, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class OwnTimer(Process owner, TimerCallback callback, object? state) : ITimer
    {
        private int setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int mine = ++setting;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            owner.After(dueTime, () =>
            {
                if (setting == mine) callback(state);
            });
            return true;
        }

        public void Dispose() => setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The process was killed; it unwinds nothing that anybody could see.</summary>
internal sealed class KilledException : Exception;

/// <summary>A promise was broken.</summary>
internal sealed class ViolationException(string message) : Exception(message);
