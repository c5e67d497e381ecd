namespace FreedomPay.Sandbox.State;

/// <summary>A profile that was ordered.</summary>
internal sealed record ProfileOrder(string RequestId, string FreedomId, string Payload, DateTimeOffset At);

/// <summary>The ordered profiles: pending for the processing time, then completed, and forgotten an hour later, as documented.</summary>
internal sealed class ProfileOrders(Func<DateTimeOffset> clock, TimeSpan processingTime)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(60);
    private readonly Dictionary<string, ProfileOrder> byRequestId = new(StringComparer.OrdinalIgnoreCase);

    public int Count => byRequestId.Count;

    public ProfileOrder? Find(string requestId) =>
        byRequestId.TryGetValue(requestId, out ProfileOrder? order) && clock() < order.At + processingTime + Kept ? order : null;

    public ProfileOrder Add(string requestId, string freedomId)
    {
        string payload = string.Concat(Enumerable.Range(0, 3).Select(_ => Guid.NewGuid().ToString("N")));
        return byRequestId[requestId] = new ProfileOrder(requestId, freedomId, payload, clock());
    }

    /// <summary>pending or completed.</summary>
    public string StatusOf(ProfileOrder order) => clock() - order.At < processingTime ? "pending" : "completed";

    public void Clear() => byRequestId.Clear();
}
