namespace FreedomPay.Core.Tests.Support;

/// <summary>
/// A clock that only tests move. Short timers (the waits between attempts) fire at once and carry the clock forward, so that a test of
/// retries needs no sleep; long ones (the timeouts) fire when the clock is advanced past them. <see cref="HoldWaits"/> holds short ones too.
/// </summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private readonly object gate = new();
    private readonly List<ManualTimer> timers = [];
    private readonly List<TimeSpan> waits = [];
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public bool HoldWaits { get; set; }

    /// <summary>By how much the time of day was set, which elapsed time does not see.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>Completes when a short wait has begun, with <see cref="HoldWaits"/>.</summary>
    public Task WaitBegun => held.Task;

    public IReadOnlyList<TimeSpan> Waits
    {
        get { lock (gate) return [.. waits]; }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now + Offset;
    }

    public override long GetTimestamp() => (GetUtcNow() - Offset).UtcTicks;

    public void Advance(TimeSpan span)
    {
        List<ManualTimer> due;
        lock (gate)
        {
            now += span;
            due = [.. timers.Where(t => t.Due <= now)];
            foreach (ManualTimer timer in due) timers.Remove(timer);
        }

        foreach (ManualTimer timer in due) timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Set(ManualTimer timer, TimeSpan due)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (due == Timeout.InfiniteTimeSpan) return;
            timer.Due = now + due;
            if (due >= Long || HoldWaits)
            {
                timers.Add(timer);
                if (due < Long)
                {
                    waits.Add(due);
                    held.TrySetResult();
                }

                return;
            }

            waits.Add(due);
            now += due;
        }

        ThreadPool.QueueUserWorkItem(static fired => ((ManualTimer)fired!).Fire(), timer);
    }

    private void Forget(ManualTimer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private int disposed;

        public DateTimeOffset Due { get; set; }

        public void Fire()
        {
            if (Volatile.Read(ref disposed) == 0) callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            owner.Set(this, dueTime);
            return true;
        }

        public void Dispose()
        {
            Volatile.Write(ref disposed, 1);
            owner.Forget(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
