using System.Buffers.Text;
using System.Text;

namespace FreedomPay.Core.Protocols;

internal static class Base64Url
{
    private const int MostOnStack = 512;

    /// <summary>How many bytes <see cref="Encode(ReadOnlySpan{byte}, Span{byte})"/> needs to work in, at most four more than it fills.</summary>
    public static int RoomFor(int length) => Base64.GetMaxEncodedToUtf8Length(length);

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        int room = RoomFor(bytes.Length);
        Span<byte> text = room <= MostOnStack ? stackalloc byte[MostOnStack] : new byte[room];
        text = text.Slice(0, Encode(bytes, text));
#if NET
        return Encoding.ASCII.GetString(text);
#else
        return Encoding.ASCII.GetString(text.ToArray());
#endif
    }

    /// <summary>Writes the text as ASCII.</summary>
    /// <returns>How long it is.</returns>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<byte> text)
    {
        _ = Base64.EncodeToUtf8(bytes, text, out _, out _);
        Span<byte> encoded = text.Slice(0, ((bytes.Length * 4) + 2) / 3);
#if NET
        encoded.Replace((byte)'+', (byte)'-');
        encoded.Replace((byte)'/', (byte)'_');
#else
        for (int i = 0; i < encoded.Length; i++) encoded[i] = encoded[i] is (byte)'+' ? (byte)'-' : encoded[i] is (byte)'/' ? (byte)'_' : encoded[i];
#endif
        return encoded.Length;
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
