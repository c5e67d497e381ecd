namespace FreedomPay.Core.Resilience;

/// <summary>
/// When the next request to a host may leave: not while the server asks for a pause (HTTP 429), whichever request it told, and not too
/// soon after the one before it where a distance is kept. Told by elapsed time, for the clock of the machine may be set back.
/// </summary>
internal sealed class RequestPacer(TimeProvider time, TimeSpan longestWait)
{
    private readonly object gate = new();
    private readonly long start = time.GetTimestamp();
    private TimeSpan blockedUntil;
    private TimeSpan nextSlot;

    /// <summary>How long the server's pause goes on, at most what is waited at all; null when there is none.</summary>
    public TimeSpan? Blocked
    {
        get
        {
            TimeSpan left;
            lock (gate) left = blockedUntil - Now;
            return left <= TimeSpan.Zero ? null : left < longestWait ? left : longestWait;
        }
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    /// <summary>The server has asked for a pause.</summary>
    public void Block(TimeSpan? pause)
    {
        // One that says "too many" and not for how long is given to breathe a little.
        TimeSpan until = Now + (pause ?? TimeSpan.FromMilliseconds(500));
        lock (gate)
        {
            if (until > blockedUntil) blockedUntil = until;
        }
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="distance">The least distance to the request before; zero for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when it has come; else why the request is not sent.</returns>
    public async Task<RequestRefusal?> WaitAsync(TimeSpan distance, CancellationToken cancellation)
    {
        TimeSpan slot = distance > TimeSpan.Zero ? TakeSlot(distance) : default;
        while (true)
        {
            TimeSpan now = Now;
            TimeSpan blocked;
            lock (gate) blocked = blockedUntil;
            if (blocked - now > longestWait)
            {
                return new RequestRefusal(FaultReason.Throttled, Messages.PausedTooLong.With(time.GetUtcNow() + (blocked - now)));
            }

            TimeSpan wait = (blocked > slot ? blocked : slot) - now;
            if (wait <= TimeSpan.Zero) return null;
            if (!await time.WaitAsync(wait, cancellation).ConfigureAwait(false)) return new RequestRefusal(FaultReason.Cancelled, Messages.StoppedBeforeSent);
        }
    }

    private TimeSpan TakeSlot(TimeSpan distance)
    {
        lock (gate)
        {
            TimeSpan now = Now;
            TimeSpan slot = nextSlot > now ? nextSlot : now;
            nextSlot = slot + distance;
            return slot;
        }
    }
}
