namespace FreedomPay.PowerShell.Tests;

/// <summary>A clock that stands where it was set.</summary>
internal sealed class SetTime : TimeProvider
{
    /// <summary>The time of day.</summary>
    public DateTimeOffset TimeOfDay { get; set; }

    /// <summary>The time that has gone by, whatever the clock says.</summary>
    public TimeSpan Elapsed { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => TimeOfDay;

    public override long GetTimestamp() => Elapsed.Ticks;
}
