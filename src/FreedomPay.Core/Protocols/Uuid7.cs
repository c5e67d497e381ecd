using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace FreedomPay.Core.Protocols;

/// <summary>UUIDs of version 7 (RFC 9562): unique, and ordered by the time of their making.</summary>
public static class Uuid7
{
    // Per clock, so that the order holds within each clock and a test's clock cannot disturb another's.
    private static readonly ConditionalWeakTable<TimeProvider, Sequence> Sequences = new();

    [ThreadStatic]
    private static byte[]? pool;

    [ThreadStatic]
    private static int used;

    /// <summary>A new id; later ids of one clock sort after earlier ones, also within a millisecond and when the clock steps back.</summary>
    /// <param name="time">The clock; the system's unless given.</param>
    /// <returns>36 characters, lower case.</returns>
    public static string NewId(TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        (long milliseconds, int counter) = Sequences.GetOrCreateValue(time).Next(time.GetUtcNow().ToUnixTimeMilliseconds());
        ReadOnlySpan<byte> random = Random();
        // The two bits of the variant, and random ones for the rest.
        byte variant = (byte)(0x80 | (random[0] & 0x3F));
        return new Guid(
            (uint)(milliseconds >> 16), (ushort)milliseconds, (ushort)(0x7000 | counter), variant, random[1], random[2], random[3], random[4], random[5],
            random[6], random[7]).ToString();
    }

    // To ask the system takes longer than all the rest, so it is asked for many ids at once; each thread has its own.
    private static ReadOnlySpan<byte> Random()
    {
        if (pool is null || used == pool.Length)
        {
            pool ??= new byte[64 * 8];
            using var generator = RandomNumberGenerator.Create();
            generator.GetBytes(pool);
            used = 0;
        }

        used += 8;
        return pool.AsSpan(used - 8, 8);
    }

    private sealed class Sequence
    {
        private readonly object gate = new();
        private long milliseconds = -1;
        private int counter;

        public (long Milliseconds, int Counter) Next(long now)
        {
            lock (gate)
            {
                if (now > milliseconds)
                {
                    milliseconds = now;
                    counter = 0;
                }
                else if (++counter > 0xFFF)
                {
                    milliseconds++;
                    counter = 0;
                }

                return (milliseconds, counter);
            }
        }
    }
}
