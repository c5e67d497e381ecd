using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>
/// A cmdlet that performs an operation of the API for each row of its input: validates, asks, sends, and writes results in
/// the order of the input. A row that fails is one error and never stops the others.
/// </summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ApiCommand<TResult> : DispatchingCommand, IRowRules
    where TResult : FreedomPayObject, new()
{
    private const int RowsAhead = 64;
    private static readonly Task<RequestRefusal?> Nothing = Task.FromResult<RequestRefusal?>(null);
    private readonly Dictionary<string, Spelling> spellings = new(StringComparer.Ordinal);
    private readonly HashSet<string> typedParameters = new(StringComparer.OrdinalIgnoreCase);
    private FreedomPayConnection? connection;
    private Func<string, string>? redact;
    private BulkRun? run;
    private Journal? journal;
    private bool isEnding;
    private PSObject? input;
    private RowColumns? columns;
    private long rowsRefused;
    private long rowsBound;
    private long rowsDone;
    private long rowsDoneWithoutKey;
    private long rowsLeft;

    /// <summary>
    /// The row itself. Its columns are bound to the other parameters by name; it is taken whole so that an error can name the
    /// row and give it back.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [Row]
    public object? InputObject
    {
        get => input;
        set
        {
            // PowerShell also resets the parameter, to null, between two rows.
            input = (value as PipelineRow)?.Row;
            if (input is not null) Columns.Note(input);
        }
    }

    /// <summary>
    /// Fields that the documentation has and this cmdlet has not: a hashtable from wire names to values, sent as they are.
    /// A dotted name is nested (<c>@{ 'client.nickname' = 'V' }</c>). A date is written as text; a SecureString is sent as its text and masked
    /// wherever it would show.
    /// </summary>
    [Parameter]
    [ValidateNotNull, FieldTable]
    public Hashtable? AdditionalField { get; set; }

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
    /// An id of the row in its file, such as a number of the order or of the line, for -Journal: by it the row is known again, whatever became of its values.
    /// It is never sent. Two rows with the same one in a run are refused; it stands in errors, so it must not be a card number.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    public string? RowId { get; set; }

    /// <summary>
    /// How many requests may leave in a second, from 0.01 to 10000, evenly spaced; repeats and questions about the state of a request do not count. No limit unless
    /// given, but for payments, which leave at least 1.5 seconds apart, as the documentation asks.
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

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        typedParameters.UnionWith(MyInvocation.BoundParameters.Keys);
        connection = RequireConnection();
        redact = connection.Client.Redactor.Text;
        if (Journal is not null && OperationOf(ParameterSetName).IsRead)
        {
            Throw("JournalNotNeeded", Messages.JournalNotNeeded.With(MyInvocation.InvocationName), Messages.JournalNotNeededAdvice, ErrorCategory.InvalidArgument, redact(Journal));
        }

        run = new BulkRun(this, ExpectedCount);
        if (TimeoutSec > 0) StopAfter(TimeSpan.FromSeconds(TimeoutSec));
        bool isRead = OperationOf(ParameterSetName).IsRead;
        int limit = ThrottleLimit > 0 ? ThrottleLimit : isRead ? connection.ThrottleLimit : 1;
        // Rows that only read may be got ready while others are under way: it does no harm when nobody wants their results.
        StartDispatching(limit, isRead ? Math.Max(limit, RowsAhead) : 0);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        rowsBound++;
        Columns.NoteBound();
        if (TimeoutSec > 0 && TimeLeft <= TimeSpan.Zero) ThrowTimeIsOver();
        OperationAttribute operation = OperationOf(ParameterSetName);
        var row = new Row(Columns.Seen, input, operation, Binding.SecretNames, redact!);
        ReadColumnsOfValues();
        ResolvePaths();
        List<FieldFault> faults = Judge(row, ParameterSetName, IsGiven);
        if (faults.Count > 0)
        {
            rowsRefused++;
            // It takes its turn among the rows that are sent, so that errors and results keep the order of the input.
            row.Refusal = ErrorRecords.InvalidInput(row, faults, redact!);
            Enqueue(row, (_, _) => Task.FromResult(ApiOutcome.NeverSent(operation.OperationId)));
            return;
        }

        EnsureKey(row);
        if (Journal is not null && !IsWhatIf && !IsToBeSent(row)) return;
        WarnIfInferred(operation);
        if (!operation.IsRead && !MayProcess(row)) return;

        ApiRequest request = ToRequest(row);
        Enqueue(row, (trace, cancellation) => row.Ticket is null
            ? PerformAsync(row, connection!.Client, request, trace, cancellation)
            : journal!.RecordAsync(row.Ticket, PerformAsync(row, connection!.Client, request, trace, cancellation), answer => ToKeep(row, answer)));
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        CompleteAll();
        run!.End(Math.Max(Columns.Seen, rowsBound), journal?.Path);
        // What looks like a run that has done all of it may be another file, whose rows were meant anew.
        if (journal?.WasComplete == true && rowsDoneWithoutKey > 0 && rowsLeft == 0) Warn(ErrorRecords.Shown(Messages.NothingWasLeft.With(journal.Path, rowsDone)));
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

    /// <summary>What is left of the time of the command; without a limit, more than anybody waits.</summary>
    private protected TimeSpan TimeLeft => TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) - run!.Elapsed : TimeSpan.MaxValue;

    /// <summary>How long to wait for one request that the API carries out later.</summary>
    private protected TimeSpan WaitLimit => TimeoutSec > 0 ? TimeLeft : TimeSpan.FromSeconds(120);

    /// <summary>Whether a parameter was typed, and so counts for every row; the rest came with the row.</summary>
    private protected bool IsTyped(string parameter) => typedParameters.Contains(parameter);

    /// <summary>Whether the row has a column of one of these names, whatever is in it.</summary>
    private protected bool HasColumn(params string[] names) => input is not null && !ValueText.IsValue(input) && names.Any(name => input.Properties[name] is not null);

    /// <summary>Whether a value came with a result of ours, and so belongs to the request that made that result.</summary>
    private protected bool IsAnothers(string parameter) => parameter == "RequestId" && !IsTyped(parameter) && input is { } row
        // The key of a payment is not meant: it belongs to the payment, and keeps it from being created again.
        && (row.BaseObject is FreedomPayObject || RowColumns.IsResultFromFile(row));

    /// <summary>The operation that the parameter set performs.</summary>
    private protected virtual OperationAttribute OperationOf(string parameterSet) => Binding.OperationOf(parameterSet);

    /// <summary>The protocol, host and credential of this cmdlet's operations.</summary>
    private protected abstract ApiRoute RouteOf(OperationAttribute operation);

    /// <summary>The path; where the documentation's own is doubtful, the user may give another.</summary>
    private protected virtual string PathOf(OperationAttribute operation) => operation.Path;

    /// <summary>A bearer token for this row alone, and what is wrong with it; null for the connection's.</summary>
    private protected virtual Secret? BearerOf(ICollection<FieldFault> faults) => null;

    /// <summary>Whether the number of the request goes into a header, so that it is made even though the operation has no field for it.</summary>
    private protected virtual bool KeyIsHeader => false;

    /// <summary>The number of the request that the row brings where it goes into a header, and what is wrong with it; null where it brings none.</summary>
    private protected virtual string? HeaderKeyOf(ICollection<FieldFault> faults) => null;

    /// <summary>What is written for a result; called on the pipeline's thread, when its turn has come.</summary>
    private protected virtual object Present(TResult result, Row row) => result;

    /// <summary>Carries out the request of a row; where a lost answer can only be proven by what was before, that is asked first.</summary>
    private protected virtual Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => SendAsync(client, request, trace, cancellation);

    /// <summary>The other rows of earlier runs that acted like this one; none without a journal.</summary>
    private protected IReadOnlyList<(JournalIntent Intent, JournalEnd? End)> PastLike(Row row, params string[] names) => row.Ticket is { } ticket ? journal!.PastLike(ticket, names) : [];

    /// <summary>What names a row in every run, where a journal knows it; else nothing does.</summary>
    private protected string? NameInJournal(string? id) => id is null ? null : journal!.Path + "|" + id;

    /// <summary>How the request is carried out; waiting cmdlets ask again and again.</summary>
    private protected virtual Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => client.SendAsync(request, trace, cancellation);

    /// <summary>Whether a row is asked about until it is settled: then a question that tells nothing is not yet its end.</summary>
    private protected virtual bool AsksAgain => false;

    /// <summary>What is still waited for of a request that an earlier run had sent; null for nothing.</summary>
    private protected virtual Task<ApiOutcome>? FollowUp(ApiClient client, ApiOutcome kept, IWireTrace trace, CancellationToken cancellation) => null;

    private protected ApiClient ClientOfConnection => connection!.Client;

    private protected FreedomPayRegion RegionOfConnection => connection!.Region;

    /// <summary>What the row is about, for -WhatIf and -Confirm; null for the request id.</summary>
    private protected virtual string? SubjectOf(JsonObject sent) => null;

    /// <summary>Whether what the status operation answered proves that the request had arrived.</summary>
    private protected virtual bool ShowsArrival(Row row, JsonObject answer) => false;

    /// <summary>What a result lacks because its answer was lost, and what to do; empty where the state of the request tells all.</summary>
    private protected virtual string LossOf(TResult result) => "";

    /// <summary>Remembers what the family wants to know later of a request and its answer.</summary>
    private protected virtual void Note(Row row, JsonObject answer)
    {
    }

    /// <summary>Why a request that the API took is a failure nevertheless; null when it is none.</summary>
    private protected virtual RequestFailure? FailureOf(TResult result) => null;

    private RowColumns Columns => columns ??= new RowColumns(CsvCmdlet.Of(GetType()), IsTyped, Warn, text => redact!(text));

    private OperationBinding Binding => field ??= OperationBinding.Of(GetType());

    OperationAttribute IRowRules.OperationOf(string parameterSet) => OperationOf(parameterSet);

    IReadOnlyList<FieldFault> IRowRules.Judge(Row row, string parameterSet, Func<BoundField, bool> isGiven) => Judge(row, parameterSet, isGiven);

    private List<FieldFault> Judge(Row row, string parameterSet, Func<BoundField, bool> isGiven)
    {
        row.Sent = RequestWriter.Write(this, parameterSet, isGiven, AdditionalField, out IReadOnlyList<FieldFault> wrongFields, out IReadOnlyCollection<string> secretNames);
        row.Hide(secretNames);
        RequestWriter.WrapLists(row.Sent, row.Operation.Lists);
        FieldFault[] ofOtherActs = [.. ColumnsOfOtherActs(parameterSet)];
        // What stands in a column that is not taken is not judged.
        List<FieldFault> faults = [.. ofOtherActs, .. wrongFields.Where(fault => ofOtherActs.All(other => other.Parameter != fault.Parameter)), .. FieldsInTwoColumns(parameterSet)];
        if (input is not null) faults.AddRange(Columns.Judge(input, field => field.TextIn(this), parameterSet));
        row.Bearer = BearerOf(faults);
        row.OwnKey = HeaderKeyOf(faults);
        if (!row.Operation.IsRead) row.RowId = IdempotencyKeys.ReadRowId(RowId, faults);
        IdempotencyKeys.Judge(row, Binding.Fields, faults);
        // A key that was meant and is not there would let the same request act under a new one.
        if (row.Operation.Key is { } key && Binding.FieldsOf(parameterSet).FirstOrDefault(field => field.Field.WireName == key) is { } keyField
            && IsTyped(keyField.ParameterName) && string.IsNullOrWhiteSpace(keyField.ValueOf(this)) && !faults.Any(fault => fault.Parameter == keyField.ParameterName))
        {
            faults.Add(new FieldFault(keyField.ParameterName, key, null, Messages.KeyIsNothing));
        }

        if (!row.Operation.IsRead && IsTyped(IdempotencyKeys.RowId) && string.IsNullOrWhiteSpace(RowId)) faults.Add(new FieldFault(IdempotencyKeys.RowId, IdempotencyKeys.RowId, null, Messages.KeyIsNothing));

        return faults;
    }

    // PowerShell would bind what the payment was over, or what was given back before, to what is to be given back now.
    private IEnumerable<FieldFault> ColumnsOfOtherActs(string parameterSet)
    {
        if (input is null || ValueText.IsValue(input)) yield break;
        foreach (BoundField field in Binding.FieldsOf(parameterSet))
        {
            if (field.Field.Columns is not { } columns || IsTyped(field.ParameterName) || field.Names.FirstOrDefault(name => input.Properties[name] is not null) is not { } found) continue;
            if (ResultRows.IsResult(input)) yield return new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsHistory.With(found, field.ParameterName));
            else if (columns.All(name => input.Properties[name] is null)) yield return new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldNeedsColumn.With(found, string.Join(", ", columns)));
        }
    }

    // PowerShell takes one of the columns and says nothing of the other.
    private IEnumerable<FieldFault> FieldsInTwoColumns(string parameterSet)
    {
        if (input?.BaseObject is not PSCustomObject) yield break;
        foreach (BoundField field in Binding.FieldsOf(parameterSet))
        {
            if (field.IsMember || field.Names.Count < 2 || IsTyped(field.ParameterName)) continue;
            PSPropertyInfo? first = null;
            foreach (string name in field.Field.Columns ?? field.Names)
            {
                if (input.Properties[name] is not { } column || column == first || ValueText.Read(column) is not { } value || (value is string text && string.IsNullOrWhiteSpace(text))) continue;
                if (first is not null && !Equals(ValueText.Read(first), value))
                {
                    yield return new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsInTwoColumns.With(first.Name, column.Name));
                    break;
                }

                first ??= column;
            }
        }
    }

    private protected sealed override void Complete(Row row, ApiOutcome outcome)
    {
        if (outcome.State is OutcomeState.Succeeded) CompleteSuccess(row, outcome);
        else CompleteFailure(row, outcome);

        if (journal?.Failure is not { } broken || isEnding) return;
        // Nothing more can be recorded, so nothing more may be sent. What is in flight is still told of.
        EndFor(broken);
    }

    private void EndFor(JournalException problem)
    {
        isEnding = true;
        CompleteAll();
        ThrowTerminatingError(ErrorRecords.UnusableJournal(problem, Journal!));
    }

    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? typed)
        ? LanguagePrimitives.IsTrue(typed)
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    private void CompleteSuccess(Row row, ApiOutcome outcome)
    {
        bool isReplayed = row.Ticket?.Verdict is JournalVerdict.Done;
        var result = new TResult { Recovered = outcome.Recovered, Replayed = isReplayed };
        AnswerReader.Fill(result, outcome.Answer!, row.Sent);
        if (outcome.Recovered) Warn(Messages.AnswerLostButArrived.With(row.Prefix) + LossOf(result));
        Note(row, outcome.Answer!);
        RequestFailure? failure = FailureOf(result);
        run!.Count(outcome, failure is null ? null : "RequestFailed", isReplayed);
        if (failure is not null) WriteError(ErrorRecords.RequestFailed(row, result, failure, RedactorOf(row)));
        else WriteObject(Present(result, row));
    }

    private void CompleteFailure(Row row, ApiOutcome outcome)
    {
        ErrorRecord error = row.Refusal ?? ErrorRecords.Fault(row, outcome);
        run!.Count(outcome, ((FreedomPayException)error.Exception).Reason, isReplayed: false);
        WriteError(error);
    }

    /// <summary>Asks the journal of a row; what is not to be sent is returned, or refused, in its turn.</summary>
    private bool IsToBeSent(Row row)
    {
        journal ??= OpenJournal(row.Operation);
        row.Ticket = LookUp(row);
        if (row.Ticket.Verdict is not JournalVerdict.Done) rowsLeft++;
        else rowsDone++;
        if (row.Ticket is { Verdict: JournalVerdict.Done, IsKeyless: true }) rowsDoneWithoutKey++;
        switch (row.Ticket.Verdict)
        {
            case JournalVerdict.Send:
                return true;
            case JournalVerdict.Done:
                TakeOver(row, row.Ticket.RequestId);
                var kept = new ApiOutcome { State = OutcomeState.Succeeded, OperationId = row.Operation.OperationId, RequestId = row.RequestId, Answer = row.Ticket.Answer ?? [] };
                Enqueue(row, (trace, cancellation) => FollowUp(connection!.Client, kept, trace, cancellation) is { } following
                    ? journal.RecordAsync(row.Ticket, following, answer => ToKeep(row, answer))
                    : Task.FromResult(kept));
                return false;
            case JournalVerdict.InDoubt:
                // The number that the API may know: by it is asked, and under it is sent again what is not repeated under a new one.
                TakeOver(row, row.Ticket.RequestId);
                row.SentAt = row.Ticket.SentAt ?? DateTimeOffset.UtcNow;
                return true;
            default:
                row.Refusal = row.Ticket.Verdict is JournalVerdict.Repeated ? ErrorRecords.DuplicateKey(row) : ErrorRecords.JournalConflict(row, journal.Path, redact!);
                Enqueue(row, (_, _) => Task.FromResult(ApiOutcome.NeverSent(row.Operation.OperationId)));
                return false;
        }
    }

    private JournalTicket LookUp(Row row)
    {
        // Tokens change from hour to hour and name nobody, so that this user cannot be told from another one in the next run.
        bool isOfSignedIn = row.Bearer is null && RouteOf(row.Operation).Credential is CredentialKind.FreedomIdUser && connection!.Client.Session is not null;
        if (isOfSignedIn) EndFor(new JournalException(JournalProblem.Ambiguous, Messages.JournalOfSignedInUser));
        try
        {
            if (!spellings.TryGetValue(ParameterSetName, out Spelling? spelling)) spellings[ParameterSetName] = spelling = new Spelling(Binding, ParameterSetName);
            return journal!.Look(row.Number, row.Operation.OperationId, row.OwnKey, row.Operation.Key, row.Sent, row.Bearer, row.SensitiveNames, spelling.Of, row.RowId);
        }
        catch (JournalException problem)
        {
            EndFor(problem);
            throw;
        }
    }

    /// <summary>What a journal keeps of an answer; null where it says that the request was taken and not carried out. Called from any thread.</summary>
    private JsonObject? ToKeep(Row row, JsonObject answer)
    {
        var result = new TResult();
        AnswerReader.Fill(result, answer, row.Sent);
        return FailureOf(result) is null ? AnswerReader.Keep(typeof(TResult), answer, RedactorOf(row).Text) : null;
    }

    // An answer may repeat the PIN or the token of its request.
    private Redactor RedactorOf(Row row) => connection!.Client.Redactor.For(row.Sent, row.HiddenLeaves.Count > 0 ? [.. Binding.SecretLeaves, .. row.HiddenLeaves] : Binding.SecretLeaves, row.Bearer);

    private static void TakeOver(Row row, string? requestId)
    {
        if (requestId is null) return;
        row.RequestId = requestId;
        if (row.Operation.Key is { } key && row.Sent.ContainsKey(key)) row.Sent[key] = requestId;
    }

    private Journal OpenJournal(OperationAttribute operation)
    {
        string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Journal, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") ThrowTerminatingError(ErrorRecords.UnusableJournal(new JournalException(JournalProblem.Unusable, Messages.JournalIsNoFile.With(Journal)), Journal!));
        try
        {
            return Core.Bulk.Journal.Open(path, MyInvocation.MyCommand.Name, connection!.Client.Settings, RouteOf(operation), TimeProvider.System, Halting);
        }
        catch (JournalException e)
        {
            ThrowTerminatingError(ErrorRecords.UnusableJournal(e, Journal!));
            throw;
        }
        catch (OperationCanceledException)
        {
            if (IsOutOfTime) ThrowTimeIsOver();
            throw new PipelineStoppedException();
        }
    }

    private void ThrowTimeIsOver()
    {
        CompleteAll();
        run!.End(Math.Max(Columns.Seen, rowsBound), journal?.Path);
        ThrowTerminatingError(TimeIsOver(Messages.CommandTimeIsOver.With(TimeoutSec, rowsBound)));
    }

    private ErrorRecord TimeIsOver(string message) => ErrorRecords.Create(
        new FreedomPayException("CommandTimeout", message), Journal is null ? Messages.CommandTimeIsOverAdvice : Messages.CommandTimeIsOverAdviceJournal, ErrorCategory.OperationTimeout, rowsBound);

    // The bound parameters of PowerShell will not do: they keep a column that an earlier row had and this one has not.
    private bool IsGiven(BoundField field) => IsTyped(field.ParameterName) || field.Names.Any(name => input?.Properties[name] is not null);

    private bool MayProcess(Row row)
    {
        // An id is typed by hand and may be a card number by mistake; -Verbose shows the question too.
        string subject = redact!(SubjectOf(row.Sent) ?? row.RequestId ?? row.Operation.Path);
        return ShouldProcess($"{row.Prefix}{subject}, {connection}", OperationTexts.ActionOf(row.Operation.OperationId, row.Operation.Api));
    }

    private void EnsureKey(Row row)
    {
        if (KeyIsHeader) row.RequestId = row.OwnKey ?? Uuid7.NewId();
        if (row.Operation.Key is not { } key) return;
        row.RequestId = WireObject.Text(row.Sent, key);
        bool mayBeMade = !row.Operation.IsRead || row.Operation.FreshKey;
        // An object of ours carries the id of the request that made it. It must not become the id of the next request.
        if (row.RequestId is not null && !IsAnothersKey(key)) row.OwnKey = row.RequestId;
        if (!mayBeMade || row.OwnKey is not null) return;

        row.RequestId = Uuid7.NewId();
        row.Sent[key] = row.RequestId;
    }

    private bool IsAnothersKey(string key) =>
        Binding.FieldsOf(ParameterSetName).FirstOrDefault(field => field.Field.WireName == key) is { } field && IsAnothers(field.ParameterName);

    private ApiRequest ToRequest(Row row)
    {
        StatusProbe? probe = null;
        if (row.Operation.StatusOperation is { } status && (row.Operation.StatusField ?? row.Operation.Key) is { } name && WireObject.Text(row.Sent, name) is { } value)
        {
            probe = new StatusProbe(Address(OperationBinding.Operation(status), new JsonObject { [name] = value }, row, value, null), answer => ShowsArrival(row, answer), row.Operation.StatusField is null ? name : null);
        }

        return Address(row.Operation, row.Sent, row, row.RequestId, probe, RatePerSecond > 0 ? 1 / RatePerSecond : row.Operation.PauseSec);
    }

    private protected ApiRequest Address(OperationAttribute operation, JsonObject body, Row? row, string? requestId, StatusProbe? probe, double pauseSec = 0) => new()
    {
        OperationId = operation.OperationId,
        Method = operation.Method,
        Path = PathOf(operation),
        Route = RouteOf(operation),
        Safety = Routes.SafetyOf(operation.Safety),
        Body = operation.NoBody && body.Count == 0 ? null : body,
        Bearer = row?.Bearer,
        AnswerFields = operation.Answer,
        StatusWords = operation.Statuses.Length > 0 ? Routes.StatusWordsOf(operation.Api, RouteOf(operation).Protocol is WireProtocol.Pg, operation.Statuses) : null,
        RequestId = requestId,
        RenewedField = operation.FreshKey ? operation.Key : null,
        SensitiveFields = row?.HiddenLeaves.Count > 0 ? [.. Binding.SensitiveLeaves, .. row.HiddenLeaves] : Binding.SensitiveLeaves,
        SecretFields = row?.HiddenLeaves.Count > 0 ? [.. Binding.SecretLeaves, .. row.HiddenLeaves] : Binding.SecretLeaves,
        Probe = probe,
        Pause = TimeSpan.FromSeconds(pauseSec),
        Slots = operation == row?.Operation ? Slots : null,
        Guard = operation == row?.Operation && !AsksAgain ? Guard : null,
        InDoubt = operation == row?.Operation && row?.Ticket?.Verdict is JournalVerdict.InDoubt,
        Claim = operation == row?.Operation ? requestId => ClaimAsync(row, requestId) : null,
    };

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
        return row.Ticket is { } ticket ? journal!.ClaimAsync(ticket, requestId, row.Note) : Nothing;
    }

    private void WarnIfInferred(OperationAttribute operation)
    {
        if (operation.Evidence is not FreedomPayEvidence.Inferred || !RunspaceState.Current.Warned.Add(operation.OperationId)) return;
        Warn(Messages.PathInferred.With(operation.OperationId, operation.Path));
    }

    // PowerShell binds a row to a parameter that takes single values too: as a whole, as its text, where it lacks the column, or where the
    // cell is null or an object. So the column itself is asked.
    private void ReadColumnsOfValues()
    {
        if (input is null || ValueText.IsValue(input)) return;
        foreach (BoundField field in Binding.FieldsOf(ParameterSetName))
        {
            if (!field.TakesValue || IsTyped(field.ParameterName)) continue;
            PSPropertyInfo? column = field.Names.Select(name => input.Properties[name]).FirstOrDefault(found => found is not null);
            field.SetValue(this, column is null ? null : ValueText.Read(column));
        }
    }

    private void ResolvePaths()
    {
        foreach (BoundField field in Binding.FieldsOf(ParameterSetName))
        {
            if (field.Field.Kind is not FieldKind.PdfFile || field.ValueOf(this) is not { Length: > 0 } path || ValueText.IsMarked(path)) continue;
            try
            {
                field.SetValue(this, GetUnresolvedProviderPathFromPSPath(path));
            }
            catch (RuntimeException)
            {
                // No such drive or provider. The field's own rule refuses the row, and the others go on.
            }
        }
    }
}
