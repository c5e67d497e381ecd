using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>Holds rows to the rules of a cmdlet, which are asked and never run. Keeps nothing of a row but its key.</summary>
internal sealed class CsvTester
{
    private readonly CsvCmdlet cmdlet;
    private readonly string? wantedSet;
    private readonly IDictionary typed;
    private readonly BinderProbe probe;
    private readonly Func<string, string> resolvePath;
    private readonly Func<string, string> redact;
    private readonly Action<CsvFault> report;
    private readonly IRowRules rules;
    private readonly Dictionary<string, long> keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> rowIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> orders = new(StringComparer.Ordinal);
    private OperationAttribute? operation;
    private CsvShape? shape;
    private CsvDoubts? doubts;
    private SwallowedRows? swallowed;
    private int[] unbound = [];
    private string?[] sample = [];
    private string? otherEncoding;
    private long misread;

    public CsvTester(
        CsvCmdlet cmdlet, string? wantedSet, IDictionary typed, BinderProbe probe, Func<string, string> resolvePath, Func<string, string> redact,
        Action<CsvFault> report)
    {
        this.cmdlet = cmdlet;
        this.wantedSet = wantedSet;
        this.typed = typed;
        this.probe = probe;
        this.resolvePath = resolvePath;
        this.redact = redact;
        this.report = report;
        rules = cmdlet.CreateRules();
        foreach (DictionaryEntry value in typed)
        {
            string name = value.Key.ToString()!;
            if (cmdlet.Fields.FirstOrDefault(
                field => (field.IsText || field.IsObject) && field.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } field)
            {
                field.SetValue(rules, value.Value);
            }
            else if (string.Equals(name, "AdditionalField", StringComparison.OrdinalIgnoreCase))
            {
                rules.AdditionalField = (value.Value is PSObject wrapped ? wrapped.BaseObject : value.Value) as Hashtable;
            }
        }
    }

    public long Rows { get; private set; }

    public long FaultyRows { get; private set; }

    /// <summary>Whether anything would be refused.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Tests a file.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="encoding">The encoding by which it is read, unless a byte order mark says otherwise.</param>
    /// <param name="delimiter">What is between two cells.</param>
    /// <param name="goOn">Whether to go on after a row.</param>
    public void TestFile(TextReader text, byte[] head, Encoding encoding, char delimiter, Func<bool> goOn)
    {
        using var headText = new StreamReader(new MemoryStream(head), encoding, detectEncodingFromByteOrderMarks: true);
        if ((FileProbe.Of(head, encoding) ?? FileProbe.OfFirstLine(headText.ReadLine() ?? "", cmdlet)) is { } cause)
        {
            Report(new CsvFault { Line = 1, Message = cause.Message, RecommendedAction = cause.Advice });
            return;
        }

        if (encoding is UTF8Encoding && FileProbe.EncodingOf(head) is { } other) otherEncoding = other;
        var reader = new CsvReader(text, delimiter);
        List<string> header = reader.ReadHeader();
        if (header.Count == 0 || (header.Count == 1 && header[0].Length == 0))
        {
            Report(reader.Read([])
                ? new CsvFault { Line = 1, Message = CsvMessages.FirstLineIsBlank, RecommendedAction = CsvMessages.DeleteFirstLine }
                : new CsvFault { Message = CsvMessages.FileIsEmpty, RecommendedAction = CsvMessages.WriteHeaderAndRows.With(cmdlet.Name) });
            return;
        }

        long headerLine = reader.Line;
        var names = new List<string>(header.Count);
        int unnamed = 0;
        foreach (string name in header) names.Add(name.Length > 0 ? name : "H" + (++unnamed).ToString(CultureInfo.InvariantCulture));
        if (!Begin(names, delimiter))
        {
            if (otherEncoding is not null)
            {
                Report(new CsvFault { Message = CsvMessages.FileIsNotUtf8.With(otherEncoding), RecommendedAction = Messages.GiveEncoding.With(otherEncoding) });
            }
            return;
        }

        for (int column = 0; column < header.Count; column++)
        {
            if (header[column].Length > 0) continue;
            Report(new CsvFault
            {
                Line = headerLine,
                Severity = CsvSeverity.Warning,
                Column = names[column],
                Message = CsvMessages.ColumnHasNoName.With(column + 1, names[column]),
                RecommendedAction = CsvMessages.NameOrDeleteColumn,
            });
        }

        var cells = new List<string>(header.Count);
        while (goOn() && reader.Read(cells))
        {
            Rows++;
            bool good = Test(column => column < cells.Count ? cells[column] : null, cells, reader.Line, null, reader.EndedInQuotes);
            if (cells.Count > names.Count && cells.Skip(names.Count).Any(cell => cell.Length > 0))
            {
                good = Fault(reader.Line, CsvMessages.TooManyCells.With(cells.Count, names.Count), CsvMessages.QuoteCells.With(delimiter));
            }
            else if (cells.Count < names.Count)
            {
                Fault(reader.Line, CsvMessages.TooFewCells.With(cells.Count, names.Count), CsvMessages.LookForLineBreak, CsvSeverity.Warning);
            }

            if (reader.EndedInQuotes) good = Fault(reader.Line, CsvMessages.QuoteIsOpen, CsvMessages.CloseQuote);
            if (!good) FaultyRows++;
        }

        if (Rows == 0 && goOn()) Report(new CsvFault { Line = headerLine, Message = CsvMessages.FileHasNoRows, RecommendedAction = CsvMessages.AddRows });
    }

