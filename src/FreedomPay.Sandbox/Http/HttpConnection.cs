using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FreedomPay.Sandbox.Http;

/// <summary>One connection of a caller: reads requests one after the other and writes their answers.</summary>
internal sealed class HttpConnection(Socket socket, Func<DateTimeOffset> clock) : IDisposable
{
    private const int MostHeadBytes = 64 * 1024;
    private const int MostBodyBytes = 8 * 1024 * 1024;
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");
    private readonly NetworkStream stream = Prepare(socket);
    private readonly byte[] buffer = new byte[16 * 1024];
    private int next;
    private int filled;
    private bool isHead;
    private bool isUnread;

    /// <summary>The port at which the caller came.</summary>
    public int Port { get; } = ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Whether another request may follow on this connection.</summary>
    public bool CanContinue { get; private set; } = true;

    /// <summary>The next request; null when there is none, or when it was malformed and has been refused.</summary>
    public async Task<SandboxRequest?> ReadRequestAsync()
    {
        string? line = await ReadLineAsync(MostHeadBytes).ConfigureAwait(false);
        // An empty line or two after the last request are forgiven, as RFC 9112 suggests.
        for (int forgiven = 0; line is { Length: 0 } && forgiven < 2; forgiven++) line = await ReadLineAsync(MostHeadBytes).ConfigureAwait(false);
        if (line is null) return isUnread ? await RefuseAsync(431, "the request line is longer than 64 KB").ConfigureAwait(false) : null;
        string[] parts = line.Split(' ');
        if (parts.Length != 3 || parts[0].Length == 0 || !parts[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            return await RefuseAsync(400, "the request line is malformed").ConfigureAwait(false);
        }
        isHead = parts[0] == "HEAD";
        var headers = new NameValueCollection(StringComparer.OrdinalIgnoreCase);
        int left = MostHeadBytes - line.Length;
        while (true)
        {
            string? header = await ReadLineAsync(left).ConfigureAwait(false);
            if (header is null) return isUnread ? await RefuseAsync(431, "the header is longer than 64 KB").ConfigureAwait(false) : null;
            if (header.Length == 0) break;
            left -= header.Length + 2;
            int colon = header.IndexOf(':');
            if (colon <= 0) return await RefuseAsync(400, "a header is malformed").ConfigureAwait(false);
            headers.Add(header.Substring(0, colon).Trim(), header.Substring(colon + 1).Trim());
        }

        string connection = headers["Connection"] ?? "";
        CanContinue = parts[2] == "HTTP/1.1" && connection.IndexOf("close", StringComparison.OrdinalIgnoreCase) < 0;
        // Where the target names a host itself, the header counts for nothing.
        if (Authority(parts[1]) is { } authority) headers["Host"] = authority;
        return await ReadBodyAsync(parts[0], Target(parts[1]), headers).ConfigureAwait(false);
    }

    public async Task SendAsync(Answer answer)
    {
        byte[] head = Head(answer, answer.Body.Length);
        // One write, so that a small answer is one packet.
        byte[] all = isHead ? head : [.. head, .. answer.Body];
        await WriteAsync(all, all.Length).ConfigureAwait(false);
    }

    /// <summary>Sends very many bytes that look like the beginning of a proper answer and end like one.</summary>
    public async Task SendOversizedAsync(Answer answer, long length)
    {
        bool xml = answer.ContentType.StartsWith("application/xml", StringComparison.Ordinal);
        byte[] start = Encoding.ASCII.GetBytes(xml ? "<response><pg_status>ok</pg_status><pg_padding>" : "{\"status\":\"ok\",\"padding\":\"");
        byte[] end = Encoding.ASCII.GetBytes(xml ? "</pg_padding></response>" : "\"}");
        long padding = Math.Max(0, length - start.Length - end.Length);
        byte[] head = Head(answer, start.Length + padding + end.Length);
        await WriteAsync(head, head.Length).ConfigureAwait(false);
        await WriteAsync(start, start.Length).ConfigureAwait(false);
        byte[] chunk = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        for (long left = padding; left > 0; left -= chunk.Length)
        {
            await WriteAsync(chunk, (int)Math.Min(left, chunk.Length)).ConfigureAwait(false);
        }

        await WriteAsync(end, end.Length).ConfigureAwait(false);
    }

    /// <summary>Ends the connection with a reset, without an answer.</summary>
    public void Abort()
    {
        CanContinue = false;
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is gone already.
        }

        socket.Close();
    }

    /// <summary>Ends the connection from another thread.</summary>
    public void Close() => socket.Close();

