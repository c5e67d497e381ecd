using System.Security.Cryptography;

namespace FreedomPay.Core.Protocols;

/// <summary>Makes UUIDs of version 7: unique, and ordered by the time of making.</summary>
public static class Uuid7
{
    private static readonly object Gate = new();
    private static readonly RandomNumberGenerator Random = RandomNumberGenerator.Create();
    private static long lastMilliseconds;
    private static int counter;

    /// <summary>A new UUID as text.</summary>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <returns>36 characters in lower case.</returns>
    public static string NewId(TimeProvider? time = null)
    {
        byte[] bytes = new byte[16];
        lock (Gate)
        {
            Random.GetBytes(bytes);
            long now = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeMilliseconds();
            // Within one millisecond, or when the clock goes back, a 12-bit counter keeps the order.
            if (now > lastMilliseconds) (lastMilliseconds, counter) = (now, bytes[6] & 0x7);
            else if (++counter > 0xFFF) (lastMilliseconds, counter) = (lastMilliseconds + 1, 0);

            for (int i = 0; i < 6; i++) bytes[i] = (byte)(lastMilliseconds >> (8 * (5 - i)));
            bytes[6] = (byte)(0x70 | (counter >> 8));
            bytes[7] = (byte)counter;
        }

        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
#pragma warning disable CA1308 // UUIDs are written in lower case.
        string hex = BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();
#pragma warning restore CA1308
        return $"{hex.Substring(0, 8)}-{hex.Substring(8, 4)}-{hex.Substring(12, 4)}-{hex.Substring(16, 4)}-{hex.Substring(20)}";
    }
}