    /// <summary>Tests a row of a pipeline.</summary>
    public void TestRow(PSObject row)
    {
        Rows++;
        if (row.BaseObject is string or ValueType)
        {
            Fault(0, CsvMessages.RowIsOneValue, CsvMessages.GiveRows);
            FaultyRows++;
            return;
        }

        // The keys of a hashtable are no properties, and do not bind.
        PSPropertyInfo[] properties = row.BaseObject is IDictionary ? [] : [.. row.Properties];
        if (shape is null || !shape.Columns.SequenceEqual(properties.Select(property => property.Name)))
        {
            // A row whose columns are others than those before, such as of another file.
            foreach ((CsvField field, _) in shape?.Bound ?? []) field.SetValue(rules, null);
            Begin([.. properties.Select(property => property.Name)], null);
        }

        if (!shape!.IsUsable || !Test(column => ValueText.Read(properties[column]), properties.Select(ValueText.Read).OfType<string>(), 0, row)) FaultyRows++;
    }

    /// <summary>Says what is known only at the end.</summary>
    public void End()
    {
        doubts?.End();
        if (misread > 1)
        {
            Report(new CsvFault { Message = CsvMessages.MoreRowsAreMisread.With(misread - 1), RecommendedAction = CsvMessages.SaveAsUtf8OrGiveRightEncoding });
        }
    }

    private bool Begin(List<string> columns, char? delimiter)
    {
        shape = new CsvShape(cmdlet, wantedSet, columns, typed, delimiter, probe, redact);
        operation = rules.OperationOf(shape.Set);
        doubts?.End();
        doubts = new CsvDoubts(operation, cmdlet.Fields.Any(field => field.PlaceIn(shape.Set)?.NumberedBy is not null), Warn);
        swallowed = new SwallowedRows(shape, delimiter);
        unbound = [.. Enumerable.Range(0, columns.Count).Where(column => shape.Bound.All(bound => bound.Column != column))];
        sample = shape.LacksColumns ? [] : [.. shape.Bound.Select(bound => FieldFormat.Sample(bound.Field, shape.Set))];
        foreach (CsvFault fault in shape.Faults) Report(fault);
        return shape.IsUsable;
    }

    private bool Test(Func<int, object?> cell, IEnumerable<string> all, long line, PSObject? input, bool isOpen = false)
    {
        var texts = new List<CsvCell>(shape!.Bound.Count);
        bool hasRows = false;
        bool isSample = sample.Length > 0;
        bool isMisread = false;
        for (int place = 0; place < shape!.Bound.Count; place++)
        {
            (CsvField field, int column) = shape.Bound[place];
            object? value = cell(column);
            if (value is string text)
            {
                isMisread |= CsvShape.IsMisread(text);
                isSample = isSample && (sample[place] is null || text == sample[place]);
                if (text.Length > 0 && field.PlaceIn(shape.Set)?.Kind is FieldKind.PdfFile) value = resolvePath(text);
                if (!isOpen) hasRows |= HasRows(text, column, line);
            }

            if (!field.IsSecret && field.IsText)
            {
                texts.Add(
                    new CsvCell(shape.Columns[column], field.PlaceIn(shape.Set), field.IsMandatoryIn(shape.Set), ValueText.Shown(ValueText.Of(value)) ?? ""));
            }

            // A cell that is not there says as much as one that is empty.
            field.SetValue(rules, value ?? (field.IsText ? "" : null));
        }

        // Rows that a remark has swallowed are lost as well.
        foreach (int column in unbound)
        {
            if (!isOpen && cell(column) is string text) hasRows |= HasRows(text, column, line);
        }

        var row = new Row(Rows, null, operation!, [], redact);
        List<FieldFault> faults = [.. rules.Judge(row, shape.Set, shape.IsGiven), .. Overridden(cell, input)];
        foreach (FieldFault fault in faults)
        {
            // What was not read rightly is told once, of the whole file.
            if (shape.IsMissing(fault.Parameter) || fault.Reason == Messages.FieldIsMisread) continue;
            Report(new CsvFault
            {
                Row = Rows,
                Line = line,
                Column = redact(shape.ColumnOf(fault.Parameter)),
                WireName = fault.WireName,
                Value = fault.Value is null ? null : redact(fault.Value),
                Message = redact(fault + "."),
                RecommendedAction = shape.RuleOf(fault.Parameter),
            });
        }

        bool good = faults.Count == 0 && HasUniqueKey(row, line, input);
        if (isMisread && misread++ == 0)
        {
            Fault(line, CsvMessages.RowIsMisread, otherEncoding is null ? CsvMessages.SaveAsUtf8 : Messages.GiveEncoding.With(otherEncoding));
        }
        bool isHeader = texts.Count > 1 && texts.All(text => string.Equals(text.Text, text.Column, StringComparison.OrdinalIgnoreCase));
        if (isHeader) Fault(line, CsvMessages.RowIsHeader, CsvMessages.DeleteRow);
        else if (isSample && sample.Any(cell => cell is not null)) Fault(line, CsvMessages.RowIsSample, CsvMessages.DeleteSample, CsvSeverity.Warning);
        // The id in an object of ours is that of what it shows; nothing in it was typed by hand.
        else if (input?.BaseObject is not FreedomPayObject) doubts!.Look(Rows, line, row.Sent, texts, all);
        return good && !isMisread && !hasRows && !isHeader;
    }

