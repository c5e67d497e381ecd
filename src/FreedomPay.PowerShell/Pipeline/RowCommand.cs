using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet that takes rows: it knows which row it is at, what the row brings, and what is wrong with it.</summary>
public abstract class RowCommand : DispatchingCommand, IRowRules
{
    private Func<string, string>? redact;
    private PSObject? input;

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
    /// An id of the row in its file, such as a number of the order or of the line, for -Journal: by it the row is known again, whatever became of its values.
    /// It is never sent. Two rows with the same one in a run are refused; it stands in errors, so it must not be a card number.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    public string? RowId { get; set; }

    /// <summary>Whether a parameter was typed, and so counts for every row; the rest came with the row.</summary>
    private protected bool IsTyped(string parameter) => Reader.IsTyped(parameter);

    /// <summary>Whether the row has a column of one of these names, whatever is in it.</summary>
    private protected bool HasColumn(params string[] names) => Reader.HasColumn(names);

    /// <summary>The text of the row's column of one of these names; null for none, or an empty one.</summary>
    private protected string? CellText(params string[] names) => Reader.TextIn(names);

    /// <summary>The operation that the parameter set performs.</summary>
    private protected virtual OperationAttribute OperationOf(string parameterSet) => Binding.OperationOf(parameterSet);

    /// <summary>A bearer token for this row alone, and what is wrong with it; null for the connection's.</summary>
    private protected virtual Secret? BearerOf(ICollection<FieldFault> faults) => null;

    /// <summary>Says what is wrong with a row that the rules of its fields cannot tell.</summary>
    /// <param name="row">The row, with its fields.</param>
    /// <param name="faults">What is wrong so far; takes more.</param>
    private protected virtual void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
    }

    /// <summary>Says what is wrong with a row in this run: where it wants what becomes of it to be written, and what the connection does not take.
    /// The test of a file does not ask.</summary>
    /// <param name="row">The row.</param>
    /// <param name="faults">What is wrong so far; takes more.</param>
    private protected virtual void JudgeInRun(Row row, ICollection<FieldFault> faults)
    {
    }

    /// <summary>What the row is about, for -WhatIf and -Confirm; null for the request id.</summary>
    private protected virtual string? SubjectOf(JsonObject sent) => null;

    private protected OperationBinding Binding => field ??= OperationBinding.Of(GetType());

    private protected RowColumns Columns => field ??= new RowColumns(CsvCmdlet.Of(GetType()), IsTyped, Warn, text => redact!(text));

    private protected RowReader Reader => field ??= new RowReader(this, Columns);

    /// <summary>Begins to take rows.</summary>
    /// <param name="mask">Masks what must not be shown.</param>
    private protected void StartReading(Func<string, string> mask)
    {
        redact = mask;
        Reader.NoteTyped(MyInvocation.BoundParameters.Keys);
    }

    /// <summary>The row that PowerShell has just bound; one that must not be sent has its refusal.</summary>
    private protected Row ReadRow()
    {
        Columns.NoteBound();
        var row = new Row(Columns.Seen, input, OperationOf(ParameterSetName), Binding.SecretNames, redact!);
        Reader.Take(input, ParameterSetName);
        List<FieldFault> faults = Judge(row, ParameterSetName, null);
        JudgeInRun(row, faults);
        if (faults.Count > 0) row.Refusal = ErrorRecords.InvalidInput(row, faults, redact!);
        else IdempotencyKeys.Ensure(row, Reader.IsAnothers(KeyOf(row, ParameterSetName)?.ParameterName));
        return row;
    }

    OperationAttribute IRowRules.OperationOf(string parameterSet) => OperationOf(parameterSet);

    IReadOnlyList<FieldFault> IRowRules.Judge(Row row, string parameterSet, Func<BoundField, bool> isGiven) => Judge(row, parameterSet, isGiven);

    private List<FieldFault> Judge(Row row, string parameterSet, Func<BoundField, bool>? isGiven)
    {
        List<FieldFault> faults = Reader.Judge(row, parameterSet, AdditionalField, isGiven);
        row.Bearer = BearerOf(faults);
        JudgeRow(row, faults);
        BoundField? key = KeyOf(row, parameterSet);
        IdempotencyKeys.Judge(row, RowId, key, key?.ValueOf(this), IsTyped, faults);
        return faults;
    }

    private BoundField? KeyOf(Row row, string parameterSet) =>
        row.Operation.Key is { } key ? Binding.FieldsOf(parameterSet).FirstOrDefault(field => field.Field.WireName == key) : null;
}
