
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Bulk;

/// <summary>The keyed hash that a journal knows a row by.</summary>
/// <param name="High">Its first eight bytes.</param>
/// <param name="Low">Its last eight bytes.</param>
internal readonly record struct JournalKey(ulong High, ulong Low)
{
    public const int Bytes = 16;

    public JournalKey(byte[] bytes)
        : this(BitConverter.ToUInt64(bytes, 0), BitConverter.ToUInt64(bytes, 8))
    {
    }

    public static bool TryParse(string text, out JournalKey key)
    {
        bool isKey = Base64Url.TryDecode(text, out byte[] bytes) && bytes.Length == Bytes;
        key = isKey ? new JournalKey(bytes) : default;
        return isKey;
    }

    public override string ToString() => Base64Url.Encode([.. BitConverter.GetBytes(High), .. BitConverter.GetBytes(Low)]);
}
