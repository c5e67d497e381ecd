using System.Globalization;
using System.Text;

namespace FreedomPay.Core.Diagnostics;

/// <summary>Finds card numbers in a text, in whatever groups and digits they are written.</summary>
internal static class CardNumbers
{
    /// <summary>The most digits that a card number has.</summary>
    public const int Most = 19;

    private const int Fewest = 13;

    // A card number may be written with more between its groups, but then it reads as several numbers.
    private const int MostBetween = 3;

    /// <summary>A place in a text.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="End">Where it has ended.</param>
    /// <param name="Digits">The digits of the card number; null for what is not to be shown at all.</param>
    public readonly record struct Place(int Start, int End, string? Digits);

    /// <summary>Finds what adds up like a card number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="found">Takes the places.</param>
    public static void Find(string text, List<Place> found)
    {
        if (!HasEnoughDigits(text)) return;
        var groups = new List<Group>();
        int i = 0;
        while (i < text.Length)
        {
            if (!IsDigit(text[i]))
            {
                i++;
                continue;
            }

            groups.Clear();
            int count = 0;
            int between = i;
            bool isUsual = true;
            while (true)
            {
                int start = i;
                while (i < text.Length && IsDigit(text[i])) i++;
                groups.Add(new Group(start, i, text.Substring(between, start - between), isUsual));
                count += i - start;
                between = i;
                int gap = GapAt(text, i, out isUsual);
                if (gap == 0) break;
                i += gap;
            }

            if (count >= Fewest) FindIn(text, groups, found);
        }
    }

    /// <summary>
    /// Whether a number begins like that of a card: Visa, Mastercard, American Express, Diners Club, JCB, Discover, Maestro, Mir, UnionPay,
    /// Uzcard, Humo and Elkart.
    /// </summary>
    /// <param name="digits">ASCII digits.</param>
    public static bool IsOfScheme(string digits)
    {
        if (digits.Length is < Fewest or > Most) return false;
        int begin = Begin(digits);
        return begin is (>= 2200 and <= 2204) or (>= 2221 and <= 2720) or (>= 3000 and <= 6999) or 8600 or 9860 or 9417;
    }

    // A run of more digits than a card number has may hold one anywhere and is worth nothing to a reader, so it is masked whole.
    private static void FindIn(string text, List<Group> groups, List<Place> found)
    {
        var digits = new StringBuilder(Most);
        for (int first = 0; first < groups.Count; first++)
        {
            digits.Clear();
            bool isUsual = true;
            for (int last = first; last < groups.Count; last++)
            {
                Group group = groups[last];
                if (group.Length > Most)
                {
                    // It may end in a CVC, and begin in the middle of a number.
                    if (last == first) found.Add(new Place(group.Start, group.End, null));
                    break;
                }

                if (digits.Length + group.Length > Most) break;
                if (last > first) isUsual &= group.IsUsual;
                digits.Append(Folded(text, group.Start, group.End));
                if (digits.Length < Fewest) continue;
                string number = digits.ToString();
                if (CheckDigit.Fits(number)
                    && (isUsual || (IsOfScheme(number) && (IsCardShape(groups, first, last) || IsInThousands(groups, first, last, number)))))
                {
                    found.Add(new Place(groups[first].Start, group.End, number));
                }
                // Its last digits may be a CVC, so none of it is shown.
                else if (last == first && HoldsGlued(number)) found.Add(new Place(group.Start, group.End, null));
            }
        }
    }

    // A CVC behind a card number, or a digit or two before it. In the middle of a long number every tenth id would have one.
    private static bool HoldsGlued(string number)
    {
        if (number.Length < 16) return false;
        for (int extra = 1; extra <= 4; extra++)
        {
            int length = number.Length - extra;
            if (length is not (15 or 16)) continue;
            if (IsCommon(number.Substring(0, length)) || (extra <= 3 && IsCommon(number.Substring(extra)))) return true;
        }

        return false;
    }

