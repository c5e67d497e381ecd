using System.Globalization;
using System.Text.RegularExpressions;

namespace FreedomPay.Fields;

/// <summary>
/// What a spreadsheet or a database leaves in place of a value, or puts around it. In an id all of it is refused, as none of it is ever a
/// part of one; in other texts only what nobody writes.
/// </summary>
internal static class SheetMarks
{
    // Digits only count if a program has written them: 1.2E+11, 7,9E+11, 1E+11, 7.9E11, 5e11. What has more digits before the letter and no
    // sign after it, such as 12345e67, is an id of its own.
    private static readonly Regex Exponent = Pattern(@"^[+-]?([0-9]+[.,][0-9]+[eEеЕ][+-]?|[0-9]+[eEеЕ][+-]|[0-9][eEеЕ])[0-9]{1,3}\z");
    private static readonly Regex ZeroFraction = Pattern(@"^[+-]?[0-9]+[.,]0+\z");
    private static readonly Regex Formula = Pattern("^=\\s*\".*\"\\z", RegexOptions.Singleline);

    // Excel writes them in the language of its menus (#REF!, #ССЫЛКА!), Calc as Err:502, and ##### for what is too wide for its column.
    private static readonly Regex Error = Pattern(
        @"^(#\p{Lu}[\p{Lu}0-9_/ ]*[!?]|#(N/A|Н/Д|GETTING_DATA|ОЖИДАНИЕ_?ДАННЫХ).*|#{3,}|(Err|Ошибка):[0-9]{3})\z", RegexOptions.IgnoreCase);
    private static readonly Regex SmallLetter = Pattern(@"^#.*\p{Ll}");
    // Export-Csv writes the type of what is no value, such as System.Object[].
    private static readonly Regex Nothing = Pattern(
        @"^(\(null\)|<null>|\[null\]|null|\\N|nil|none|nan|undefined|n/a|н/д|\[object Object\]|@\{.*\}|System\.[A-Za-z0-9.`]+(\[.*\])?)\z",
        RegexOptions.IgnoreCase);

    /// <summary>What is wrong with a text; null for nothing.</summary>
    /// <param name="text">The text, without blanks around it.</param>
    /// <param name="isId">Whether it is an id.</param>
    public static string? FaultOf(string text, bool isId)
    {
        if (text.Length == 0) return null;
        // A remark such as #sale! is text that somebody wrote.
        if ((text[0] == '#' || text.IndexOf(':') is >= 3 and <= 6) && Error.IsMatch(text) && (isId || !SmallLetter.IsMatch(text) || text.IndexOf('/') == 2))
        {
            return Messages.FieldIsSheetError;
        }
        if (text[0] == '=' && (isId || Formula.IsMatch(text))) return Messages.FieldIsFormula;
        if (!isId) return null;
        // A text program makes a typographic one of it.
        if (text[0] is '\'' or '`' or '\u00B4' or '\u02BC' or '\u2018' or '\u2019' or '\u201B') return Messages.FieldHasApostrophe;
        if (Exponent.IsMatch(text)) return Messages.FieldHasExponent;
        if (ZeroFraction.IsMatch(text)) return Messages.FieldHasZeroFraction;
        return Nothing.IsMatch(text) ? Messages.FieldIsNoValue : null;
    }

    /// <summary>The first character of a text that does not show and so makes another value of it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="kind">The kind of its field.</param>
    /// <returns>Its code point; null where there is none.</returns>
    public static int? InvisibleIn(string text, FieldKind kind)
    {
        for (int place = 0; place < text.Length; place++)
        {
            if (text[place] <= '\u007F') continue;
            bool isPair = char.IsSurrogatePair(text, place);
            if (char.IsSurrogate(text[place]) && !isPair) continue;
            int point = char.ConvertToUtf32(text, place);
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text, place);
            bool isInside = place > 0 && place < text.Length - 1;
            if (isPair) place++;
            // Inside a text joiners make one emoji of several, tags make a flag, and marks of direction belong to some scripts.
            if (kind is FieldKind.Text && isInside && point is 0x200C or 0x200D or 0x200E or 0x200F or 0x061C or (>= 0xE0020 and <= 0xE007F)) continue;
            if (category is UnicodeCategory.Format || point is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x2800 or 0x3164 or 0xFFA0)
            {
                return point;
            }
            // In a text a no-break space keeps words together; other kinds have rules that know no blanks.
            if (kind is FieldKind.Id
                && (category is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                    || point is >= 0xFE00 and <= 0xFE0F))
            {
                return point;
            }
        }

        return null;
    }

    private static Regex Pattern(string pattern, RegexOptions options = RegexOptions.None) =>
        new(pattern, options | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