    private bool HasRows(string text, int column, long line)
    {
        if (!swallowed!.AreIn(text, column)) return false;
        Report(new CsvFault
        {
            Row = Rows,
            Line = line,
            Column = redact(shape!.Columns[column]),
            Message = redact(CsvMessages.CellHoldsRows.With(shape.Columns[column])),
            RecommendedAction = CsvMessages.DeleteQuotes,
        });
        return true;
    }

    // As the cmdlet itself: what moves money is not overruled without a word.
    private IEnumerable<FieldFault> Overridden(Func<int, object?> cell, PSObject? input)
    {
        if (input is not null && ResultRows.IsResult(input)) yield break;
        foreach ((CsvField field, int column) in operation!.IsRead || !cmdlet.IsTypedSet(shape!.Set) ? [] : shape.OfOtherSet)
        {
            string text = ValueText.Of(cell(column));
            if (field.CarriesMoney && !string.IsNullOrWhiteSpace(text)) yield return RowColumns.OfOtherSet(field, shape!.Set, shape.Columns[column], text);
        }

        foreach ((CsvField field, int column) in shape!.Overridden)
        {
            string text = ValueText.Of(cell(column));
            if (field.CarriesMoney && !string.IsNullOrWhiteSpace(text) && field.TextIn(rules) is { } given && !field.MeansTheSame(shape.Set, given, text))
            {
                yield return RowColumns.Overridden(field, shape.Set, shape.Columns[column], given, text);
            }
        }
    }

    private void Warn(CsvDoubt doubt) => Report(new CsvFault
    {
        Row = doubt.Row,
        Line = doubt.Line,
        Severity = CsvSeverity.Warning,
        Column = redact(doubt.Cell?.Column ?? ""),
        WireName = doubt.Cell?.Place?.WireName ?? "",
        Value = doubt.Cell is { Text.Length: > 0 } cell ? redact(cell.Text) : null,
        Message = redact(doubt.Message),
        RecommendedAction = doubt.Action,
    });

    private bool HasUniqueKey(Row row, long line, PSObject? input)
    {
        if (!IsFirst(rowIds, IdempotencyKeys.RowId, row.RowId is { } id ? PlainNumber.Of(id) : null, CsvSeverity.Error)) return false;
        // The id in an object of ours is that of the request that made it, and not of the next one.
        if (input?.BaseObject is FreedomPayObject) return true;
        if (row.Operation.StatusField is { } order && order != row.Operation.Key) IsFirst(orders, order, WireObject.Text(row.Sent, order), CsvSeverity.Warning);
        string? key = row.Operation.Key is { } name ? WireObject.Text(row.Sent, name) : row.OwnKey;
        return IsFirst(keys, row.Operation.Key ?? "Request-Id", key, CsvSeverity.Error);

        bool IsFirst(Dictionary<string, long> known, string wireName, string? value, CsvSeverity severity)
        {
            if (value is null) return true;
            if (!known.TryGetValue(value, out long before))
            {
                known.Add(value, Rows);
                return true;
            }

            string column = shape!.Bound.Where(bound => bound.Field.WireNameIn(shape.Set) == wireName)
                .Select(bound => shape.Columns[bound.Column])
                .FirstOrDefault()
                ?? wireName;
            Report(new CsvFault
            {
                Row = Rows,
                Line = line,
                Severity = severity,
                Column = column,
                WireName = wireName,
                Value = redact(value),
                Message = redact((severity is CsvSeverity.Error ? CsvMessages.KeyIsUsed : CsvMessages.OrderIsUsed).With(column, value, before)),
                RecommendedAction = CsvMessages.GiveEachRowItsOwn,
            });
            return false;
        }
    }

    private bool Fault(long line, string message, string action, CsvSeverity severity = CsvSeverity.Error)
    {
        Report(new CsvFault { Row = Rows, Line = line, Severity = severity, Message = message, RecommendedAction = action });
        return severity is not CsvSeverity.Error;
    }

    private void Report(CsvFault fault)
    {
        HasErrors |= fault.Severity is CsvSeverity.Error;
        report(fault);
    }
}
