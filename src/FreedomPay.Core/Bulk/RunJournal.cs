namespace FreedomPay.Core.Bulk;

/// <summary>What the journal of a run says of its rows, and what of them it counts.</summary>
/// <param name="file">The journal.</param>
public sealed class RunJournal(Journal file) : IDisposable
{
    private long done;
    private long doneWithoutKey;
    private long left;

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>How many rows were found done, where that looks like a run that has done all of it and may be another file; 0 elsewhere.</summary>
    public long FoundComplete => file.WasComplete && doneWithoutKey > 0 && left == 0 ? done : 0;

    internal Journal File => file;

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>The other rows of earlier runs that acted like this one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="names">Wire names; of them, the first has to be there, and the others agree where both rows have them.</param>
    public IReadOnlyList<(JournalIntent Intent, JournalEnd? End)> PastLike(RunRow row, params string[] names) =>
        row?.Ticket is { } ticket ? file.PastLike(ticket, names) : [];

    /// <summary>Asks what is known of a row, which gets its ticket, and its key from an earlier run.</summary>
    /// <param name="row">The row.</param>
    /// <param name="spelling">From a wire name and a text to the one spelling of that value; null where it has but one.</param>
    /// <exception cref="JournalException">Nothing tells the row from others.</exception>
    internal JournalVerdict Look(RunRow row, Func<string, string, string?> spelling)
    {
        JournalTicket ticket = file.Look(
            row.Number, row.OperationId, row.OwnKey, row.KeyField, row.Sent, row.Bearer, row.SensitiveNames, spelling, row.RowId);
        row.Take(ticket);
        if (ticket.Verdict is JournalVerdict.Done) done++;
        else left++;
        if (ticket is { Verdict: JournalVerdict.Done, IsKeyless: true }) doneWithoutKey++;
        return ticket.Verdict;
    }
}
