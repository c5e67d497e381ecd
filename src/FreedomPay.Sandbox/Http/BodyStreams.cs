namespace FreedomPay.Sandbox.Http;

/// <summary>Reads and writes bodies in the shape that both target frameworks have.</summary>
internal static class BodyStreams
{
    /// <summary>Most bytes that a request may have.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>The body to its end; null when it is longer than allowed.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream)
    {
        using var body = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
#if NET
            int read = await stream.ReadAsync(buffer).ConfigureAwait(false);
#else
            int read = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
#endif
            if (read == 0) return body.ToArray();
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes) return null;
        }
    }

    public static Task WriteAsync(Stream stream, byte[] bytes, int count)
    {
#if NET
        return stream.WriteAsync(bytes.AsMemory(0, count)).AsTask();
#else
        return stream.WriteAsync(bytes, 0, count);
#endif
    }
}
