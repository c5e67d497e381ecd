using System.Net;
using System.Text;

namespace FreedomPay.Core.Diagnostics;

/// <summary>A way to read a text: as it stands, or with the escapes of JSON, of addresses or of markup undone; and where each character came from.</summary>
internal sealed class Reading
{
    // What is escaped more often than this is no accident, and a text of marks alone must not multiply.
    private const int MostReadings = 16;
    private const int LongestEntity = 12;
    private static readonly char[] Marks = ['\\', '%', '&'];

    private readonly int[]? starts;
    private readonly int[]? ends;

    private Reading(string text, int[]? starts, int[]? ends)
    {
        Text = text;
        this.starts = starts;
        this.ends = ends;
    }

    public string Text { get; }

    /// <summary>All ways to read a text other than as it stands, whatever the order in which its escapes were made.</summary>
    public static IEnumerable<Reading> OthersOf(string text)
    {
        if (text.IndexOfAny(Marks) < 0) return [];
        var all = new List<Reading> { new(text, null, null) };
        for (int i = 0; i < all.Count; i++)
        {
            foreach (char mark in Marks)
            {
                if (all.Count <= MostReadings && all[i].Undo(mark) is { } next && all.TrueForAll(known => known.Text != next.Text)) all.Add(next);
            }
        }

        return all.Skip(1);
    }

    /// <summary>Where in the original something begins.</summary>
    /// <param name="at">Where it begins here.</param>
    public int Start(int at) => starts is null ? at : starts[at];

    /// <summary>Where in the original something has ended.</summary>
    /// <param name="end">Where it has ended here.</param>
    public int End(int end) => ends is null ? end : end == 0 ? 0 : ends[end - 1];

    /// <summary>This text with the escapes of one kind undone; null where it has none.</summary>
    private Reading? Undo(char mark)
    {
        if (Text.IndexOf(mark) < 0) return null;
        var read = new StringBuilder(Text.Length);
        var from = new List<int>(Text.Length);
        var to = new List<int>(Text.Length);
        bool found = false;
        for (int i = 0; i < Text.Length;)
        {
            int length = 0;
            string undone = "";
            if (Text[i] == mark) undone = mark switch { '\\' => Json(i, out length), '%' => Percent(i, out length), _ => Entity(i, out length) };
            if (length == 0)
            {
                undone = Text.Substring(i, 1);
                length = 1;
            }
            else
            {
                found = true;
            }

            read.Append(undone);
            for (int k = 0; k < undone.Length; k++)
            {
                from.Add(Start(i));
                to.Add(End(i + length));
            }

            i += length;
        }

        return found ? new Reading(read.ToString(), [.. from], [.. to]) : null;
    }

    private string Json(int at, out int length)
    {
        length = 0;
        if (at + 1 == Text.Length) return "";
        char kind = Text[at + 1];
        if (kind is 'u' or 'U' && at + 2 < Text.Length && Text[at + 2] == '{')
        {
            int close = Text.IndexOf('}', at + 3, Math.Min(8, Text.Length - at - 3));
            return close > at + 3 ? Character(Hex(at + 3, close - at - 3), close + 1 - at, out length) : "";
        }

        if (kind is 'u') return Character(Hex(at + 2, 4), 6, out length);
        if (kind is 'x') return Character(Hex(at + 2, 2), 4, out length);
        int plain = "/\\\"'ntrbf".IndexOf(kind);
        if (plain < 0) return "";
        length = 2;
        return "/\\\"'\n\t\r\b\f"[plain].ToString();
    }

    private string Percent(int at, out int length)
    {
        if (at + 1 < Text.Length && Text[at + 1] is 'u') return Character(Hex(at + 2, 4), 6, out length);
        length = 0;
        int first = Hex(at + 1, 2);
        if (first < 0) return "";
        length = 3;
        int more = first switch { >= 0xF0 and < 0xF8 => 3, >= 0xE0 => 2, >= 0xC0 => 1, _ => 0 };
        if (first >= 0xF8) more = 0;
        byte[] bytes = new byte[more + 1];
        bytes[0] = (byte)first;
        for (int i = 1; i <= more; i++)
        {
            int place = at + (3 * i);
            int next = place < Text.Length && Text[place] == '%' ? Hex(place + 1, 2) : -1;
            if (next is < 0x80 or >= 0xC0) return ((char)first).ToString();
            bytes[i] = (byte)next;
        }

        if (more == 0) return ((char)first).ToString();
        length = 3 * (more + 1);
        return Encoding.UTF8.GetString(bytes);
    }

    private string Entity(int at, out int length)
    {
        length = 0;
        int end = Text.IndexOf(';', at, Math.Min(LongestEntity, Text.Length - at));
        if (end < 0) return "";
        string entity = Text.Substring(at, end + 1 - at);
        string undone = WebUtility.HtmlDecode(entity);
        if (undone == entity) return "";
        length = entity.Length;
        return undone;
    }

    private static string Character(int code, int size, out int length)
    {
        length = 0;
        if (code is < 0 or > 0x10FFFF) return "";
        length = size;
        // Half of a pair is a character here: the other half comes next.
        return code > 0xFFFF ? char.ConvertFromUtf32(code) : ((char)code).ToString();
    }

    /// <summary>A number of hexadecimal digits; -1 where there is none.</summary>
    private int Hex(int at, int count)
    {
        if (count == 0 || at + count > Text.Length) return -1;
        int number = 0;
        for (int i = at; i < at + count; i++)
        {
            int digit = Text[i] switch
            {
                >= '0' and <= '9' => Text[i] - '0',
                >= 'a' and <= 'f' => Text[i] - 'a' + 10,
                >= 'A' and <= 'F' => Text[i] - 'A' + 10,
                _ => -1,
            };
            if (digit < 0) return -1;
            number = (number * 16) + digit;
        }

        return number;
    }
}
