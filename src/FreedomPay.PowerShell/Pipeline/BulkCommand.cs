using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet that carries the rows of a run out: asks the user and the journal, sends, and writes what became of each.</summary>
public abstract class BulkCommand : RunCommand
{
    private FreedomPayConnection? connection;
    private RequestBuilder? requests;
    private RowJournal? journal;

    private protected ApiClient ClientOfConnection => connection!.Client;

    private protected FreedomPayRegion RegionOfConnection => connection!.Region;

    /// <summary>Whether a row is asked about until it is settled: then a question that tells nothing is not yet its end.</summary>
    private protected virtual bool AsksAgain => false;

    private protected bool IsWhatIf =>
        LanguagePrimitives.IsTrue(MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? typed) ? typed : GetVariableValue("WhatIfPreference"));

    private protected QrWriter? Codes => this is IShowsQr wishes ? field ??= new QrWriter(this, wishes) : null;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        connection = RequireConnection();
        StartReading(connection.Client.Redactor.Text);
        BeginRun(OperationOf(ParameterSetName).IsRead, connection);
        journal = new RowJournal(this, connection);
        requests = new RequestBuilder(Binding, connection, (this as IAssumesSecret)?.Secret)
        {
            Slots = Run.Slots,
            Guard = AsksAgain ? null : Run.Guard,
            Claim = Run.ClaimAsync,
            ShowsArrival = ShowsArrival,
            FieldsOf = FieldsOf,
        };
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        try
        {
            Send();
        }
        catch (JournalException problem)
        {
            EndFor(problem);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        try
        {
            EndRun();
        }
        catch (JournalException problem)
        {
            EndFor(problem);
        }
    }

    /// <summary>The path; where the documentation's own is doubtful, the user may give another.</summary>
    private protected virtual string PathOf(OperationAttribute operation) => operation.Path;

    /// <summary>The fields of a row as they leave.</summary>
    private protected virtual JsonObject FieldsOf(Row row) => row.Sent;

    /// <summary>What is said of an operation at its first use in a runspace; null for nothing.</summary>
    private protected virtual string? CautionOf(OperationAttribute operation) => operation.Evidence is FreedomPayEvidence.Inferred
        ? Messages.PathInferred.With(operation.OperationId, operation.Path)
        : null;

    /// <summary>
    /// What the user has to do before the request of a row can be made; called on the pipeline's thread, when the row is to be sent. Gives what became of
    /// the row where that ended it.
    /// </summary>
    private protected virtual ApiOutcome? Prepare(Row row) => null;

    /// <summary>Carries out the request of a row; where a lost answer can only be proven by what was before, that is asked first.</summary>
    private protected virtual Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        SendAsync(client, request, trace, cancellation);

    /// <summary>How the request is carried out; waiting cmdlets ask again and again.</summary>
    private protected virtual Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        client.SendAsync(request, trace, cancellation);

    /// <summary>What is still waited for of a request that an earlier run had sent; null for nothing.</summary>
    private protected virtual Task<ApiOutcome>? FollowUp(ApiClient client, ApiOutcome kept, IWireTrace trace, CancellationToken cancellation) => null;

    /// <summary>Notes that an earlier run has carried a row out, as its journal says, where that matters to what proves others.</summary>
    private protected virtual void Recall(Row row)
    {
    }

    /// <summary>Whether what the status operation answered proves that the request had arrived.</summary>
    private protected virtual bool ShowsArrival(Row row, JsonObject answer) => false;

    /// <summary>Where to look for what became of a request of which the API cannot be asked; null for nowhere in particular.</summary>
    private protected virtual string? WhereElse(Row row) => null;

    /// <summary>Writes what a row brought whose request succeeded; says why that is a failure nevertheless, else null.</summary>
    private protected abstract string? WriteSuccess(Row row, ApiOutcome outcome);

    /// <summary>What a journal keeps of an answer; null where it says that the request was taken and not carried out. Called from any thread.</summary>
    private protected abstract JsonObject? ToKeep(Row row, JsonObject answer);

    /// <summary>A question beside the request of a row.</summary>
    private protected ApiRequest Question(OperationAttribute operation, JsonObject fields, string? requestId, Row? row = null) =>
        requests!.Question(operation, fields, requestId, row);

    /// <summary>Asks once for the state of what a row is about, before its request leaves.</summary>
    private protected Task<ApiOutcome> AskBefore(Row row, ApiClient client, IWireTrace trace, CancellationToken cancellation) =>
        AskFor(row, OperationBinding.Operation(row.Operation.StatusOperation!).Once(), client, trace, cancellation);

    /// <summary>Asks for the state of what a row is about, as often as it takes to be told.</summary>
    private protected Task<ApiOutcome> AskFor(Row row, ApiClient client, IWireTrace trace, CancellationToken cancellation) =>
        AskFor(row, OperationBinding.Operation(row.Operation.StatusOperation!), client, trace, cancellation);

    private Task<ApiOutcome> AskFor(Row row, OperationAttribute status, ApiClient client, IWireTrace trace, CancellationToken cancellation)
    {
        string field = row.Operation.StatusField ?? row.Operation.Key!;
        string? value = WireObject.Text(row.Sent, field);
        return client.SendAsync(Question(status, new JsonObject { [field] = value }, value, row), trace, cancellation);
    }

    // An answer may repeat the PIN or the token of its request.
    private protected Redactor RedactorOf(Row row) =>
        connection!.Client.Redactor.For(
            row.Sent, row.HiddenLeaves.Count > 0 ? [.. Binding.SecretLeaves, .. row.HiddenLeaves] : Binding.SecretLeaves, row.Bearer);

    private protected sealed override void JudgeInRun(Row row, ICollection<FieldFault> faults)
    {
        Codes?.Judge(row, faults);
        if (!connection!.IsProduction) return;
        foreach (BoundField field in Binding.FieldsOf(ParameterSetName))
        {
            if (field.Field.Kind is FieldKind.CardNumber
                && WireObject.Text(row.Sent, field.Field.WireName) is { } number
                && CardNumber.IsOnlyForTests(number))
            {
                faults.Add(new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.CardIsOnlyForTests));
            }
        }
    }

    private protected sealed override void Complete(Row row, ApiOutcome outcome)
    {
        if (outcome.State is OutcomeState.Succeeded)
        {
            string? failure = WriteSuccess(row, outcome);
            Summary.Count(outcome, failure, row.Ticket?.Verdict is JournalVerdict.Done);
        }
        else
        {
            ErrorRecord error = row.Refusal ?? ErrorRecords.Fault(row, outcome, WhereElse(row));
            Summary.Count(outcome, ((FreedomPayException)error.Exception).Reason, isReplayed: false);
            WriteError(error);
        }
    }

    private void Send()
    {
        if (NextRow() is not { } row || (Journal is not null && !IsWhatIf && !IsToBeSent(row)) || IsObstructed(row)) return;
        Caution(row.Operation);
        if (!row.Operation.IsRead && !MayProcess(row)) return;
        row.Known.Place = $"{connection!.BaseUri} {connection.MerchantId}";
        if (Prepare(row) is { } ended)
        {
            Run.Submit(row, (_, _) => Task.FromResult(ended));
            return;
        }

        ApiRequest request = requests!.Act(row, PathOf(row.Operation), ParameterSetName, RatePerSecond > 0 ? 1 / RatePerSecond : row.Operation.PauseSec);
        Run.Submit(row, (trace, cancellation) => Run.Recorded(row, PerformAsync(row, connection!.Client, request, trace, cancellation), KeepOf(row)));
    }

    /// <summary>Asks the journal of a row; what is not to be sent is returned, or refused, in its turn.</summary>
    private bool IsToBeSent(Row row)
    {
        switch (LookUp(row))
        {
            case JournalVerdict.Send or JournalVerdict.InDoubt:
                return true;
            case JournalVerdict.Done:
                Recall(row);
                Run.Replay(row, (kept, trace, cancellation) => FollowUp(connection!.Client, kept, trace, cancellation), KeepOf(row));
                return false;
            case var verdict:
                row.Refusal = verdict is JournalVerdict.Repeated
                    ? ErrorRecords.DuplicateKey(row)
                    : ErrorRecords.JournalConflict(row, Run.Journal!.Path, row.Redact);
                Run.Refuse(row);
                return false;
        }
    }

    // Asked when the journal has been: what an earlier run has carried out has its file already, and what is in doubt may be a payment, whose
    // fate matters more than its code. With -WhatIf the journal is not asked, so that nobody knows whose file it is that is there.
    private bool IsObstructed(Row row)
    {
        if (row.QrFile is null || row.Ticket?.Verdict is JournalVerdict.InDoubt || (IsWhatIf && Journal is not null)) return false;
        if (Codes!.Obstacle(row, IsWhatIf) is not { } obstacle) return false;
        row.Refusal = ErrorRecords.InvalidInput(row, [obstacle], row.Redact);
        Run.Refuse(row);
        return true;
    }

    private JournalVerdict LookUp(Row row)
    {
        ApiRoute route = requests!.RouteOf(row.Operation);
        try
        {
            journal!.Check(row, route);
            JournalVerdict verdict = Run.Look(row, cancellation => journal.Open(Journal!, route, cancellation), journal.SpellingOf(ParameterSetName));
            requests.Name(row);
            return verdict;
        }
        catch (OperationCanceledException)
        {
            if (Run.IsOutOfTime) ThrowTimeIsOver();
            throw new PipelineStoppedException();
        }
    }

    private Func<JsonObject, JsonObject?> KeepOf(Row row) => answer => ToKeep(row, answer);

    private void EndFor(JournalException problem)
    {
        Run.GiveUp();
        ThrowTerminatingError(ErrorRecords.UnusableJournal(problem, Journal!));
    }

    private bool MayProcess(Row row)
    {
        // An id is typed by hand and may be a card number by mistake; -Verbose shows the question too.
        string subject = row.Redact(SubjectOf(row.Sent) ?? row.RequestId ?? row.Operation.Path);
        return ShouldProcess($"{row.Prefix}{subject}, {connection}", OperationTexts.ActionOf(row.Operation.OperationId, row.Operation.Api));
    }

    private void Caution(OperationAttribute operation)
    {
        if (CautionOf(operation) is { } caution && RunspaceState.Current.Warned.Add(operation.OperationId)) Warn(caution);
    }
}
