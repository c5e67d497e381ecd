
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>
/// Finds rows inside a cell. Two stray quotes make one cell of all that is between them: Import-Csv reads such a file without a word, and
/// the rows in it are lost.
/// </summary>
/// <param name="shape">The columns of the file.</param>
/// <param name="delimiter">What is between two cells; null where nobody knows any more.</param>
internal sealed class SwallowedRows(CsvShape shape, char? delimiter)
{
    private const string Delimiters = ",;\t|";

    /// <summary>Whether a line within a cell would be a row.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="column">The place of its column.</param>
    public bool AreIn(string cell, int column)
    {
        int end = cell.IndexOfAny(['\r', '\n']);
        if (end < 0 || shape.Columns.Count < 2) return false;
        IEnumerable<char> candidates = delimiter is { } one ? [one] : Delimiters;
        string[] lines = cell.Substring(end).Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return lines.Any(line => candidates.Any(candidate => line.IndexOf(candidate) >= 0 && IsRow(line, candidate, column)));
    }

    // The last of the swallowed lines ends within the cell; those before it are whole.
    private bool IsRow(string line, char candidate, int column)
    {
        var cells = new List<string>();
        using var text = new StringReader(line);
        new CsvReader(text, candidate).Read(cells);
        if (cells.Count < Math.Max(2, column + 1) || cells.Count > shape.Columns.Count) return false;
        int fitting = 0;
        bool isToldByRules = false;
        foreach ((CsvField field, int place) in shape.Bound)
        {
            if (place >= cells.Count || place == column || field.PlaceIn(shape.Set) is not { Kind: not FieldKind.PdfFile } rule) continue;
            isToldByRules |= rule.Kind is not FieldKind.Text;
            if (string.IsNullOrWhiteSpace(cells[place]))
            {
                if (field.IsMandatoryIn(shape.Set)) return false;
                continue;
            }

            FieldRules.ToWire(rule, cells[place], out string? fault);
            if (fault is not null) return false;
            if (rule.Kind is not FieldKind.Text) fitting++;
        }

        // Where all is text, any line of prose with commas would do: there it has to have every cell.
        return fitting > 0 || (!isToldByRules && cells.Count == shape.Columns.Count && cells.Count > 2);
    }
}