    // The schemes that most cards are of, each with its own length.
    private static bool IsCommon(string digits)
    {
        int begin = Begin(digits);
        bool begins = digits.Length == 15
            ? begin / 100 is 34 or 37
            : begin is (>= 2200 and <= 2204) or (>= 2221 and <= 2720) or (>= 3528 and <= 3589) or (>= 4000 and <= 4999)
                or (>= 5100 and <= 5599) or 5614 or (>= 6200 and <= 6299) or 8600 or 9860 or 9417;
        return begins && CheckDigit.Fits(digits);
    }

    // With anything between them, dates, amounts and lists of numbers are groups of digits too. A card number has groups of four, or those
    // of American Express and Diners Club, or equal ones that nothing else follows.
    private static bool IsCardShape(List<Group> groups, int first, int last)
    {
        int count = last - first + 1;
        int size = groups[first].Length;
        bool isEqual = true;
        for (int i = first; i < last; i++) isEqual &= groups[i].Length == size;
        isEqual &= groups[last].Length <= size;
        bool isEven = Enumerable.Range(first + 1, count - 1).All(i => groups[i].Before == groups[first + 1].Before);
        bool isFours = count >= 4;
        for (int i = first; i < first + 4 && isFours; i++) isFours = groups[i].Length == 4;
        if (isFours && (count == 4 || (count == 5 && groups[last].Length <= 3 && isEven))) return true;
        if (count == 3 && size == 4 && groups[first + 1].Length == 6 && groups[last].Length is 4 or 5) return true;
        string between = groups[first + 1].Before;
        if (!isEqual || !isEven || first > 0 || last < groups.Count - 1 || between.IndexOf(',') >= 0 || between.IndexOf(';') >= 0) return false;
        // Two groups with a point are a decimal number.
        return count > 2 || between.IndexOf('.') < 0;
    }

    // 4.111.111.111.111.111: as a spreadsheet writes a long number. In lists of numbers of three digits each, too many would add up.
    private static bool IsInThousands(List<Group> groups, int first, int last, string number)
    {
        if (first > 0 || last < groups.Count - 1 || groups[first].Length > 3) return false;
        for (int i = first + 1; i <= last; i++)
        {
            if (groups[i].Length != 3 || groups[i].Before.Length != 1 || groups[i].Before != groups[first + 1].Before) return false;
        }

        return groups[first].Length < 3 || IsCommon(number);
    }

    /// <summary>How long what stands between two groups is; 0 where no digit follows, or too much or a letter lies between.</summary>
    private static int GapAt(string text, int start, out bool isUsual)
    {
        isUsual = false;
        int at = start;
        int units = 0;
        while (at < text.Length && units < MostBetween)
        {
            char between = text[at];
            // An asterisk is a digit that is hidden already.
            if (char.IsLetterOrDigit(between) || between == '*') return 0;
            units++;
            at++;
            isUsual = units == 1 && IsSeparator(between);
            if (at < text.Length && IsDigit(text[at])) return at - start;
        }

        return 0;
    }

    private static int Begin(string digits)
    {
        int begin = 0;
        for (int i = 0; i < 4; i++) begin = (begin * 10) + digits[i] - '0';
        return begin;
    }

    private static bool IsSeparator(char c) => c < 0x80
        ? c is ' ' or '-' or '+' or '\t'
        : CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation || c is '\u2212';

    private static bool IsDigit(char c) => c < 0x80 ? c is >= '0' and <= '9' : char.IsDigit(c);

    private static bool HasEnoughDigits(string text)
    {
        int count = 0;
        foreach (char c in text)
        {
            if (IsDigit(c) && ++count == Fewest) return true;
        }

        return false;
    }

    // Every script that has digits of its own writes a number with the same ten.
    private static string Folded(string text, int start, int end)
    {
        char[] digits = new char[end - start];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = text[start + i] < 0x80 ? text[start + i] : (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(text[start + i]));
        }
        return new string(digits);
    }

    /// <summary>Digits without anything between them.</summary>
    /// <param name="Start">Where it begins.</param>
    /// <param name="End">Where it has ended.</param>
    /// <param name="Before">What lies between it and the group before.</param>
    /// <param name="IsUsual">Whether that is what people write between the groups of one number.</param>
    private readonly record struct Group(int Start, int End, string Before, bool IsUsual)
    {
        public int Length => End - Start;
    }
}
