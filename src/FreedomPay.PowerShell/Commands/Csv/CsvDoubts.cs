using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Csv;

/// <summary>What a cmdlet would take of a file, though it may not be meant. Keeps what has to be told from other rows, and nothing else.</summary>
/// <param name="operation">The operation that the rows perform.</param>
/// <param name="isOfPersons">Whether a row makes a person known to the API, so that nobody should be there twice.</param>
/// <param name="warn">Reports a warning.</param>
internal sealed class CsvDoubts(OperationAttribute operation, bool isOfPersons, Action<CsvDoubt> warn)
{
    private const int MostEmptyKeys = 1000;
    private static readonly HashSet<string> Totals = new(
        ["total", "totals", "grand total", "subtotal", "sum", "итого", "итог", "всего", "итого к оплате", "общий итог", "сумма итого", "барлығы", "жиыны"],
        StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, long> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Key> keys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at a row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="line">Its line in the file.</param>
    /// <param name="sent">The request that it makes.</param>
    /// <param name="cells">Its cells that have a parameter, without secrets.</param>
    /// <param name="all">All of its cells.</param>
    public void Look(long row, long line, JsonObject sent, IReadOnlyList<CsvCell> cells, IEnumerable<string> all)
    {
        foreach (CsvCell cell in cells)
        {
            LookAtKey(row, line, cell);
            if (string.IsNullOrWhiteSpace(cell.Text) || cell.Place is not { } place) continue;
            if (DoubtOf(cell, place, sent) is { } doubt) warn(new CsvDoubt(row, line, cell, doubt.Message.With(cell.Column, cell.Text), doubt.Action));
            if (isOfPersons && !operation.IsRead && IsOfOnePerson(place))
            {
                LookForTwin(
                    row, line, cell, $"{place.LeafName}\n{(place.Kind is FieldKind.Phone or FieldKind.PhoneDigits ? cell.Text.TrimStart('+') : cell.Text)}");
            }
        }

        if (!operation.IsRead) LookForClient(row, line, cells);
        if (all.Select(cell => cell.Trim().TrimEnd(':')).FirstOrDefault(Totals.Contains) is { } word)
        {
            warn(new CsvDoubt(row, line, null, CsvMessages.RowIsTotal.With(CsvMessages.WordOfTotal.With(word)), CsvMessages.DeleteTwice));
        }
    }

    /// <summary>Says what is known only at the end.</summary>
    public void End()
    {
        foreach (Key key in keys.Values.Where(key => key.Filled > 0 && key.Empty.Count <= 1 + (key.Filled / 10)))
        {
            foreach ((long row, long line) in key.Empty)
            {
                warn(new CsvDoubt(
                    row, line, key.Cell, CsvMessages.RowIsTotal.With(CsvMessages.KeyOnlyHereEmpty.With(key.Cell.Column)), CsvMessages.DeleteTwice));
            }
        }
    }

    private static (string Message, string Action)? DoubtOf(CsvCell cell, FieldAttribute place, JsonObject sent)
    {
        string text = cell.Text;
        if (place.NumberedBy is { } by)
        {
            string? country = WireObject.Text(sent, by);
            if (country == NationalId.Country && NationalId.Fits(text) && !NationalId.HasRightCheckDigit(text))
            {
                return (CsvMessages.CheckDigitIsWrong, CsvMessages.CompareWithDocument);
            }
            if (country is null && text.Length is 10 or 11 && NationalId.IsDamaged(text)) return (CsvMessages.NumberIsDamaged, CsvMessages.CompareWithDocument);
        }

        if (place.Latin && text.Any(c => c > '\u024F' && char.IsLetter(c))) return (CsvMessages.NameIsNotLatin, CsvMessages.WriteLatin);
        if (place.Kind is FieldKind.Date
            && place.LeafName.IndexOf("birth", StringComparison.Ordinal) >= 0
            && DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime birth))
        {
            // Where the file comes from it may be tomorrow already.
            if (birth > DateTime.UtcNow.AddHours(14)) return (CsvMessages.BirthIsInFuture, CsvMessages.CompareWithDocument);
            if (birth.Year < 1900) return (CsvMessages.BirthIsTooEarly, CsvMessages.CompareWithDocument);
        }

        bool isText = place.Kind is FieldKind.Text or FieldKind.Id;
        return isText && text.Count(c => c == '?') is >= 2 and var marks && marks * 2 > text.Count(c => !char.IsWhiteSpace(c))
            ? (CsvMessages.TextIsQuestionMarks, CsvMessages.SaveAsUtf8)
            : null;
    }

