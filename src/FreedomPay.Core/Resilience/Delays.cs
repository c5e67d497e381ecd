namespace FreedomPay.Core.Resilience;

/// <summary>Waits on a clock that tests can move, under one name for both frameworks.</summary>
internal static class Delays
{
    /// <summary>Waits.</summary>
    /// <returns>False when it was cancelled before the time was over.</returns>
    public static async Task<bool> WaitAsync(this TimeProvider time, TimeSpan span, CancellationToken cancellation)
    {
        try
        {
#if NETFRAMEWORK
            await time.Delay(span, cancellation).ConfigureAwait(false);
#else
            await Task.Delay(span, time, cancellation).ConfigureAwait(false);
#endif
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
