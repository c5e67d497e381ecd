namespace FreedomPay.Sandbox.State;

/// <summary>The append-only list of what requests did.</summary>
internal sealed class Ledger(Func<DateTimeOffset> clock)
{
    private readonly List<LedgerEntry> entries = [];

    public IReadOnlyList<LedgerEntry> Entries => entries;

    public void Record(string operationId, string key, bool effect) => entries.Add(new LedgerEntry
    {
        Sequence = entries.Count + 1,
        OperationId = operationId,
        Key = key,
        Effect = effect,
        At = clock(),
    });

    public void Clear() => entries.Clear();
}
