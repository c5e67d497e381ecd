namespace FreedomPay.Core.Resilience;

/// <summary>A clock that goes on evenly when that of the machine is set, for those who measure by the time of day.</summary>
internal sealed class SteadyTime(TimeProvider time) : TimeProvider
{
    private readonly DateTimeOffset begun = time.GetUtcNow();
    private readonly long start = time.GetTimestamp();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => begun + time.GetElapsedTime(start);

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
