using System.Net;
using System.Net.Sockets;
using System.Text;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.SignIn;

/// <summary>How the wait for a redirect ended.</summary>
public enum RedirectEnd
{
    /// <summary>The browser came back with a code.</summary>
    Code,

    /// <summary>The browser came back with an error, or without a code.</summary>
    Refused,

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
/// server only appends parameters to the address; with a path that is given there is no place for it. Whatever else comes to the port,
/// with another state for one, is refused and waited on. Bounded in time, in connections and in what it reads of each.
/// </summary>
public sealed class LoopbackReceiver : IDisposable
{
    private const string Prefix = "/freedom-id/";
    private const int MostHeadBytes = 16 * 1024;
    private const int MostConnections = 64;
    private static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(5);

    private readonly TcpListener listener;
    private readonly string path;
    private readonly bool isKnown;
    private readonly string parameter;
    private readonly TaskCompletionSource<RedirectResult> result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LoopbackReceiver(TcpListener listener, string parameter, string? path)
    {
        this.listener = listener;
        this.parameter = parameter;
        isKnown = path is not null;
        this.path = path ?? Prefix + RandomText.New();
        RedirectUri = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{this.path}");
    }

    /// <summary>Where the browser has to come back to.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="parameter">The parameter that holds the code.</param>
    /// <param name="path">The path of the address, where a provider knows it beforehand; one that nobody can guess unless given.</param>
    /// <returns>The receiver; dispose it to stop listening.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static LoopbackReceiver Start(int port, string parameter, string? path = null)
    {
        var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        listener.Start(MostConnections);
        return new LoopbackReceiver(listener, parameter, path);
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
                string[]? head = await ReadHeadAsync(stream).ConfigureAwait(false);
                found = Judge(head, out bool isStray);
                byte[] answer = Answer(found, isStray);
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

    /// <summary>Reads to the end of the head, so that the browser has said all before it is answered; gives its lines.</summary>
    private static async Task<string[]?> ReadHeadAsync(NetworkStream stream)
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
            if (text.Contains("\r\n\r\n")) return text.Split(["\r\n"], StringSplitOptions.None);
        }

        return null;
    }

    /// <summary>What a request means for the sign-in; null for one that has nothing to do with it.</summary>
    /// <param name="head">Its lines.</param>
    /// <param name="isStray">Whether it looks like a redirect, and is not that of this sign-in.</param>
    private RedirectResult? Judge(string[]? head, out bool isStray)
    {
        isStray = false;
        string[] words = (head?[0] ?? "").Split(' ');
        if (words.Length != 3 || words[0] != "GET") return null;

        // A server that appends "?code" to an address that has a query already makes two question marks.
        string[] parts = words[1].Split('?', '&');
        isStray = !FixedTime.AreEqual(parts[0], path) || !MayBeRedirect(head!, parts.Length > 1);
        if (isStray)
        {
            isStray = parts[0].StartsWith(Prefix, StringComparison.Ordinal) || parts[0] == path;
            return null;
        }

        string? ValueOf(string name) => parts.Skip(1).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? Uri.UnescapeDataString(found.Substring(name.Length + 1).Replace('+', ' '))
            : null;
        if (ValueOf(parameter) is { Length: > 0 } code) return new RedirectResult(RedirectEnd.Code, code, null);
        return new RedirectResult(RedirectEnd.Refused, null, ValueOf("error_code") ?? ValueOf("error"));
    }

    // A path that is known to others is asked for by pages that embed it and by whoever looks what is there; a redirect brings the browser
    // itself, with parameters.
    private bool MayBeRedirect(string[] head, bool hasQuery) => (hasQuery || !isKnown)
        && Array.TrueForAll(
            head,
            static line => !line.StartsWith("Sec-Fetch-Dest:", StringComparison.OrdinalIgnoreCase) || line.EndsWith(" document", StringComparison.Ordinal));

    private static byte[] Answer(RedirectResult? found, bool isStray)
    {
        (string status, string text) = found?.End switch
        {
            RedirectEnd.Code => ("200 OK", Messages.SignedIn),
            RedirectEnd.Refused => ("200 OK", Messages.SignInFailed),
            _ when isStray => ("400 Bad Request", Messages.OtherSignIn),
            _ => ("404 Not Found", Messages.NothingHere),
        };
        string body = $"<!DOCTYPE html><html lang=\"{Messages.Language}\"><head><meta charset=\"utf-8\"><title>Freedom ID</title></head>"
            + $"<body><p>{text}</p></body></html>";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + $"Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n{body}");
    }
}
