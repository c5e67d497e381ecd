using System.Text;

namespace FreedomPay.Commands.Csv;

/// <summary>
/// Reads a CSV exactly as Import-Csv does, with its leniency: blanks before a cell are dropped, a quote within a cell is text, what
/// follows a closing quote is added. A stricter reader would pass a file that Import-Csv reads otherwise. In addition it knows the line
/// of each record, and keeps the cells beyond the header, which Import-Csv drops.
/// </summary>
/// <param name="text">The file.</param>
/// <param name="delimiter">What is between two cells.</param>
internal sealed class CsvReader(TextReader text, char delimiter)
{
    private readonly char[] buffer = new char[65536];
    private readonly StringBuilder cell = new();
    private readonly StringBuilder rest = new();
    private int length;
    private int place;
    private long line = 1;

    /// <summary>The line on which the record begins that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Whether a quote was open at the end of the file, so that the last record swallowed what followed.</summary>
    public bool EndedInQuotes { get; private set; }

    private bool AtEnd
    {
        get
        {
            if (place < length) return false;
            length = text.Read(buffer, 0, buffer.Length);
            place = 0;
            return length == 0;
        }
    }

    /// <summary>Reads the names of the columns; comments before them are skipped.</summary>
    /// <returns>The names, or none when the file is empty. A name may be empty.</returns>
    public List<string> ReadHeader()
    {
        var names = new List<string>();
        // The first line may name a type (#TYPE); Import-Csv does not ask whether it really does.
        if (NextIs('#')) SkipLine();
        while (!AtEnd)
        {
            Parse(names);
            while (names.Count > 1 && names[names.Count - 1].Length == 0) names.RemoveAt(names.Count - 1);
#if NETFRAMEWORK
            // Windows PowerShell knows comments on the first line only.
            break;
#else
            if (names.Count == 0 || !names[0].StartsWith("#", StringComparison.Ordinal)) break;
            if (names[0].StartsWith("#Fields: ", StringComparison.Ordinal))
            {
                // The header of the W3C's log format.
                names[0] = names[0].Substring(9);
                break;
            }

            names.Clear();
#endif
        }

        return names;
    }

    /// <summary>Reads the next row; blank lines are skipped.</summary>
    /// <param name="cells">The cells of the row, which may be fewer or more than the columns.</param>
    /// <returns>False at the end of the file.</returns>
    public bool Read(List<string> cells)
    {
        do Parse(cells);
        while (cells.Count == 1 && cells[0].Length == 0);
        return cells.Count > 0;
    }

    private void Parse(List<string> cells)
    {
        cells.Clear();
        cell.Clear();
        Line = line;
        bool quoted = false;
        bool ended = false;
        while (!ended && !AtEnd)
        {
            char c = Next();
            if (quoted)
            {
                if (c != '"') cell.Append(c);
                else if (NextIs('"')) cell.Append(Next());
                else
                {
                    quoted = false;
                    ended = ToNextCell(cells, dropBlanks: true);
                }
            }
            else if (c == delimiter) Add(cells);
            else if (c == '"' && cell.Length == 0) quoted = true;
            else if (c == '"')
            {
                cell.Append(c);
                ended = ToNextCell(cells, dropBlanks: false);
            }
            else if (c is ' ' or '\t')
            {
                if (cell.Length == 0) continue;
                cell.Append(c);
                ended = ToNextCell(cells, dropBlanks: true);
            }
            else if (IsLineEnd(c))
            {
                Add(cells);
                ended = true;
            }
            else cell.Append(c);
        }

        EndedInQuotes = quoted;
        if (cell.Length > 0) Add(cells);
    }

    // The rest of a cell as it is; quotes mean nothing any more.
    private bool ToNextCell(List<string> cells, bool dropBlanks)
    {
        rest.Clear();
        bool ended = true;
        bool blank = true;
        while (!AtEnd)
        {
            char c = Next();
            if (c == delimiter)
            {
                ended = false;
                break;
            }

            if (IsLineEnd(c)) break;
            rest.Append(c);
            blank &= c is ' ' or '\t';
        }

        if (!dropBlanks || !blank) cell.Append(rest);
        Add(cells);
        return ended;
    }

    private void Add(List<string> cells)
    {
        cells.Add(cell.ToString());
        cell.Clear();
    }

    private bool IsLineEnd(char c)
    {
        if (c == '\r' && NextIs('\n')) Next();
        return c is '\r' or '\n';
    }

    private void SkipLine()
    {
        while (!AtEnd && !IsLineEnd(Next()))
        {
        }
    }

    private bool NextIs(char c) => !AtEnd && buffer[place] == c;

    private char Next()
    {
        char c = buffer[place++];
        if (c == '\n' || (c == '\r' && !NextIs('\n'))) line++;
        return c;
    }
}
