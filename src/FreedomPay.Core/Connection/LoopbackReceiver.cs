using System.Net;
using System.Net.Sockets;
using System.Text;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core;

/// <summary>How the wait for a redirect ended.</summary>
public enum RedirectEnd
{
    /// <summary>The browser came back with a code.</summary>
    Code,

    /// <summary>The browser came back with an error, or without a code.</summary>
    Refused,

    /// <summary>Something came back that is not of this sign-in.</summary>
    WrongState,

    /// <summary>Nothing came in time.</summary>
    TimedOut,

    /// <summary>It was stopped.</summary>
    Stopped,
}

/// <summary>What the browser brought back. It never prints the code, so it is no record.</summary>
public sealed class RedirectResult
{
    internal RedirectResult(RedirectEnd end, string? code, string? error)
    {
        End = end;
        Code = code;
        Error = error;
    }

    /// <summary>How the wait ended.</summary>
    public RedirectEnd End { get; }

    /// <summary>The authorization code.</summary>
    public string? Code { get; }

    /// <summary>What the browser brought in its place.</summary>
    public string? Error { get; }
}

/// <summary>
/// Waits on 127.0.0.1 for the one redirect of a sign-in. The state is part of the path, so that it comes back even where a
/// server only appends parameters to the address. Bounded in time, in connections and in what it reads of each.
/// </summary>
public sealed class LoopbackReceiver : IDisposable
{
    private const string Prefix = "/freedom-id/";
    private const int MostHeadBytes = 16 * 1024;
    private const int MostConnections = 64;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(5);

    private readonly TcpListener listener;
    private readonly string state = RandomText.New();
    private readonly string parameter;
    private readonly TaskCompletionSource<RedirectResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackReceiver(TcpListener listener, string parameter)
    {
        this.listener = listener;
        this.parameter = parameter;
        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{Prefix}{state}");
    }

    /// <summary>Where the browser has to come back to.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="parameter">The parameter that holds the code.</param>
    /// <returns>The receiver; dispose it to stop listening.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static LoopbackReceiver Start(int port, string parameter)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start(MostConnections);
        return new LoopbackReceiver(listener, parameter);
    }

    /// <summary>Waits for the redirect. Requests for anything else, such as the browser's for an icon, are answered and ignored.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What came back, or that nothing did.</returns>
    public async Task<RedirectResult> WaitAsync(TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(limit);
        using (timer.Token.Register(() => End(RedirectEnd.TimedOut)))
        using (cancellation.Register(() => End(RedirectEnd.Stopped)))
        {
            Task accepting = AcceptAsync();
            RedirectResult ended = await result.Task.ConfigureAwait(false);
            listener.Stop();
            await accepting.ConfigureAwait(false);
            return ended;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Stop();

    private void End(RedirectEnd end) => result.TrySetResult(new RedirectResult(end, null, null));

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
            End(RedirectEnd.Stopped);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        RedirectResult? found = null;
        try
        {
            using (client)
            using (var timer = new CancellationTokenSource(ReadLimit))
            using (timer.Token.Register(client.Close))
            {
                NetworkStream stream = client.GetStream();
                string? line = await ReadHeadAsync(stream).ConfigureAwait(false);
                found = Judge(line);
                byte[] answer = Answer(found);
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

    /// <summary>Reads to the end of the head, so that the browser has said all before it is answered; gives the first line.</summary>
    private static async Task<string?> ReadHeadAsync(NetworkStream stream)
    {
        byte[] head = new byte[MostHeadBytes];
        int filled = 0;
        while (filled < head.Length)
        {
#if NETFRAMEWORK
            int read = await stream.ReadAsync(head, filled, head.Length - filled).ConfigureAwait(false);
#else
            int read = await stream.ReadAsync(head.AsMemory(filled)).ConfigureAwait(false);
#endif
            if (read == 0) return null;
            filled += read;
            string text = Encoding.ASCII.GetString(head, 0, filled);
            if (text.Contains("\r\n\r\n")) return text.Substring(0, text.IndexOf('\r'));
        }

        return null;
    }

    /// <summary>What a request line means for the sign-in; null for a request that has nothing to do with it.</summary>
    private RedirectResult? Judge(string? line)
    {
        string[] words = (line ?? "").Split(' ');
        if (words.Length != 3 || words[0] != "GET" || !words[1].StartsWith(Prefix, StringComparison.Ordinal)) return null;

        // A server that appends "?code" to an address that has a query already makes two question marks.
        string[] parts = words[1].Split('?', '&');
        if (!FixedTime.AreEqual(parts[0].Substring(Prefix.Length), state)) return new RedirectResult(RedirectEnd.WrongState, null, null);

        string? ValueOf(string name) => parts.Skip(1).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? Uri.UnescapeDataString(found.Substring(name.Length + 1).Replace('+', ' '))
            : null;
        if (ValueOf(parameter) is { Length: > 0 } code) return new RedirectResult(RedirectEnd.Code, code, null);
        return new RedirectResult(RedirectEnd.Refused, null, ValueOf("error_code") ?? ValueOf("error"));
    }

    private static byte[] Answer(RedirectResult? found)
    {
        (string status, string text) = found?.End switch
        {
            RedirectEnd.Code => ("200 OK", Messages.SignedIn),
            RedirectEnd.Refused => ("200 OK", Messages.SignInFailed),
            RedirectEnd.WrongState => ("400 Bad Request", Messages.OtherSignIn),
            _ => ("404 Not Found", Messages.NothingHere),
        };
        string body = $"<!DOCTYPE html><html lang=\"{Messages.Language}\"><head><meta charset=\"utf-8\"><title>Freedom ID</title></head><body><p>{text}</p></body></html>";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{body}");
    }
}
