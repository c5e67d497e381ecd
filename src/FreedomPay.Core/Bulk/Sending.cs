namespace FreedomPay.Core.Bulk;

/// <summary>A moment at which a request left.</summary>
public sealed class Sending
{
    private readonly Func<DateTimeOffset?> byApi;

    /// <summary>One that a journal tells of.</summary>
    /// <param name="at">By the clock of the machine.</param>
    /// <param name="byApi">By the API; null where nobody knew.</param>
    internal Sending(DateTimeOffset at, DateTimeOffset? byApi)
    {
        At = at;
        this.byApi = () => byApi;
    }

    /// <summary>Now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="apiNow">Tells the time of the API, which may be known only later.</param>
    internal Sending(TimeProvider time, Func<DateTimeOffset?> apiNow)
    {
        At = time.GetUtcNow();
        long begun = time.GetTimestamp();
        DateTimeOffset? known = apiNow();
        byApi = () => known ??= apiNow() - time.GetElapsedTime(begun);
    }

    /// <summary>By the clock of the machine, which may be wrong.</summary>
    public DateTimeOffset At { get; }

    /// <summary>By the clock of the API; null as long as that is not known.</summary>
    public DateTimeOffset? ByApi => byApi();
}
