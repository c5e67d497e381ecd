using System.Management.Automation;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose rows are one run: how many at a time, how fast, for how long, with which journal; and what is said at its end.</summary>
public abstract class RunCommand : RowCommand
{
    private const int RowsAhead = 64;
    private long rowsBound;
    private long rowsRefused;

    /// <summary>
    /// How many requests may be in flight at the same time, from 1 to 256. Operations that write take 1 unless told
    /// otherwise, because <c>Select-Object -First</c> further down cannot unsend what is in flight. Those that only read
    /// take the limit of the connection, and read more rows from the input meanwhile.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; }

    /// <summary>
    /// Path of a file that records each request before it leaves and what became of it (JSON Lines, docs/journal.md). Run the same command
    /// with the same journal again, after whatever end, and rows that were carried out are returned from it with Replayed, rows in doubt
    /// are asked for, and only the rest is sent. It holds no secret, card number or personal value, only keyed hashes of them. For cmdlets
    /// that write; rows should have a key column of their own, such as RequestId, else a row is known by its content.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>
    /// How many requests may leave in a second, from 0.01 to 10000, evenly spaced; repeats and questions about the state of a request do not count.
    /// No limit unless given, but for payments, which leave at least 1.5 seconds apart, as the documentation asks.
    /// </summary>
    [Parameter]
    [ValidateRange(0.01, 10000.0)]
    public double RatePerSecond { get; set; }

    /// <summary>
    /// Seconds that the whole command may take, from 1 to 86400; no limit unless given. Then nothing new is sent, what is in flight gets a second
    /// to be answered, a row that does not end by then is told as unknown, and an error says that the time is over.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; }

    /// <summary>How many rows will come, for the time left in the progress bar; without it the bar shows counts and rate.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long ExpectedCount { get; set; }

    /// <summary>How long to wait for one request that the API carries out later.</summary>
    private protected TimeSpan WaitLimit => TimeoutSec > 0 ? Run.TimeLeft : TimeSpan.FromSeconds(120);

    private protected RunSummary Summary => field ??= new RunSummary(this, ExpectedCount);

    /// <summary>Begins the run.</summary>
    /// <param name="isRead">Whether it only reads.</param>
    /// <param name="connection">Where requests go.</param>
    private protected void BeginRun(bool isRead, FreedomPayConnection connection)
    {
        if (Journal is not null && isRead)
        {
            string shown = connection.Client.Redactor.Text(Journal);
            Throw(
                "JournalNotNeeded", Messages.JournalNotNeeded.With(MyInvocation.InvocationName), Messages.JournalNotNeededAdvice, ErrorCategory.InvalidArgument,
                shown);
        }

        // Its clock starts now.
        _ = Summary;
        int limit = ThrottleLimit > 0 ? ThrottleLimit : isRead ? connection.ThrottleLimit : 1;
        // Rows that only read may be got ready while others are under way: it does no harm when nobody wants their results.
        BeginRun(limit, isRead ? Math.Max(limit, RowsAhead) : 0, TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null);
    }

    /// <summary>The next row; null for one that is refused, which is told in its turn.</summary>
    private protected Row? NextRow()
    {
        rowsBound++;
        if (Run.TimeLeft <= TimeSpan.Zero) ThrowTimeIsOver();
        Row row = ReadRow();
        if (row.Refusal is null) return row;
        rowsRefused++;
        Run.Refuse(row);
        return null;
    }

    /// <summary>Waits for what is in flight, and says what became of the whole.</summary>
    private protected void EndRun()
    {
        Run.CompleteAll();
        Summary.End(RowsSeen, Run.Journal?.Path);
        // What looks like a run that has done all of it may be another file, whose rows were meant anew.
        if (Run.Journal?.FoundComplete is > 0 and { } done) Warn(ErrorRecords.Shown(Messages.NothingWasLeft.With(Run.Journal.Path, done)));
        // Not an end of the pipeline: what the other rows brought would be lost with it.
        if (Run.HasCutRows) WriteError(TimeIsOver(Messages.CommandTimeIsOverAtEnd.With(TimeoutSec)));
        if ((Columns.Seen > rowsBound || rowsRefused > 0) && Columns.Cause() is { } cause) WriteError(ErrorRecords.RowsMisread(cause.Message, cause.Advice));
        if (Columns.Seen > rowsBound) Warn(Messages.RowsLackColumn.With(Columns.Seen - rowsBound, Columns.Seen));
    }

    private protected void ThrowTimeIsOver()
    {
        Run.CompleteAll();
        Summary.End(RowsSeen, Run.Journal?.Path);
        ThrowTerminatingError(TimeIsOver(Messages.CommandTimeIsOver.With(TimeoutSec, rowsBound)));
    }

    private long RowsSeen => Math.Max(Columns.Seen, rowsBound);

    private ErrorRecord TimeIsOver(string message) => ErrorRecords.Create(
        new FreedomPayException("CommandTimeout", message), Journal is null ? Messages.CommandTimeIsOverAdvice : Messages.CommandTimeIsOverAdviceJournal,
        ErrorCategory.OperationTimeout, rowsBound);
}
