namespace FreedomPay.Core.Resilience;

/// <summary>
/// How many retries a connection may still spend. In an outage every request fails, and retries would multiply the load just when the
/// server can bear it least; the bucket runs dry and requests fail after their first attempt, until successes fill it again.
/// </summary>
internal sealed class RetryQuota
{
    public const int Capacity = 500;
    private const int Cost = 5;
    private const int CostOfTimeout = 10;
    private readonly object gate = new();
    private int left = Capacity;

    public int Left
    {
        get { lock (gate) return left; }
    }

    public bool TrySpend(bool timeout)
    {
        int cost = timeout ? CostOfTimeout : Cost;
        lock (gate)
        {
            if (left < cost) return false;
            left -= cost;
            return true;
        }
    }

    public void Refill()
    {
        lock (gate) left = Math.Min(Capacity, left + 1);
    }
}
