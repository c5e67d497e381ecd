using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Pipeline;

/// <summary>The columns of the rows against the parameters of a cmdlet: what PowerShell would drop of a row, or overrule, without a word.</summary>
/// <param name="cmdlet">The cmdlet, and what can be a column of it.</param>
/// <param name="isTyped">Whether a parameter is given for every row, typed or as a default.</param>
/// <param name="warn">Writes a warning.</param>
/// <param name="redact">Masks what must not be shown.</param>
internal sealed class RowColumns(CsvCmdlet cmdlet, Func<string, bool> isTyped, Action<string> warn, Func<string, string> redact)
{
    private static readonly Lazy<HashSet<string>> NamesOfResults = new(() => new HashSet<string>(
        from type in typeof(FreedomPayObject).Assembly.GetTypes()
        where typeof(FreedomPayObject).IsAssignableFrom(type) || typeof(FreedomPayPart).IsAssignableFrom(type)
        from property in type.GetProperties()
        select property.Name, StringComparer.Ordinal));

    private readonly HashSet<string> warned = new(StringComparer.OrdinalIgnoreCase);
    private List<string> columns = [];
    private (string Column, CsvField Field, string Name)[] near = [];
    private PSObject? last;
    private PSObject? unbound;
    private long bound;

    /// <summary>How many rows came.</summary>
    public long Seen { get; private set; }

    /// <summary>Counts a row that PowerShell is about to bind.</summary>
    public void Note(PSObject row)
    {
        if (Seen > bound) unbound ??= last;
        last = row;
        Seen++;
    }

    /// <summary>Counts a row that PowerShell has bound.</summary>
    public void NoteBound() => bound++;

    /// <summary>What is wrong with the columns of a row.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="textOf">What a parameter has.</param>
    /// <param name="parameterSet">The parameter set.</param>
    /// <param name="isRead">Whether nothing is done by the row: then it may be found by one of its columns alone.</param>
    public IEnumerable<FieldFault> Judge(RowCells cells, Func<CsvField, string?> textOf, string parameterSet, bool isRead)
    {
        if (cells.Row is not { } row || ValueText.IsValue(row)) yield break;
        foreach ((string column, CsvField field, string name) in NearOnes(row))
        {
            if (TextOf(cells[column]) is not { } text) continue;
            if (field.CarriesMoney)
            {
                yield return new FieldFault(
                    field.Name, field.WireNameIn(parameterSet), Shown(field, text),
                    Messages.FieldIsInNearColumn.With(ColumnNames.Shown(column), name));
            }
            else if (warned.Add(column)) warn(redact(Messages.ColumnIsDropped.With(ColumnNames.Shown(column), cmdlet.Name, name)));
        }

        // What a result of ours has beside what was typed is its history and not a wish of the row.
        if (ResultRows.IsResult(row)) yield break;
        foreach (CsvField field in cmdlet.Fields)
        {
            if (!field.IsText) continue;
            if (!field.IsIn(parameterSet))
            {
                // A switch such as -Full, or a typed id, chooses the parameters, and PowerShell drops the cells of the others.
                if (isRead || field.Columns.Select(name => cells[name]).FirstOrDefault(cell => TextOf(cell) is not null) is not { } dropped) continue;
                bool isChosen = cmdlet.IsTypedSet(parameterSet) || field.Sets.All(field.IsMandatoryIn);
                if (field.CarriesMoney && isChosen) yield return OfOtherSet(field, parameterSet, dropped.Name, TextOf(dropped)!);
                else if (warned.Add(dropped.Name)) warn(redact(Messages.ColumnOfOtherSet.With(dropped.Name, string.Join(", ", field.Sets), parameterSet)));
                continue;
            }

            if (!isTyped(field.Name)) continue;
            foreach (string name in field.Names)
            {
                if (cells[name] is not { } cell
                    || TextOf(cell) is not { } text
                    || textOf(field) is not { } typed
                    || field.MeansTheSame(parameterSet, typed, text))
                {
                    continue;
                }
                if (field.CarriesMoney) yield return Overridden(field, parameterSet, cell.Name, typed, text);
                else if (warned.Add(cell.Name)) warn(redact(Messages.ColumnIsOverridden.With(field.Name, cell.Name)));
                break;
            }
        }
    }

    /// <summary>The fault of a cell that something else overrules which is given for every row.</summary>
    public static FieldFault Overridden(CsvField field, string parameterSet, string column, string typed, string cell) =>
        new(field.Name, field.WireNameIn(parameterSet), null, Messages.FieldOverridesCell.With(Shown(field, typed), column, Shown(field, cell)));

    /// <summary>The fault of a cell for which there is no place beside what was typed.</summary>
    public static FieldFault OfOtherSet(CsvField field, string parameterSet, string column, string cell) =>
        new(field.Name, field.WireNameIn(field.Sets.First()), null, Messages.FieldIsOfOtherSet.With(parameterSet, column, Shown(field, cell)));

    private static string? Shown(CsvField field, string text) => field.IsSecret ? SensitiveText.Mask : ValueText.Shown(text);

    /// <summary>Why rows did not bind, in one sentence and with what to do; null where their columns do not tell.</summary>
    public (string Message, string Advice)? Cause()
    {
        if (Seen > bound) unbound ??= last;
        if ((unbound ?? last) is not { BaseObject: PSCustomObject } row) return null;
        string[] names = [.. row.Properties.Select(property => property.Name)];
        if (names.Length == 0 || names.Any(name => cmdlet.Fields.Any(field => field.IsCalled(name)))) return unbound is null ? null : CauseOfNearOnes(row);
        if (FileCause.Of(names) is { } cause) return cause;
        return CauseOfNearOnes(row)
            ?? (unbound is null ? null : (Messages.RowsHaveNoHeader.With(cmdlet.Name), Messages.RowsHaveNoHeaderAdvice.With(cmdlet.Name)));
    }

    private (string Message, string Advice)? CauseOfNearOnes(PSObject row)
    {
        if (NearOnes(row) is not { Length: > 0 } near) return null;
        (string column, _, string name) = near[0];
        return (Messages.RowsHaveNearColumn.With(ColumnNames.Shown(column), cmdlet.Name, name), Messages.RowsHaveNearColumnAdvice.With(name));
    }

    // Rows of one file have the same columns.
    private (string Column, CsvField Field, string Name)[] NearOnes(PSObject row)
    {
        int place = 0;
        bool isSame = true;
        foreach (PSPropertyInfo property in row.Properties)
        {
            isSame = isSame && place < columns.Count && columns[place] == property.Name;
            place++;
        }

        if (isSame && place == columns.Count) return near;
        columns = [.. row.Properties.Select(property => property.Name)];
        near = [];
        // Objects of programs and results of ours have properties of their own, which are nobody's slip.
        if (row.BaseObject is not (PSCustomObject or System.Data.DataRow or System.Data.DataRowView)) return near;
        bool isResult = ResultRows.IsResult(row);
        near = [.. from column in columns
                   where !cmdlet.Fields.Any(field => field.IsCalled(column)) && !(isResult && NamesOfResults.Value.Contains(column))
                   let found = ColumnNames.Near(column, cmdlet.Fields, field => columns.Any(field.IsCalled), field => isTyped(field.Name))
                   where found is not null
                   select (column, found.Value.Field, found.Value.Name)];
        return near;
    }

    // null for an empty cell.
    private static string? TextOf(PSPropertyInfo? cell) =>
        cell is not null && ValueText.Of(ValueText.Read(cell)) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
