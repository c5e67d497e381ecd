namespace FreedomPay.Core.Resilience;

/// <summary>Waits on a clock that tests can move, under one name for both frameworks.</summary>
internal static class Delays
{
    /// <summary>
    /// Waits. Whoever cancels goes on with what was waiting, and leaves it to no other thread, so that a stop has taken effect when it returns.
    /// </summary>
    /// <returns>False when it was cancelled before the time was over.</returns>
    public static async Task<bool> WaitAsync(this TimeProvider time, TimeSpan span, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return false;
        var done = new TaskCompletionSource<bool>();
        // Timers drop what is less than a millisecond: who waits again for the rest of a wait would not wait at all, but spin.
        using ITimer timer = time.CreateTimer(End, done, TimeSpan.FromMilliseconds(Math.Ceiling(span.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration stopped = cancellation.Register(static waiting => ((TaskCompletionSource<bool>)waiting!).TrySetResult(false), done);
        return await done.Task.ConfigureAwait(false);

        static void End(object? waiting) => ((TaskCompletionSource<bool>)waiting!).TrySetResult(true);
    }
}
