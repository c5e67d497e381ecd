using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Pipeline;

/// <summary>The columns of a row, looked up once.</summary>
internal sealed class RowCells
{
    private readonly Dictionary<string, PSPropertyInfo> byName = new(StringComparer.OrdinalIgnoreCase);

    public RowCells(PSObject? row)
    {
        Row = row;
        // A single value has properties, too, and none of them is a column.
        if (row is null || ValueText.IsValue(row)) return;
        foreach (PSPropertyInfo property in row.Properties) byName[property.Name] = property;
    }

    /// <summary>The row; null where the values were typed.</summary>
    public PSObject? Row { get; }

    /// <summary>Whether it is a wish of somebody, as a line of a file, a row of a table or an object, and no result of ours.</summary>
    public bool IsWritten => Row is not null && !ValueText.IsValue(Row) && !ResultRows.IsResult(Row);

    /// <summary>A column by its name in any case; null where there is none.</summary>
    public PSPropertyInfo? this[string name] => byName.TryGetValue(name, out PSPropertyInfo? found) ? found : null;

    /// <summary>The first of several names that is a column; null for none.</summary>
    public PSPropertyInfo? First(IEnumerable<string> names)
    {
        if (byName.Count == 0) return null;
        foreach (string name in names)
        {
            if (byName.TryGetValue(name, out PSPropertyInfo? found)) return found;
        }

        return null;
    }
}
