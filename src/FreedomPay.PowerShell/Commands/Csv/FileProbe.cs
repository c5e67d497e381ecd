using System.Text;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Csv;

/// <summary>Recognises what people do to a file by its first bytes, before it is read as something that it is not.</summary>
internal static class FileProbe
{
    /// <summary>How much of a file is looked at.</summary>
    public const int Size = 65536;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What makes the file unreadable; null for nothing.</summary>
    /// <param name="head">Its first bytes.</param>
    /// <param name="encoding">The encoding by which it would be read.</param>
    public static (string Message, string Advice)? Of(byte[] head, Encoding encoding)
    {
        // A zip is a workbook of today, and a compound file one of yesterday.
        if (BeginsWith(head, 0x50, 0x4B, 0x03, 0x04) || BeginsWith(head, 0xD0, 0xCF, 0x11, 0xE0))
        {
            return (Messages.FileIsWorkbook, Messages.FileIsWorkbookAdvice);
        }
        if (FileCause.OfOtherKind(Encoding.ASCII.GetString(head, 0, Math.Min(head.Length, 64)).TrimStart('?')) is { } other) return other;
        if (encoding.GetByteCount("a") > 1 || HasMark(head)) return null;
        int even = head.Where((value, place) => value == 0 && place % 2 == 0).Count();
        int odd = head.Count(value => value == 0) - even;
        // Of Latin letters, digits and delimiters every second byte is empty.
        if (Math.Max(even, odd) * 5 < head.Length || head.Length < 4) return null;
        return (Messages.FileIsUtf16, Messages.GiveEncoding.With(odd > even ? "unicode" : "bigendianunicode"));
    }

    /// <summary>The encoding of a file that is not UTF-8; null where it is, or where nobody can tell.</summary>
    public static string? EncodingOf(byte[] head)
    {
        if (HasMark(head)) return null;
        // The last letter may be cut off.
        for (int less = 0; less < 4 && less <= head.Length; less++)
        {
            try
            {
                Strict.GetCharCount(head, 0, head.Length - less);
                return null;
            }
            catch (DecoderFallbackException)
            {
                if (head.Length < Size) break;
            }
        }

        // Small letters are the most: in windows-1251 they stand at the end, in the code page of the console before it.
        int windows = head.Count(value => value is >= 0xE0 and <= 0xFF);
        int console = head.Count(value => value is (>= 0xA0 and <= 0xAF) or (>= 0x80 and <= 0x9F));
        return console > windows ? "cp866" : "windows-1251";
    }

    /// <summary>What is wrong with the first line; null for nothing.</summary>
    /// <param name="text">The beginning of the file.</param>
    /// <param name="cmdlet">The cmdlet that will take the rows.</param>
    public static (string Message, string Advice)? OfFirstLine(string text, CsvCmdlet cmdlet)
    {
        string line = text.TrimStart('\uFEFF').Split(['\r', '\n'], 2)[0].TrimEnd();
        string bare = line.Trim('"');
        if (bare.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && bare.TrimEnd(';', ',').Length <= 5)
        {
            return FileCause.SepLine(bare.Length > 4 ? bare[4] : ',');
        }
        if (line.StartsWith("#", StringComparison.Ordinal) && NamesIn(line.Substring(1), cmdlet) is not null)
        {
            return (CsvMessages.HeaderIsComment, CsvMessages.DeleteHash);
        }
        if (line.Length > 2 && line[0] == '"' && line[line.Length - 1] == '"' && !line.StartsWith("\"#", StringComparison.Ordinal)
            && line.Substring(1, line.Length - 2).Replace("\"\"", "").IndexOf('"') < 0
            && NamesIn(line.Substring(1, line.Length - 2), cmdlet) is { } delimiter and not '\0')
        {
            return (CsvMessages.LinesAreQuoted, CsvMessages.TakeQuotesOff.With(delimiter == '\t' ? "`t" : delimiter.ToString()));
        }

        return null;
    }

    // Whether the cells of a line are names of parameters, and what is between them. One name alone is a comment as well.
    private static char? NamesIn(string line, CsvCmdlet cmdlet)
    {
        foreach (char delimiter in ",;\t|")
        {
            string[] cells = [.. line.Split(delimiter).Select(cell => cell.Trim(' ', '"'))];
            if (cells.Length > 1 && cells.Count(cell => cmdlet.Fields.Any(field => field.IsCalled(cell))) * 2 >= cells.Length) return delimiter;
        }

        return cmdlet.Fields.Any(field => field.IsCalled(line.Trim(' ', ';', ',', '"'))) && line.IndexOfAny([',', ';']) < 0 ? '\0' : null;
    }

    private static bool HasMark(byte[] head) => BeginsWith(head, 0xEF, 0xBB, 0xBF) || BeginsWith(head, 0xFF, 0xFE) || BeginsWith(head, 0xFE, 0xFF);

    private static bool BeginsWith(byte[] head, params byte[] mark) => head.Length >= mark.Length && head.Take(mark.Length).SequenceEqual(mark);
}
