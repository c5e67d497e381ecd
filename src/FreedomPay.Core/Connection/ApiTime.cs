namespace FreedomPay.Core.Connection;

/// <summary>
/// What time it is for the API, by the dates of its answers: the clock of this machine may be wrong, and be set at any time. Safe for concurrent use.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class ApiTime(TimeProvider time)
{
    // The date is one of somewhere on the way there and back.
    private static readonly TimeSpan LongestTrip = TimeSpan.FromSeconds(2);
    private readonly object gate = new();
    private DateTimeOffset? date;
    private DateTimeOffset noted;
    private long since;

    /// <summary>By how much it may be later than is said here; dates are in whole seconds.</summary>
    public static TimeSpan Accuracy { get; } = LongestTrip + TimeSpan.FromSeconds(1);

    /// <summary>The time; null as long as no answer has told, or where nobody knows how long ago that was: the machine slept, or its clock was set.</summary>
    public DateTimeOffset? Now
    {
        get
        {
            lock (gate)
            {
                TimeSpan elapsed = time.GetElapsedTime(since);
                return (time.GetUtcNow() - noted - elapsed).Duration() > Accuracy ? null : date + elapsed;
            }
        }
    }

    /// <summary>Notes what an answer says. It was later by then, so that of several the latest time is the truest.</summary>
    /// <param name="answered">Its date.</param>
    /// <param name="begun">When the request left, as a timestamp.</param>
    /// <param name="ended">When the answer began to come.</param>
    internal void Note(DateTimeOffset answered, long begun, long ended)
    {
        // No clock is that wrong, and what is reckoned with it could not be told any more.
        if (time.GetElapsedTime(begun, ended) > LongestTrip || answered.Year is < 2000 or > 9000) return;
        lock (gate)
        {
            if (Now is { } known && known - answered is { } later && later > TimeSpan.Zero && later <= Accuracy) return;
            date = answered;
            since = ended;
            noted = time.GetUtcNow() - time.GetElapsedTime(ended);
        }
    }
}
