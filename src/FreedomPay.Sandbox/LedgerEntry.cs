namespace FreedomPay.Sandbox;

/// <summary>One line of the sandbox's ledger: what a request did. Written before its answer is sent.</summary>
public sealed record LedgerEntry
{
    /// <summary>Position in the ledger, from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>Operation of the contract.</summary>
    public string OperationId { get; init; } = "";

    /// <summary>What tells the request apart: request id, idempotency key, order number or phone; empty when it has none.</summary>
    public string Key { get; init; } = "";

    /// <summary>Whether something was made or changed; false for a refused or replayed repeat and for a declined request.</summary>
    public bool Effect { get; init; }

    /// <summary>When, by the sandbox's clock.</summary>
    public DateTimeOffset At { get; init; }
}
