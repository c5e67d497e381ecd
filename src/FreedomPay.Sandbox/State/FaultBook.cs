using System.Text;
using System.Text.RegularExpressions;

namespace FreedomPay.Sandbox.State;

/// <summary>What the faults mean for one request: at most one of them, and a delay.</summary>
internal sealed record FaultPlan(SandboxFault? Fault, int DelayMilliseconds, long Sequence);

/// <summary>The live faults. The first that matches is used; latencies add up and combine with it.</summary>
internal sealed class FaultBook(int seed)
{
    private readonly List<Live> live = [];
    private Random random = new(seed);
    private long used;

    public IReadOnlyList<SandboxFault> Snapshot()
    {
        lock (live) return live.ConvertAll(entry => entry.Fault);
    }

    public void Add(SandboxFault fault)
    {
        lock (live) live.Add(new Live(fault));
    }

    public void Clear()
    {
        lock (live) live.Clear();
    }

    /// <summary>Forgets all faults and starts the random decisions anew.</summary>
    public void Reset()
    {
        lock (live)
        {
            live.Clear();
            random = new Random(seed);
            used = 0;
        }
    }

    /// <summary>Decides about a request and uses up what hits it.</summary>
    public FaultPlan Take(string operationId)
    {
        lock (live)
        {
            SandboxFault? chosen = null;
            int delay = 0;
            foreach (Live entry in live)
            {
                bool isLatency = entry.Fault.Kind == SandboxFaultKind.Latency;
                if ((chosen is not null && !isLatency) || !entry.Hits(operationId, random)) continue;
                delay += Math.Max(0, entry.Fault.LatencyMilliseconds);
                if (!isLatency) chosen = entry.Fault;
                entry.Use();
            }

            live.RemoveAll(entry => entry.Fault.Count is <= 0);
            if (chosen is not null) used++;
            return new FaultPlan(chosen, delay, used);
        }
    }

    private sealed class Live(SandboxFault fault)
    {
        private readonly Regex pattern = Wildcard(fault.OperationId);

        public SandboxFault Fault { get; private set; } = fault;

        public bool Hits(string operationId, Random random)
        {
            if (Fault.Count is <= 0 || !pattern.IsMatch(operationId)) return false;
            if (Fault.Skip > 0)
            {
                Fault = Fault with { Skip = Fault.Skip - 1 };
                return false;
            }

#pragma warning disable CA5394 // Repeatable, not secret.
            return Fault.Probability >= 1 || random.NextDouble() < Fault.Probability;
#pragma warning restore CA5394
        }

        public void Use()
        {
            if (Fault.Count is { } count) Fault = Fault with { Count = count - 1 };
        }

        private static Regex Wildcard(string pattern)
        {
            var text = new StringBuilder("^");
            foreach (char character in pattern)
            {
                text.Append(character switch { '*' => ".*", '?' => ".", _ => Regex.Escape(character.ToString()) });
            }

            return new Regex(text.Append("\\z").ToString(), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
    }
}
