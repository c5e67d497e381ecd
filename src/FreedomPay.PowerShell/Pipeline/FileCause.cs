namespace FreedomPay.Pipeline;

/// <summary>What has happened to a file whose columns make no sense, told by their names.</summary>
internal static class FileCause
{
    /// <summary>The cause in one sentence, and what to do.</summary>
    /// <param name="columns">The names of the columns, none of which is a parameter.</param>
    /// <param name="used">The delimiter by which the file was read; null where nobody knows it.</param>
    /// <returns>Null where nothing is recognised.</returns>
    public static (string Message, string Advice)? Of(IReadOnlyList<string> columns, char? used = null)
    {
        string first = columns[0].TrimStart('\uFEFF');
        if (first.StartsWith("PK\u0003\u0004", StringComparison.Ordinal) || first.StartsWith("PK\u0003", StringComparison.Ordinal))
        {
            return (Messages.FileIsWorkbook, Messages.FileIsWorkbookAdvice);
        }
        if (OfOtherKind(first) is { } other) return other;
        if (columns.Any(column => column.Contains('\0')))
        {
            return (Messages.FileIsUtf16, Messages.GiveEncoding.With(first.Length > 0 && first[0] == '\0' ? "bigendianunicode" : "unicode"));
        }
        if (first.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && first.Length <= 5) return SepLine(first.Length == 5 ? first[4] : used ?? ',');
        if (columns.Count == 1 && ColumnNames.DelimiterIn(first, used) is { } delimiter)
        {
            return (Messages.RowsHaveOneColumn.With(delimiter), Messages.RowsHaveOneColumnAdvice.With(delimiter));
        }
        return null;
    }

    /// <summary>What the beginning of a file shows it to be instead of a CSV; null for nothing.</summary>
    public static (string Message, string Advice)? OfOtherKind(string start)
    {
        string bare = start.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        bool Begins(params string[] with) => with.Any(text => bare.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        string? kind = Begins("%PDF-") ? "PDF"
            : Begins("<!doctype", "<html") ? "HTML"
            : Begins("<?xml") ? "XML"
            : Begins("{\"", "[{", "{\r", "{\n", "[\r", "[\n") ? "JSON"
            : null;
        return kind is null ? null : (Messages.FileIsOfOtherKind.With(kind), Messages.FileIsOfOtherKindAdvice);
    }

    /// <summary>The line by which Excel is told the delimiter.</summary>
    public static (string Message, string Advice) SepLine(char delimiter)
    {
        string shown = delimiter == '\t' ? "`t" : delimiter.ToString();
        return (Messages.FileBeginsWithSep.With("sep=" + shown), Messages.FileBeginsWithSepAdvice.With(shown));
    }
}
