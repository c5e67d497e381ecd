#if NET
using System.Buffers;
#endif

namespace FreedomPay.Core.Protocols;

internal static class Base64Url
{
#if NET
    private const int MostOnStack = 512;

#endif
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
#if NET
        // Every request is signed, and its body is encoded for that: one text, not four.
        char[]? rented = null;
        int length = (bytes.Length + 2) / 3 * 4;
        Span<char> text = length <= MostOnStack ? stackalloc char[MostOnStack] : rented = ArrayPool<char>.Shared.Rent(length);
        _ = Convert.TryToBase64Chars(bytes, text, out int written);
        text = text[..written].TrimEnd('=');
        text.Replace('+', '-');
        text.Replace('/', '_');
        string encoded = new(text);
        if (rented is not null) ArrayPool<char>.Shared.Return(rented, clearArray: true);
        return encoded;
#else
        return Convert.ToBase64String(bytes.ToArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
#endif
    }

    public static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (text.Length % 4 == 1 || text.Any(static c => c > 127 || !(char.IsLetterOrDigit(c) || c is '-' or '_'))) return false;
        string standard = text.Replace('-', '+').Replace('_', '/');
        try
        {
            bytes = Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