    /// <summary>
    /// Ends the connection so that the caller can read its last answer: with unread input the system would send a reset,
    /// which may overtake the answer.
    /// </summary>
    public async Task FinishAsync()
    {
        if (!socket.Connected) return;
        socket.Shutdown(SocketShutdown.Send);
        if (!isUnread) return;
        // The socket closes in two seconds whatever the caller does.
        Task deadline = Task.Delay(TimeSpan.FromSeconds(2));
        Task drained = DrainAsync();
        if (await Task.WhenAny(drained, deadline).ConfigureAwait(false) == drained) await drained.ConfigureAwait(false);
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private static NetworkStream Prepare(Socket socket)
    {
        socket.NoDelay = true;
        return new NetworkStream(socket, ownsSocket: false);
    }

    // A proxy's form of the target has the address in front.
    private static string Target(string target)
    {
        if (!target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) return target;
        int slash = target.IndexOf('/', "http://".Length);
        return slash < 0 ? "/" : target.Substring(slash);
    }

    private static string? Authority(string target)
    {
        int scheme = target.IndexOf("://", StringComparison.Ordinal);
        return target.Length > 0 && target[0] != '/' && scheme > 0 ? target.Substring(scheme + 3).Split('/', '?', '#')[0] : null;
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    };

    private static bool IsToken(string value) => value.All(character => character >= ' ' && character != 127);

    private byte[] Head(Answer answer, long length)
    {
        var head = new StringBuilder("HTTP/1.1 ");
        head.Append(answer.Status.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(Reason(answer.Status)).Append("\r\n");
        head.Append("Date: ").Append(clock().ToString("r", CultureInfo.InvariantCulture)).Append("\r\n");
        head.Append("Content-Type: ").Append(answer.ContentType).Append("\r\n");
        head.Append("Content-Length: ").Append(length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        if (!CanContinue) head.Append("Connection: close\r\n");
        foreach (KeyValuePair<string, string> header in answer.Headers.Where(header => IsToken(header.Value)))
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }
        return Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    private async Task<SandboxRequest?> ReadBodyAsync(string method, string target, NameValueCollection headers)
    {
        string? length = headers["Content-Length"];
        string? coding = headers["Transfer-Encoding"];
        if (coding is not null && (length is not null || !coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            return await RefuseAsync(400, "the length of the body is ambiguous").ConfigureAwait(false);
        }
        long announced = 0;
        if (length is not null && !long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out announced))
        {
            return await RefuseAsync(400, "Content-Length is malformed").ConfigureAwait(false);
        }
        if (announced > MostBodyBytes) return await RefuseAsync(413, "the body is longer than 8 MB").ConfigureAwait(false);
        if (headers["Expect"] is { } expect && expect.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            byte[] proceed = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");
            await WriteAsync(proceed, proceed.Length).ConfigureAwait(false);
        }

        if (coding is null)
        {
            byte[] body = new byte[announced];
            return await ReadExactlyAsync(body).ConfigureAwait(false) ? new SandboxRequest(method, target, headers, body) : null;
        }

        using var collected = new MemoryStream();
        while (true)
        {
            string? size = await ReadLineAsync(1024).ConfigureAwait(false);
            if (size is null) return null;
            if (!int.TryParse(size.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int count) || count < 0)
            {
                return await RefuseAsync(400, "a chunk is malformed").ConfigureAwait(false);
            }
            if (collected.Length + count > MostBodyBytes) return await RefuseAsync(413, "the body is longer than 8 MB").ConfigureAwait(false);
            byte[] chunk = new byte[count];
            if (!await ReadExactlyAsync(chunk).ConfigureAwait(false)) return null;
            collected.Write(chunk, 0, count);
            // After the last chunk come trailers up to an empty line, after each other one an empty line.
            string? rest;
            do
            {
                rest = await ReadLineAsync(MostHeadBytes).ConfigureAwait(false);
            }
            while (rest is { Length: > 0 } && count == 0);
            if (rest is null) return null;
            if (rest.Length > 0) return await RefuseAsync(400, "a chunk is malformed").ConfigureAwait(false);
            if (count == 0) return new SandboxRequest(method, target, headers, collected.ToArray());
        }
    }

    private async Task<SandboxRequest?> RefuseAsync(int status, string text)
    {
        CanContinue = false;
        isUnread = true;
        await SendAsync(Answer.Plain("sandbox: " + text + "\n", status)).ConfigureAwait(false);
        return null;
    }

    /// <summary>A line without its end; null at the end of the input or, with the mark that input is left unread, when it is too long.</summary>
    private async Task<string?> ReadLineAsync(int most)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (next == filled && !await FillAsync().ConfigureAwait(false)) return null;
            int end = Array.IndexOf(buffer, (byte)'\n', next, filled - next);
            int stop = end < 0 ? filled : end;
            line.Append(Latin1.GetString(buffer, next, stop - next));
            next = end < 0 ? filled : end + 1;
            if (line.Length > most)
            {
                isUnread = true;
                return null;
            }

            if (end < 0) continue;
            if (line.Length > 0 && line[line.Length - 1] == '\r') line.Length--;
            return line.ToString();
        }
    }

    private async Task<bool> ReadExactlyAsync(byte[] target)
    {
        int done = 0;
        while (done < target.Length)
        {
            if (next == filled && !await FillAsync().ConfigureAwait(false)) return false;
            int count = Math.Min(filled - next, target.Length - done);
            Buffer.BlockCopy(buffer, next, target, done, count);
            next += count;
            done += count;
        }

        return true;
    }

    private async Task<bool> FillAsync()
    {
        next = 0;
#if NET
        filled = await stream.ReadAsync(buffer).ConfigureAwait(false);
#else
        filled = await stream.ReadAsync(buffer, 0, buffer.Length).ConfigureAwait(false);
#endif
        return filled > 0;
    }

    private async Task DrainAsync()
    {
        long most = 8L * MostBodyBytes;
        while (most > 0 && await FillAsync().ConfigureAwait(false)) most -= filled;
    }

    private Task WriteAsync(byte[] bytes, int count)
    {
#if NET
        return stream.WriteAsync(bytes.AsMemory(0, count)).AsTask();
#else
        return stream.WriteAsync(bytes, 0, count);
#endif
    }
}
