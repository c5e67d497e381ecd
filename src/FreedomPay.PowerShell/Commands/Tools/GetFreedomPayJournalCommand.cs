using System.Globalization;
using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Tools;

/// <summary>Shows what the journal of a bulk run says of each row.</summary>
/// <remarks>
/// <para>
/// A cmdlet that writes records each request in the file that -Journal names, before it leaves, and what became of it. A row in doubt
/// was about to be sent, or was sent, and its end was not recorded: the run was killed or the answer was lost. Run the same command
/// with the same journal again to have rows in doubt asked for; a row of which the API cannot tell stays in doubt.
/// </para>
/// <para>
/// Needs no connection, reads a journal in use too, changes nothing. The file holds keyed hashes of values, not the values: a row is known by
/// its number and request id.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-Csv clients.csv | New-FreedomPayCardClient -Journal clients.jsonl; Get-FreedomPayJournal clients.jsonl -Summary</code>
/// <para>Runs a file with a journal and shows how many of its rows are in which state.</para>
/// </example>
/// <example>
/// <code>Import-Csv clients.csv | New-FreedomPayCardClient -Journal clients.jsonl; Get-FreedomPayJournal clients.jsonl -State InDoubt, Failed |
/// Export-Csv left.csv</code>
/// <para>Saves the rows that were not, or not for certain, carried out.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayJournal")]
[OutputType(typeof(FreedomPayJournalEntry), typeof(FreedomPayJournalSummary))]
public sealed class GetFreedomPayJournalCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Path of the journal.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "FullName", "Journal")]
    public string Path { get; set; } = "";

    /// <summary>Only rows in these states: Succeeded, Failed, NotSent, InDoubt; all unless given.</summary>
    [Parameter]
#pragma warning disable CA1819 // A parameter that takes several values is an array in PowerShell.
    public FreedomPayJournalState[]? State { get; set; }
#pragma warning restore CA1819

    /// <summary>Returns the counts alone.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem")
        {
            WriteError(ErrorRecords.UnusableJournal(new JournalException(JournalProblem.Unusable, Messages.JournalIsNoFile.With(Path)), Path));
            return;
        }

        try
        {
            Show(path);
        }
        catch (JournalException e)
        {
            WriteError(ErrorRecords.UnusableJournal(e, Path));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing()
    {
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    private static FreedomPayJournalState StateOf(JournalEnd? end) => end?.State switch
    {
        OutcomeState.Succeeded => FreedomPayJournalState.Succeeded,
        OutcomeState.Failed => FreedomPayJournalState.Failed,
        OutcomeState.NotSent => FreedomPayJournalState.NotSent,
        _ => FreedomPayJournalState.InDoubt,
    };

    private void Show(string path)
    {
        var counts = new Dictionary<FreedomPayJournalState, long>();
        IEnumerable<(JournalIntent Intent, JournalEnd? End)> rows = JournalReader.Rows(path, out JournalHeader header, out bool isTorn, stop.Token);
        if (isTorn) WriteWarning(ErrorRecords.Shown(ToolsMessages.JournalLastLineTorn.With(path)));
        foreach ((JournalIntent intent, JournalEnd? end) in rows)
        {
            FreedomPayJournalState state = StateOf(end);
            counts[state] = (counts.TryGetValue(state, out long before) ? before : 0) + 1;
            if (Summary || State?.Contains(state) == false) continue;
            WriteObject(new FreedomPayJournalEntry
            {
                Row = intent.Row,
                State = state,
                OperationId = intent.OperationId,
                RequestId = end?.RequestId ?? intent.RequestId,
                SentAt = intent.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                EndedAt = end?.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
                Reason = end?.Reason?.ToString(),
                Code = end?.Code,
                HttpStatus = end?.HttpStatus,
                Attempts = end?.Attempts,
                Recovered = end?.Recovered == true,
            });
        }

        long Count(FreedomPayJournalState state) => counts.TryGetValue(state, out long count) ? count : 0;
        var summary = new FreedomPayJournalSummary
        {
            Path = ErrorRecords.Shown(path),
            Cmdlet = header.Cmdlet,
            Endpoint = new Uri(header.Endpoint),
            Created = header.Created.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            Rows = counts.Values.Sum(),
            Succeeded = Count(FreedomPayJournalState.Succeeded),
            Failed = Count(FreedomPayJournalState.Failed),
            NotSent = Count(FreedomPayJournalState.NotSent),
            InDoubt = Count(FreedomPayJournalState.InDoubt),
        };
        if (Summary) WriteObject(summary);
        else WriteInformation(summary, ["FreedomPay.Summary"]);
    }
}