    private static bool IsOfOnePerson(FieldAttribute place) =>
        place.Kind is FieldKind.Phone or FieldKind.PhoneDigits || place.NumberedBy is not null || place.LeafName is "device_id" or "external_user_id";

    private void LookForTwin(long row, long line, CsvCell cell, string key)
    {
        if (seen.TryGetValue(key, out long before))
        {
            warn(new CsvDoubt(row, line, cell, CsvMessages.ValueIsTwice.With(cell.Column, cell.Text, before), CsvMessages.DeleteTwice));
        }
        else seen.Add(key, row);
    }

    // The same client for the same product, or the same name and date of birth.
    private void LookForClient(long row, long line, IReadOnlyList<CsvCell> cells)
    {
        string Cell(params string[] leaves) => cells.FirstOrDefault(cell => cell.Place is { } place && leaves.Contains(place.LeafName))?.Text.Trim() ?? "";
        string client = Cell("client_id");
        (string first, string last, string birth) = (
            Cell("first_name", "fn_id", "firstname"), Cell("last_name", "ln_id", "lastname"), Cell("birthdate", "date_of_birth"));
        string? key = client.Length > 0 ? $"client\n{client}\n{Cell("product_id")}"
            : isOfPersons && first.Length > 0 && last.Length > 0 && birth.Length > 0 ? $"name\n{first}\n{last}\n{birth}"
            : null;
        if (key is null) return;
        if (seen.TryGetValue(key, out long before)) warn(new CsvDoubt(row, line, null, CsvMessages.ClientIsTwice.With(before), CsvMessages.DeleteTwice));
        else seen.Add(key, row);
    }

    // A key that only one row lacks: under the last of them a spreadsheet has a sum.
    private void LookAtKey(long row, long line, CsvCell cell)
    {
        if (cell.IsMandatory
            || cell.Place is not { } place
            || (place.WireName != operation.Key && place.WireName != operation.StatusField && place.LeafName is not ("pg_order_id" or "external_user_id")))
        {
            return;
        }
        if (!keys.TryGetValue(cell.Column, out Key? key)) keys.Add(cell.Column, key = new Key(cell with { Text = "" }));
        if (!string.IsNullOrWhiteSpace(cell.Text)) key.Filled++;
        else if (key.Empty.Count < MostEmptyKeys) key.Empty.Add((row, line));
    }

    private sealed class Key(CsvCell cell)
    {
        public CsvCell Cell => cell;

        public long Filled { get; set; }

        public List<(long Row, long Line)> Empty { get; } = [];
    }
}

/// <summary>A cell that has a parameter.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Place">Its place on the wire; null for what is no field of the body.</param>
/// <param name="IsMandatory">Whether each row needs it.</param>
/// <param name="Text">What is in it.</param>
internal sealed record CsvCell(string Column, FieldAttribute? Place, bool IsMandatory, string Text);

/// <summary>What may not be meant.</summary>
/// <param name="Row">The row.</param>
/// <param name="Line">Its line in the file.</param>
/// <param name="Cell">The cell; null for the row as a whole.</param>
/// <param name="Message">What is doubtful.</param>
/// <param name="Action">What to do about it.</param>
internal sealed record CsvDoubt(long Row, long Line, CsvCell? Cell, string Message, string Action);
