using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet that carries a run of rows out: asks, sends, records in a journal, and sums up at the end.</summary>
public abstract class BulkCommand : RowCommand
{
    private const int RowsAhead = 64;
    private static readonly Task<RequestRefusal?> MayLeave = Task.FromResult<RequestRefusal?>(null);
    private FreedomPayConnection? connection;
    private RequestBuilder? requests;
    private BulkRun? run;
    private RowJournal? journal;
    private bool isEnding;
    private long rowsRefused;
    private long rowsBound;

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

    /// <summary>What is left of the time of the command; without a limit, more than anybody waits.</summary>
    private protected TimeSpan TimeLeft => TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) - run!.Elapsed : TimeSpan.MaxValue;

    /// <summary>How long to wait for one request that the API carries out later.</summary>
    private protected TimeSpan WaitLimit => TimeoutSec > 0 ? TimeLeft : TimeSpan.FromSeconds(120);

    private protected ApiClient ClientOfConnection => connection!.Client;

    private protected FreedomPayRegion RegionOfConnection => connection!.Region;

    /// <summary>Whether a row is asked about until it is settled: then a question that tells nothing is not yet its end.</summary>
    private protected virtual bool AsksAgain => false;

    private bool IsWhatIf =>
        LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? typed) ? typed : GetVariableValue("WhatIfPreference"));

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        connection = RequireConnection();
        StartReading(connection.Client.Redactor.Text);
        bool isRead = OperationOf(ParameterSetName).IsRead;
        if (Journal is not null && isRead)
        {
            string shown = connection.Client.Redactor.Text(Journal);
            Throw(
                "JournalNotNeeded", Messages.JournalNotNeeded.With(MyInvocation.InvocationName), Messages.JournalNotNeededAdvice, ErrorCategory.InvalidArgument,
                shown);
        }

        run = new BulkRun(this, ExpectedCount);
        if (TimeoutSec > 0) StopAfter(TimeSpan.FromSeconds(TimeoutSec));
        int limit = ThrottleLimit > 0 ? ThrottleLimit : isRead ? connection.ThrottleLimit : 1;
        // Rows that only read may be got ready while others are under way: it does no harm when nobody wants their results.
        StartDispatching(limit, isRead ? Math.Max(limit, RowsAhead) : 0);
        requests = new RequestBuilder(Binding, connection, (this as IAssumesSecret)?.Secret)
        {
            Slots = Slots,
            Guard = AsksAgain ? null : Guard,
            Claim = ClaimAsync,
            ShowsArrival = ShowsArrival,
        };
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        rowsBound++;
        if (TimeoutSec > 0 && TimeLeft <= TimeSpan.Zero) ThrowTimeIsOver();
        Row row = ReadRow();
        if (row.Refusal is not null)
        {
            rowsRefused++;
            EnqueueRefused(row);
            return;
        }

        if (Journal is not null && !IsWhatIf && !IsToBeSent(row)) return;
        WarnIfInferred(row.Operation);
        if (!row.Operation.IsRead && !MayProcess(row)) return;

        ApiRequest request = requests!.Act(row, PathOf(row.Operation), ParameterSetName, RatePerSecond > 0 ? 1 / RatePerSecond : row.Operation.PauseSec);
        Enqueue(row, (trace, cancellation) => Recorded(row, PerformAsync(row, connection!.Client, request, trace, cancellation)));
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        CompleteAll();
        run!.End(Math.Max(Columns.Seen, rowsBound), journal?.Path);
        // What looks like a run that has done all of it may be another file, whose rows were meant anew.
        if (journal?.FoundComplete is > 0 and { } done) Warn(ErrorRecords.Shown(Messages.NothingWasLeft.With(journal.Path, done)));
        // Not an end of the pipeline: what the other rows brought would be lost with it.
        if (HasCutRows) WriteError(TimeIsOver(Messages.CommandTimeIsOverAtEnd.With(TimeoutSec)));
        if ((Columns.Seen > rowsBound || rowsRefused > 0) && Columns.Cause() is { } cause) WriteError(ErrorRecords.RowsMisread(cause.Message, cause.Advice));
        if (Columns.Seen > rowsBound) Warn(Messages.RowsLackColumn.With(Columns.Seen - rowsBound, Columns.Seen));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) journal?.Dispose();
    }

    /// <summary>The path; where the documentation's own is doubtful, the user may give another.</summary>
    private protected virtual string PathOf(OperationAttribute operation) => operation.Path;

    /// <summary>Carries out the request of a row; where a lost answer can only be proven by what was before, that is asked first.</summary>
    private protected virtual Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        SendAsync(client, request, trace, cancellation);

    /// <summary>How the request is carried out; waiting cmdlets ask again and again.</summary>
    private protected virtual Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        client.SendAsync(request, trace, cancellation);

    /// <summary>What is still waited for of a request that an earlier run had sent; null for nothing.</summary>
    private protected virtual Task<ApiOutcome>? FollowUp(ApiClient client, ApiOutcome kept, IWireTrace trace, CancellationToken cancellation) => null;

    /// <summary>Whether what the status operation answered proves that the request had arrived.</summary>
    private protected virtual bool ShowsArrival(Row row, JsonObject answer) => false;

    /// <summary>Writes what a row brought whose request succeeded; says why that is a failure nevertheless, else null.</summary>
    private protected abstract string? WriteSuccess(Row row, ApiOutcome outcome);

    /// <summary>What a journal keeps of an answer; null where it says that the request was taken and not carried out. Called from any thread.</summary>
    private protected abstract JsonObject? ToKeep(Row row, JsonObject answer);

    /// <summary>A question beside the request of a row.</summary>
    private protected ApiRequest Question(OperationAttribute operation, JsonObject fields, string? requestId, Row? row = null) =>
        requests!.Question(operation, fields, requestId, row);

    /// <summary>The other rows of earlier runs that acted like this one; none without a journal.</summary>
    private protected IReadOnlyList<(JournalIntent Intent, JournalEnd? End)> PastLike(Row row, params string[] names) => row.Ticket is { } ticket
        ? journal!.PastLike(ticket, names)
        : [];

    /// <summary>What names a row in every run, where a journal knows it; else nothing does.</summary>
    private protected string? NameInJournal(string? id) => id is null ? null : journal!.Path + "|" + id;

    // An answer may repeat the PIN or the token of its request.
    private protected Redactor RedactorOf(Row row) =>
        connection!.Client.Redactor.For(
            row.Sent, row.HiddenLeaves.Count > 0 ? [.. Binding.SecretLeaves, .. row.HiddenLeaves] : Binding.SecretLeaves, row.Bearer);

    private protected sealed override void Complete(Row row, ApiOutcome outcome)
    {
        if (outcome.State is OutcomeState.Succeeded)
        {
            string? failure = WriteSuccess(row, outcome);
            run!.Count(outcome, failure, row.Ticket?.Verdict is JournalVerdict.Done);
        }
        else
        {
            ErrorRecord error = row.Refusal ?? ErrorRecords.Fault(row, outcome);
            run!.Count(outcome, ((FreedomPayException)error.Exception).Reason, isReplayed: false);
            WriteError(error);
        }

        // Nothing more can be recorded, so nothing more may be sent. What is in flight is still told of.
        if (journal?.Failure is { } broken && !isEnding) EndFor(broken);
    }

    /// <summary>Asks the journal of a row; what is not to be sent is returned, or refused, in its turn.</summary>
    private bool IsToBeSent(Row row)
    {
        switch (LookUp(row))
        {
            case JournalVerdict.Send or JournalVerdict.InDoubt:
                return true;
            case JournalVerdict.Done:
                var kept = new ApiOutcome
                {
                    State = OutcomeState.Succeeded,
                    OperationId = row.Operation.OperationId,
                    RequestId = row.RequestId,
                    Answer = row.Ticket!.Answer ?? [],
                };
                Enqueue(
                    row,
                    (trace, cancellation) => FollowUp(connection!.Client, kept, trace, cancellation) is { } following
                        ? Recorded(row, following)
                        : Task.FromResult(kept));
                return false;
            case var verdict:
                row.Refusal = verdict is JournalVerdict.Repeated
                    ? ErrorRecords.DuplicateKey(row)
                    : ErrorRecords.JournalConflict(row, journal!.Path, row.Redact);
                EnqueueRefused(row);
                return false;
        }
    }

    private JournalVerdict LookUp(Row row)
    {
        ApiRoute route = requests!.RouteOf(row.Operation);
        try
        {
            journal ??= RowJournal.Open(this, Journal!, connection!, route, Halting);
            return journal.Look(row, ParameterSetName, route);
        }
        catch (JournalException problem)
        {
            EndFor(problem);
            throw;
        }
        catch (OperationCanceledException)
        {
            if (IsOutOfTime) ThrowTimeIsOver();
            throw new PipelineStoppedException();
        }
    }

    private Task<ApiOutcome> Recorded(Row row, Task<ApiOutcome> pending) =>
        row.Ticket is { } ticket ? journal!.RecordAsync(ticket, pending, answer => ToKeep(row, answer)) : pending;

    // It takes its turn among the rows that are sent, so that errors and results keep the order of the input.
    private void EnqueueRefused(Row row) => Enqueue(row, (_, _) => Task.FromResult(ApiOutcome.NeverSent(row.Operation.OperationId)));

    private void EndFor(JournalException problem)
    {
        isEnding = true;
        CompleteAll();
        ThrowTerminatingError(ErrorRecords.UnusableJournal(problem, Journal!));
    }

    private bool MayProcess(Row row)
    {
        // An id is typed by hand and may be a card number by mistake; -Verbose shows the question too.
        string subject = row.Redact(SubjectOf(row.Sent) ?? row.RequestId ?? row.Operation.Path);
        return ShouldProcess($"{row.Prefix}{subject}, {connection}", OperationTexts.ActionOf(row.Operation.OperationId, row.Operation.Api));
    }

    /// <summary>Says why a request must not leave that was about to; called from any thread.</summary>
    private Task<RequestRefusal?> ClaimAsync(Row row, string? requestId)
    {
        // First of all: whoever gives the row up meanwhile must not say that it was not sent.
        row.MayHaveLeft = true;
        RequestRefusal? refusal = IsStopping ? new RequestRefusal(FaultReason.Cancelled, Messages.StoppedBeforeSent)
            // A question may come late, such as the last one of a wait.
            : !row.Operation.IsRead && TimeLeft <= TimeSpan.Zero ? new RequestRefusal(FaultReason.Cancelled, Messages.TimeWasOverBeforeSent.With(TimeoutSec))
            : null;
        if (refusal is not null)
        {
            row.MayHaveLeft = false;
            return Task.FromResult<RequestRefusal?>(refusal);
        }

        if (row.Ticket?.SentAt is null) row.SentAt = DateTimeOffset.UtcNow;
        return row.Ticket is { } ticket ? journal!.ClaimAsync(ticket, requestId, row.Note) : MayLeave;
    }

    private void WarnIfInferred(OperationAttribute operation)
    {
        if (operation.Evidence is not FreedomPayEvidence.Inferred || !RunspaceState.Current.Warned.Add(operation.OperationId)) return;
        Warn(Messages.PathInferred.With(operation.OperationId, operation.Path));
    }

    private void ThrowTimeIsOver()
    {
        CompleteAll();
        run!.End(Math.Max(Columns.Seen, rowsBound), journal?.Path);
        ThrowTerminatingError(TimeIsOver(Messages.CommandTimeIsOver.With(TimeoutSec, rowsBound)));
    }

    private ErrorRecord TimeIsOver(string message) => ErrorRecords.Create(
        new FreedomPayException("CommandTimeout", message), Journal is null ? Messages.CommandTimeIsOverAdvice : Messages.CommandTimeIsOverAdviceJournal,
        ErrorCategory.OperationTimeout, rowsBound);
}
