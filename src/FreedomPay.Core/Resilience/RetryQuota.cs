namespace FreedomPay.Core.Resilience;

/// <summary>
/// What a connection may spend on retries, so that an outage stops being retried: each retry costs, each success gives a
/// little back.
/// </summary>
internal sealed class RetryQuota
{
    public const int Capacity = 500;
    public const int Cost = 5;
    public const int TimeoutCost = 10;

    private int tokens = Capacity;

    public int Tokens => Volatile.Read(ref tokens);

    public bool TrySpend(int cost)
    {
        while (true)
        {
            int present = Volatile.Read(ref tokens);
            if (present < cost) return false;
            if (Interlocked.CompareExchange(ref tokens, present - cost, present) == present) return true;
        }
    }

    public void Reward()
    {
        while (true)
        {
            int present = Volatile.Read(ref tokens);
            if (present >= Capacity || Interlocked.CompareExchange(ref tokens, present + 1, present) == present) return;
        }
    }
}
