using System.Collections;
using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>From a row that PowerShell has bound to the fields of its request, or to everything that is wrong with it.</summary>
/// <param name="cmdlet">The cmdlet, whose parameters hold the values of the row.</param>
/// <param name="columns">The columns of the run.</param>
internal sealed class RowReader(PSCmdlet cmdlet, RowColumns columns)
{
    private readonly OperationBinding binding = OperationBinding.Of(cmdlet.GetType());
    private readonly HashSet<string> typed = new(StringComparer.OrdinalIgnoreCase);
    private RowCells cells = new(null);

    /// <summary>The row as it came; null where the values were typed.</summary>
    public PSObject? Row => cells.Row;

    /// <summary>Takes over which parameters are given for every row, before the first comes.</summary>
    public void NoteTyped(IEnumerable<string> parameters) => typed.UnionWith(parameters);

    /// <summary>Whether a parameter was typed, and so counts for every row; the rest came with the row.</summary>
    public bool IsTyped(string parameter) => typed.Contains(parameter);

    /// <summary>Whether the row has a column of one of these names, whatever is in it.</summary>
    public bool HasColumn(IEnumerable<string> names) => cells.First(names) is not null;

    /// <summary>The text of the column of one of these names; null for none, or an empty one.</summary>
    public string? TextIn(IEnumerable<string> names) =>
        cells.First(names) is { } column && ValueText.Read(column)?.ToString()?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a value came with a result of ours, and so belongs to the request that made that result.</summary>
    public bool IsAnothers(string? parameter) => parameter == "RequestId" && !IsTyped(parameter!) && Row is { } row
        // The key of a payment is not meant: it belongs to the payment, and keeps it from being created again.
        && (row.BaseObject is FreedomPayObject || ResultRows.IsFromFile(row));

    /// <summary>Takes a row that PowerShell is done with binding.</summary>
    /// <param name="row">The row; null where the values were typed.</param>
    /// <param name="parameterSet">The parameter set that it chose.</param>
    public void Take(PSObject? row, string parameterSet)
    {
        cells = new RowCells(row);
        ReadColumnsOfValues(parameterSet);
        ResolvePaths(parameterSet);
    }

    /// <summary>Writes the fields of a row's request, and says what is wrong with the row.</summary>
    /// <param name="row">Takes the fields.</param>
    /// <param name="parameterSet">The parameter set that it chose.</param>
    /// <param name="additional">Fields beside the parameters.</param>
    /// <param name="isGiven">Whether a parameter was typed or is a column of the row.</param>
    public List<FieldFault> Judge(Row row, string parameterSet, Hashtable? additional, Func<BoundField, bool>? isGiven = null)
    {
        row.Sent = RequestWriter.Write(
            cmdlet, row.Operation, parameterSet, isGiven ?? IsGiven, additional, out IReadOnlyList<FieldFault> wrongFields,
            out IReadOnlyCollection<string> secretNames);
        row.Hide(secretNames);
        RequestWriter.WrapLists(row.Sent, row.Operation.Lists);
        FieldFault[] ofOtherActs = [.. ColumnsOfOtherActs(parameterSet)];
        // What stands in a column that is not taken is not judged.
        IEnumerable<FieldFault> taken = wrongFields.Where(fault => ofOtherActs.All(other => other.Parameter != fault.Parameter));
        List<FieldFault> faults = [.. ofOtherActs, .. taken, .. FieldsInTwoColumns(parameterSet)];
        if (Row is not null) faults.AddRange(columns.Judge(cells, field => field.TextIn(cmdlet), parameterSet, row.Operation.IsRead));
        return faults;
    }

    // The bound parameters of PowerShell will not do: they keep a column that an earlier row had and this one has not.
    private bool IsGiven(BoundField field) => IsTyped(field.ParameterName) || cells.First(field.Names) is not null;

    // PowerShell binds a row to a parameter that takes single values too: as a whole, as its text, where it lacks the column, or where the
    // cell is null or an object. So the column itself is asked.
    private void ReadColumnsOfValues(string parameterSet)
    {
        if (Row is null || ValueText.IsValue(Row)) return;
        foreach (BoundField field in binding.FieldsOf(parameterSet))
        {
            if (!field.TakesValue || IsTyped(field.ParameterName)) continue;
            field.SetValue(cmdlet, cells.First(field.Names) is { } column ? ValueText.Read(column) : null);
        }
    }

    private void ResolvePaths(string parameterSet)
    {
        foreach (BoundField field in binding.FieldsOf(parameterSet))
        {
            if (field.Field.Kind is not FieldKind.PdfFile || field.ValueOf(cmdlet) is not { Length: > 0 } path || ValueText.IsMarked(path)) continue;
            try
            {
                field.SetValue(cmdlet, cmdlet.GetUnresolvedProviderPathFromPSPath(path));
            }
            catch (RuntimeException)
            {
                // No such drive or provider. The field's own rule refuses the row, and the others go on.
            }
        }
    }

    // PowerShell would bind what the payment was over, or what was given back before, to what is to be given back now.
    private IEnumerable<FieldFault> ColumnsOfOtherActs(string parameterSet)
    {
        foreach (BoundField field in binding.FieldsOf(parameterSet))
        {
            if (field.Field.Columns is not { } meant || IsTyped(field.ParameterName) || cells.First(field.Names) is not { } found) continue;
            string? fault = ResultRows.IsResult(Row!) ? Messages.FieldIsHistory.With(found.Name, field.ParameterName)
                : cells.First(meant) is null ? Messages.FieldNeedsColumn.With(found.Name, string.Join(", ", meant))
                : null;
            if (fault is not null) yield return new FieldFault(field.ParameterName, field.Field.WireName, null, fault);
        }
    }

    // PowerShell takes one of the columns and says nothing of the other.
    private IEnumerable<FieldFault> FieldsInTwoColumns(string parameterSet)
    {
        if (!cells.IsWritten) yield break;
        foreach (BoundField field in binding.FieldsOf(parameterSet))
        {
            if (field.IsMember || field.Names.Count < 2 || IsTyped(field.ParameterName)) continue;
            PSPropertyInfo? first = null;
            foreach (string name in field.Field.Columns ?? field.Names)
            {
                if (cells[name] is not { } column || column == first || ValueText.Read(column) is not { } value) continue;
                if (value is string text && string.IsNullOrWhiteSpace(text)) continue;
                if (first is not null && !Equals(ValueText.Read(first), value))
                {
                    yield return new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsInTwoColumns.With(first.Name, column.Name));
                    break;
                }

                first ??= column;
            }
        }
    }
}
