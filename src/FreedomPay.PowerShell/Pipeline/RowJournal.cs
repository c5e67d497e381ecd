using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>What the journal of a run says of its rows, and what of them it counts.</summary>
/// <param name="file">The journal.</param>
/// <param name="binding">The operations and fields of the cmdlet.</param>
/// <param name="connection">Where requests go.</param>
internal sealed class RowJournal(Journal file, OperationBinding binding, FreedomPayConnection connection) : IDisposable
{
    private readonly Dictionary<string, Spelling> spellings = new(StringComparer.Ordinal);
    private long done;
    private long doneWithoutKey;
    private long left;

    public string Path => file.Path;

    /// <summary>Why nothing more can be recorded, and so nothing more be sent; null as long as all is well.</summary>
    public JournalException? Failure => file.Failure;

    /// <summary>How many rows were found done, where that looks like a run that has done all of it and may be another file; 0 elsewhere.</summary>
    public long FoundComplete => file.WasComplete && doneWithoutKey > 0 && left == 0 ? done : 0;

    /// <summary>Opens the journal of a run.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="given">Its path as it was given.</param>
    /// <param name="connection">Where requests go.</param>
    /// <param name="route">How the requests go.</param>
    /// <param name="cancellation">Ends the reading of a large one.</param>
    /// <exception cref="JournalException">It cannot be used, and why.</exception>
    public static RowJournal Open(PSCmdlet cmdlet, string given, FreedomPayConnection connection, ApiRoute route, CancellationToken cancellation)
    {
        string path = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(given, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") throw new JournalException(JournalProblem.Unusable, Messages.JournalIsNoFile.With(given));
        Journal file = Journal.Open(path, cmdlet.MyInvocation.MyCommand.Name, connection.Client.Settings, route, TimeProvider.System, cancellation);
        return new RowJournal(file, OperationBinding.Of(cmdlet.GetType()), connection);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Asks what is known of a row, which gets its ticket, and its key from an earlier run.</summary>
    /// <param name="row">The row.</param>
    /// <param name="parameterSet">The parameter set that it chose.</param>
    /// <param name="route">How its request goes.</param>
    /// <exception cref="JournalException">Nothing tells the row from others.</exception>
    public JournalVerdict Look(Row row, string parameterSet, ApiRoute route)
    {
        // Tokens change from hour to hour and name nobody, so that this user cannot be told from another one in the next run.
        bool isOfSignedIn = row.Bearer is null && route.Credential is CredentialKind.FreedomIdUser && connection.Client.Session is not null;
        if (isOfSignedIn) throw new JournalException(JournalProblem.Ambiguous, Messages.JournalOfSignedInUser);
        if (!spellings.TryGetValue(parameterSet, out Spelling? spelling)) spellings[parameterSet] = spelling = new Spelling(binding, parameterSet);
        JournalTicket ticket = file.Look(
            row.Number, row.Operation.OperationId, row.OwnKey, row.Operation.Key, row.Sent, row.Bearer, row.SensitiveNames, spelling.Of, row.RowId);
        row.Ticket = ticket;
        if (ticket.Verdict is JournalVerdict.Done) done++;
        else left++;
        if (ticket is { Verdict: JournalVerdict.Done, IsKeyless: true }) doneWithoutKey++;
        // The number that the API may know: by it is asked, and under it is sent again what is not repeated under a new one.
        if (ticket.Verdict is JournalVerdict.Done or JournalVerdict.InDoubt) TakeOver(row, ticket.RequestId);
        if (ticket.Verdict is JournalVerdict.InDoubt) row.SentAt = ticket.SentAt ?? DateTimeOffset.UtcNow;
        return ticket.Verdict;
    }

    /// <summary>Records that the request of a row is about to leave; says why it must not.</summary>
    public Task<RequestRefusal?> ClaimAsync(JournalTicket ticket, string? requestId, string? note) => file.ClaimAsync(ticket, requestId, note);

    /// <summary>Records what becomes of a row.</summary>
    public Task<ApiOutcome> RecordAsync(JournalTicket ticket, Task<ApiOutcome> pending, Func<JsonObject, JsonObject?> keep) =>
        file.RecordAsync(ticket, pending, keep);

    /// <summary>The other rows of earlier runs that acted like this one.</summary>
    public IReadOnlyList<(JournalIntent Intent, JournalEnd? End)> PastLike(JournalTicket ticket, string[] names) => file.PastLike(ticket, names);

    private static void TakeOver(Row row, string? requestId)
    {
        if (requestId is null) return;
        row.RequestId = requestId;
        if (row.Operation.Key is { } key && row.Sent.ContainsKey(key)) row.Sent[key] = requestId;
    }
}
