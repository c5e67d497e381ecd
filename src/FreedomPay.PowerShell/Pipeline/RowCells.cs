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

    /// <summary>Whether somebody wrote it, as a line of a file or a hashtable, and no program made it.</summary>
    public bool IsOfFile => Row?.BaseObject is PSCustomObject;

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
