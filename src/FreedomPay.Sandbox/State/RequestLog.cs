namespace FreedomPay.Sandbox.State;

/// <summary>A request that the sandbox received.</summary>
internal sealed class ReceivedRequest(long sequence, string method, string path)
{
    public long Sequence { get; } = sequence;

    public string Method { get; } = method;

    public string Path { get; } = path;

    /// <summary>Empty when no operation was found.</summary>
    public string OperationId { get; set; } = "";

    /// <summary>HTTP status of the answer; null while there is none, 0 for an aborted connection.</summary>
    public int? Status { get; set; }
}

/// <summary>The last requests, and how many there were. Control requests are not counted.</summary>
internal sealed class RequestLog
{
    private const int Most = 10_000;
    private readonly Queue<ReceivedRequest> kept = new();
    private long total;

    public long Total
    {
        get
        {
            lock (kept) return total;
        }
    }

    public ReceivedRequest Add(string method, string path)
    {
        lock (kept)
        {
            total++;
            var request = new ReceivedRequest(total, method, path);
            kept.Enqueue(request);
            if (kept.Count > Most) kept.Dequeue();
            return request;
        }
    }

    public IReadOnlyList<ReceivedRequest> Snapshot()
    {
        lock (kept) return kept.ToArray();
    }

    public void Clear()
    {
        lock (kept)
        {
            kept.Clear();
            total = 0;
        }
    }
}
