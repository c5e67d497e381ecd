using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>
/// A cmdlet that performs an operation of the API for each row of its input: validates, asks, sends, and writes results in
/// the order of the input. A row that fails is one error and never stops the others.
/// </summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ApiCommand<TResult> : DispatchingCommand
    where TResult : FreedomPayObject, new()
{
    private readonly HashSet<string> typedParameters = new(StringComparer.OrdinalIgnoreCase);
    private FreedomPayConnection? connection;
    private PSObject? input;
    private long rowsSeen;
    private long rowsBound;

    /// <summary>
    /// The row itself. Its columns are bound to the other parameters by name; it is taken whole so that an error can name the
    /// row and give it back.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject
    {
        get => input;
        set
        {
            // PowerShell also resets the parameter, to null, between two rows.
            input = value;
            if (value is not null) rowsSeen++;
        }
    }

    /// <summary>
    /// Fields that the documentation has and this cmdlet has not: a hashtable from wire names to values, sent as they are.
    /// A dotted name is nested (<c>@{ 'client.nickname' = 'V' }</c>).
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? AdditionalField { get; set; }

    /// <summary>
    /// How many requests may be in flight at the same time, from 1 to 256. Operations that write take 1 unless told
    /// otherwise, because <c>Select-Object -First</c> further down cannot unsend what is in flight.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        typedParameters.UnionWith(MyInvocation.BoundParameters.Keys);
        connection = RequireConnection();
        StartDispatching(ThrottleLimit > 0 ? ThrottleLimit : OperationOf(ParameterSetName).IsRead ? connection.ThrottleLimit : 1);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        rowsBound++;
        OperationAttribute operation = OperationOf(ParameterSetName);
        var row = new Row(rowsSeen, input, operation, OperationBinding.Of(GetType()).SecretNames, connection!.Client.Redactor.Text);
        ResolvePaths();
        row.Sent = RequestWriter.Write(this, ParameterSetName, IsGiven, AdditionalField, out IReadOnlyList<FieldFault> wrongFields);
        RequestWriter.WrapLists(row.Sent, operation.Lists);
        List<FieldFault> faults = [.. wrongFields];
        row.Bearer = BearerOf(faults);
        row.RequestId = HeaderKeyOf(faults);
        if (faults.Count > 0)
        {
            // It takes its turn among the rows that are sent, so that errors and results keep the order of the input.
            row.Refusal = ErrorRecords.InvalidInput(row, faults, connection.Client.Redactor.Text);
            Enqueue(row, (_, _) => Task.FromResult(ApiOutcome.NeverSent(operation.OperationId)));
            return;
        }

        EnsureKey(row);
        WarnIfInferred(operation);
        if (!operation.IsRead && !MayProcess(row)) return;

        ApiRequest request = ToRequest(row);
        row.SentAt = DateTimeOffset.UtcNow;
        Enqueue(row, (trace, cancellation) => SendAsync(connection.Client, request, trace, cancellation));
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        CompleteAll();
        if (rowsSeen > rowsBound) WriteWarning($"{rowsSeen - rowsBound} of {rowsSeen} rows lack a column that is required; see the errors above. Nothing was sent for them.");
    }

    /// <summary>Whether a parameter was typed, and so counts for every row; the rest came with the row.</summary>
    private protected bool IsTyped(string parameter) => typedParameters.Contains(parameter);

    /// <summary>Whether a value came from an object of ours, and so belongs to the request that made that object.</summary>
    private protected bool IsAnothers(string parameter) => input?.BaseObject is FreedomPayObject && !IsTyped(parameter);

    /// <summary>The operation that the parameter set performs.</summary>
    private protected virtual OperationAttribute OperationOf(string parameterSet) => OperationBinding.Of(GetType()).OperationOf(parameterSet);

    /// <summary>The protocol, host and credential of this cmdlet's operations.</summary>
    private protected abstract ApiRoute RouteOf(OperationAttribute operation);

    /// <summary>The path; where the documentation's own is doubtful, the user may give another.</summary>
    private protected virtual string PathOf(OperationAttribute operation) => operation.Path;

    /// <summary>A bearer token for this row alone, and what is wrong with it; null for the connection's.</summary>
    private protected virtual Secret? BearerOf(ICollection<FieldFault> faults) => null;

    /// <summary>The number of the request where it goes into a header, and what is wrong with it; null where it is in the body or there is none.</summary>
    private protected virtual string? HeaderKeyOf(ICollection<FieldFault> faults) => null;

    /// <summary>What is written for a result; called on the pipeline's thread, when its turn has come.</summary>
    private protected virtual object Present(TResult result, Row row) => result;

    /// <summary>How the request is carried out; waiting cmdlets ask again and again.</summary>
    private protected virtual Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => client.SendAsync(request, trace, cancellation);

    private protected FreedomPayRegion RegionOfConnection => connection!.Region;

    /// <summary>What the row is about, for -WhatIf and -Confirm; null for the request id.</summary>
    private protected virtual string? SubjectOf(JsonObject sent) => null;

    /// <summary>Whether what the status operation answered proves that the request had arrived.</summary>
    private protected virtual bool ShowsArrival(Row row, JsonObject answer) => false;

    /// <summary>Why a request that the API took is a failure nevertheless; null when it is none.</summary>
    private protected virtual string? FailureOf(TResult result) => null;

    private protected sealed override void Complete(Row row, ApiOutcome outcome)
    {
        if (outcome.State is not OutcomeState.Succeeded)
        {
            WriteError(row.Refusal ?? ErrorRecords.Fault(row, outcome));
            return;
        }

        var result = new TResult { Recovered = outcome.Recovered };
        AnswerReader.Fill(result, outcome.Answer!, row.Sent);
        if (outcome.Recovered) WriteWarning($"{row.Prefix}the answer was lost; the status operation says that the request had arrived.");
        if (FailureOf(result) is { } failure) WriteError(ErrorRecords.RequestFailed(row, result, failure));
        else WriteObject(Present(result, row));
    }

    // The bound parameters of PowerShell will not do: they keep a column that an earlier row had and this one has not.
    private bool IsGiven(BoundField field) => IsTyped(field.ParameterName) || field.Names.Any(name => input?.Properties[name] is not null);

    private bool MayProcess(Row row)
    {
        // An id is typed by hand and may be a card number by mistake; -Verbose shows the question too.
        string subject = connection!.Client.Redactor.Text(SubjectOf(row.Sent) ?? row.RequestId ?? row.Operation.Path);
        return ShouldProcess($"{row.Prefix}{subject}, {connection}", OperationCatalog.Find(row.Operation.OperationId)?.Summary ?? row.Operation.OperationId);
    }

    private void EnsureKey(Row row)
    {
        if (row.Operation.Key is not { } key) return;
        BoundField? field = OperationBinding.Of(GetType()).FieldsOf(ParameterSetName).FirstOrDefault(f => f.Field.WireName == key);
        // An object of ours carries the id of the request that made it. It must not become the id of the next request.
        bool isAnothersId = field is not null && IsAnothers(field.ParameterName);
        row.RequestId = AnswerReader.Text(row.Sent, key);
        bool mayBeMade = !row.Operation.IsRead || row.Operation.FreshKey;
        if (!mayBeMade || (row.RequestId is not null && !isAnothersId)) return;

        row.RequestId = Uuid7.NewId();
        row.Sent[key] = row.RequestId;
    }

    private ApiRequest ToRequest(Row row)
    {
        StatusProbe? probe = null;
        if (row.Operation.StatusOperation is { } status && (row.Operation.StatusField ?? row.Operation.Key) is { } name && AnswerReader.Text(row.Sent, name) is { } value)
        {
            probe = new StatusProbe(Address(OperationBinding.Operation(status), new JsonObject { [name] = value }, row, value, null), answer => ShowsArrival(row, answer));
        }

        return Address(row.Operation, row.Sent, row, row.RequestId, probe);
    }

    private protected ApiRequest Address(OperationAttribute operation, JsonObject body, Row? row, string? requestId, StatusProbe? probe) => new()
    {
        OperationId = operation.OperationId,
        Method = operation.Method,
        Path = PathOf(operation),
        Route = RouteOf(operation),
        Safety = Wire.SafetyOf(operation.Safety),
        Body = operation.NoBody && body.Count == 0 ? null : body,
        Bearer = row?.Bearer,
        AnswerFields = operation.Answer,
        RequestId = requestId,
        RenewedField = operation.FreshKey ? operation.Key : null,
        SensitiveFields = OperationBinding.Of(GetType()).SensitiveLeaves,
        Probe = probe,
    };

    private void WarnIfInferred(OperationAttribute operation)
    {
        if (operation.Evidence is not FreedomPayEvidence.Inferred || !RunspaceState.Current.Warned.Add(operation.OperationId)) return;
        WriteWarning($"The documentation has no path of {operation.OperationId}. {operation.Path} and its fields are inferred from similar operations; should they be wrong, Invoke-FreedomPayRequest sends to any path.");
    }

    private void ResolvePaths()
    {
        foreach (BoundField field in OperationBinding.Of(GetType()).FieldsOf(ParameterSetName))
        {
            if (field.Field.Kind is not FieldKind.PdfFile || field.ValueOf(this) is not { Length: > 0 } path) continue;
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
