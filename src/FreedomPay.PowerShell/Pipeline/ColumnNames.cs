using System.Globalization;
using System.Text;

namespace FreedomPay.Pipeline;

/// <summary>Columns that are nearly a parameter. PowerShell drops them without a word, so that the test of a file and every cmdlet look for them.</summary>
internal static class ColumnNames
{
    private const string Delimiters = ";,\t|";

    // Letters of other scripts that look like Latin ones, capital and small.
    private static readonly Dictionary<char, char> LookAlikes = Pairs("аaвbеeкkмmнhоoрpсcтtуyхxіiїiјjѕsёeԁdԛqԝwһhӏlαaβbεeηhιiκkνvοoρpτtυuχxμm");

    /// <summary>The parameter that a column is nearly.</summary>
    /// <param name="column">The column, which binds to nothing.</param>
    /// <param name="fields">The fields of the cmdlet.</param>
    /// <param name="hasColumn">Whether a field has a column of its own.</param>
    /// <param name="isTyped">Whether a field is given for every row.</param>
    /// <returns>The field and its name that is meant; null where there is none.</returns>
    public static (CsvField Field, string Name)? Near(string column, IEnumerable<CsvField> fields, Func<CsvField, bool> hasColumn, Func<CsvField, bool> isTyped)
    {
        string written = Normalised(column);
        (CsvField Field, string Name, int Distance)? nearest = null;
        foreach (CsvField field in fields.Where(field => field.IsText && !hasColumn(field)))
        {
            foreach (string name in field.Names)
            {
                int distance = Distance(written, Normalised(name));
                // What is typed has no need of a column, unless the column has its very name.
                if (distance > (isTyped(field) ? 0 : name.Length < 5 ? 1 : 2) || distance >= name.Length / 2 || distance >= nearest?.Distance) continue;
                nearest = (field, name, distance);
            }
        }

        return nearest is { } found ? (found.Field, found.Name) : null;
    }

    /// <summary>A name as it may be shown: with the numbers of characters in place of those that deceive the eye.</summary>
    public static string Shown(string column)
    {
        bool isLatin = column.Any(c => char.ToLowerInvariant(c) is >= 'a' and <= 'z');
        var shown = new StringBuilder();
        foreach (char c in column)
        {
            bool deceives = c > '\u007F'
                && (char.IsWhiteSpace(c)
                    || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format
                    || (isLatin && LookAlikes.ContainsKey(char.ToLowerInvariant(c))));
            if (deceives || char.IsControl(c)) shown.Append("<U+").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)).Append('>');
            else shown.Append(c);
        }

        return shown.ToString();
    }

    /// <summary>The delimiter of a file that became one single column; null where its name holds none.</summary>
    /// <param name="column">The name of the column.</param>
    /// <param name="used">The delimiter by which the file was read; null where nobody knows it.</param>
    public static string? DelimiterIn(string column, char? used = null) =>
        column.IndexOfAny([.. Delimiters.Where(other => other != used)]) is >= 0 and var place ? column[place] == '\t' ? "`t" : column[place].ToString() : null;

    // Case, blanks, underscores, what does not show, and the script of a letter are what one does not see.
    private static string Normalised(string name) => new([.. from c in name.Normalize(NormalizationForm.FormKC)
                                                             where char.IsLetterOrDigit(c)
                                                             let small = char.ToLowerInvariant(c)
                                                             select LookAlikes.TryGetValue(small, out char latin) ? latin : small]);

    private static Dictionary<char, char> Pairs(string pairs)
    {
        var found = new Dictionary<char, char>();
        for (int place = 0; place < pairs.Length; place += 2) found[pairs[place]] = pairs[place + 1];
        return found;
    }

    // Levenshtein: letters to change, to add or to leave out.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
