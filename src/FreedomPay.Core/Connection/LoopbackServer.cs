using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FreedomPay.Core.Connection;

/// <summary>How the wait for the browser ended.</summary>
public enum BrowserEnd
{
    /// <summary>It came back with what is waited for.</summary>
    Came,

    /// <summary>It came back with an error, or without what is waited for.</summary>
    Refused,

    /// <summary>Nothing came in time.</summary>
    TimedOut,

    /// <summary>It was stopped.</summary>
    Stopped,
}

/// <summary>A request of a browser, whole.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Its path and query.</param>
/// <param name="Headers">Its lines of headers.</param>
/// <param name="Body">Its body; empty for none.</param>
internal sealed record BrowserRequest(string Method, string Target, IReadOnlyList<string> Headers, string Body);

/// <summary>
/// Answers a browser on 127.0.0.1 until it brings what is waited for. Whatever else comes to the port is answered and waited on. Bounded in time, in
/// connections and in what it reads of each.
/// </summary>
/// <typeparam name="TResult">What is waited for.</typeparam>
internal sealed class LoopbackServer<TResult> : IDisposable
    where TResult : class
{
    private const int MostHeadBytes = 16 * 1024;
    private const int MostBodyBytes = 256 * 1024;
    private const int MostConnections = 64;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(5);

    private readonly TcpListener listener;
    private readonly Func<BrowserRequest?, (byte[] Answer, TResult? Result)> judge;
    private readonly Func<BrowserEnd, TResult> end;
    private readonly TaskCompletionSource<TResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="judge">The answer to a request, and the result where it brings one; null for a request that cannot be read.</param>
    /// <param name="end">The result where nothing came.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public LoopbackServer(int port, Func<BrowserRequest?, (byte[] Answer, TResult? Result)> judge, Func<BrowserEnd, TResult> end)
    {
        this.judge = judge;
        this.end = end;
        listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start(MostConnections);
    }

    /// <summary>Where it listens.</summary>
    public string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>Waits for the result.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<TResult> WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit);
        using (timer.Token.Register(() => End(BrowserEnd.TimedOut)))
        using (cancellation.Register(() => End(BrowserEnd.Stopped)))
        {
            Task accepting = AcceptAsync();
            TResult ended = await result.Task.ConfigureAwait(false);
            listener.Stop();
            await accepting.ConfigureAwait(false);
            return ended;
        }
    }

    /// <summary>A page as an answer, that is stored nowhere and embedded nowhere.</summary>
    /// <param name="status">Status and reason.</param>
    /// <param name="title">Title of the page; plain text.</param>
    /// <param name="body">What is in it; HTML.</param>
    /// <param name="policy">What it may load and do, as Content-Security-Policy.</param>
    public static byte[] Page(string status, string title, string body, string policy = "default-src 'none'")
    {
        string html = $"<!DOCTYPE html><html lang=\"{Messages.Language}\"><head><meta charset=\"utf-8\"><title>{title}</title></head>"
            + $"<body>{body}</body></html>";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(html)}\r\n"
            + $"Content-Security-Policy: {policy}\r\nX-Frame-Options: DENY\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
            + $"Connection: close\r\n\r\n{html}");
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Stop();

    private void End(BrowserEnd how) => result.TrySetResult(end(how));

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (!result.Task.IsCompleted)
            {
                // Browsers open connections that they never use: each is served on its own, and only so many at a time.
                open.RemoveAll(served => served.IsCompleted);
                if (open.Count == MostConnections) await Task.WhenAny(open).ConfigureAwait(false);
                TcpClient client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
                open.Add(ServeAsync(client));
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It no longer listens: there is a result, or it was disposed of.
            End(BrowserEnd.Stopped);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        TResult? found = null;
        try
        {
            using (client)
            using (var timer = new CancellationTokenSource(ReadLimit))
            using (timer.Token.Register(client.Close))
            {
                NetworkStream stream = client.GetStream();
                BrowserRequest? request = await ReadAsync(stream).ConfigureAwait(false);
                byte[] answer;
                (answer, found) = judge(request);
#if NETFRAMEWORK
                await stream.WriteAsync(answer, 0, answer.Length).ConfigureAwait(false);
#else
                await stream.WriteAsync(answer, CancellationToken.None).ConfigureAwait(false);
#endif
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The browser has gone, or never said anything. What it brought still counts.
        }

        if (found is not null) result.TrySetResult(found);
    }

    /// <summary>Reads to the end of a request, so that the browser has said all before it is answered; null for what is none, or is too long.</summary>
    private static async Task<BrowserRequest?> ReadAsync(NetworkStream stream)
    {
        byte[] bytes = new byte[MostHeadBytes];
        int filled = 0;
        int headEnd = -1;
        while (headEnd < 0)
        {
            if (filled == bytes.Length) return null;
            int read = await ReadOnAsync(stream, bytes, filled).ConfigureAwait(false);
            if (read == 0) return null;
            filled += read;
            headEnd = Encoding.ASCII.GetString(bytes, 0, filled).IndexOf("\r\n\r\n", StringComparison.Ordinal);
        }

        string[] lines = Encoding.ASCII.GetString(bytes, 0, headEnd).Split(["\r\n"], StringSplitOptions.None);
        string[] words = lines[0].Split(' ');
        if (words.Length != 3) return null;
        int length = LengthIn(lines);
        if (length is < 0 or > MostBodyBytes) return null;

        byte[] body = new byte[length];
        int known = Math.Min(length, filled - headEnd - 4);
        Array.Copy(bytes, headEnd + 4, body, 0, known);
        while (known < length)
        {
            int read = await ReadOnAsync(stream, body, known).ConfigureAwait(false);
            if (read == 0) return null;
            known += read;
        }

        return new BrowserRequest(words[0], words[1], lines, Encoding.UTF8.GetString(body));
    }

    // 0 for none, less for one that cannot be known.
    private static int LengthIn(string[] lines)
    {
        const string name = "Content-Length:";
        foreach (string line in lines)
        {
            if (line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase)) return -1;
            if (!line.StartsWith(name, StringComparison.OrdinalIgnoreCase)) continue;
            return int.TryParse(
                line.Substring(name.Length).Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int length)
                ? length
                : -1;
        }

        return 0;
    }

    private static Task<int> ReadOnAsync(NetworkStream stream, byte[] bytes, int from) =>
#if NETFRAMEWORK
        stream.ReadAsync(bytes, from, bytes.Length - from);
#else
        stream.ReadAsync(bytes.AsMemory(from)).AsTask();
#endif
}
