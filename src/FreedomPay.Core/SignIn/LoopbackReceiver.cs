using System.Net.Sockets;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.SignIn;

/// <summary>What the browser brought back. It never prints the code, so it is no record.</summary>
public sealed class RedirectResult
{
    internal RedirectResult(BrowserEnd end, string? code, string? error)
    {
        End = end;
        Code = code;
        Error = error;
    }

    /// <summary>How the wait ended.</summary>
    public BrowserEnd End { get; }

    /// <summary>The authorization code.</summary>
    public string? Code { get; }

    /// <summary>What the browser brought in its place.</summary>
    public string? Error { get; }
}

/// <summary>
/// Waits on 127.0.0.1 for the one redirect of a sign-in. The state is part of the path, so that it comes back even where a
/// server only appends parameters to the address; with a path that is given there is no place for it. Whatever else comes to the port,
/// with another state for one, is refused and waited on.
/// </summary>
public sealed class LoopbackReceiver : IDisposable
{
    private const string Prefix = "/freedom-id/";

    private readonly LoopbackServer<RedirectResult> server;
    private readonly string path;
    private readonly bool isKnown;
    private readonly string parameter;

    private LoopbackReceiver(int port, string parameter, string? path)
    {
        this.parameter = parameter;
        isKnown = path is not null;
        this.path = path ?? Prefix + RandomText.New();
        server = new LoopbackServer<RedirectResult>(port, Answer, static end => new RedirectResult(end, null, null));
        RedirectUri = new Uri(server.Address + this.path);
    }

    /// <summary>Where the browser has to come back to.</summary>
    public Uri RedirectUri { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="parameter">The parameter that holds the code.</param>
    /// <param name="path">The path of the address, where a provider knows it beforehand; one that nobody can guess unless given.</param>
    /// <returns>The receiver; dispose it to stop listening.</returns>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static LoopbackReceiver Start(int port, string parameter, string? path = null) => new(port, parameter, path);

    /// <summary>Waits for the redirect. Requests for anything else, such as the browser's for an icon, are answered and ignored.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What came back, or that nothing did.</returns>
    public Task<RedirectResult> WaitAsync(TimeSpan limit, CancellationToken cancellation) => server.WaitAsync(limit, cancellation);

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    /// <summary>What a request means for the sign-in; null for one that has nothing to do with it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isStray">Whether it looks like a redirect, and is not that of this sign-in.</param>
    private RedirectResult? Judge(BrowserRequest? request, out bool isStray)
    {
        isStray = false;
        if (request?.Method != "GET") return null;

        // A server that appends "?code" to an address that has a query already makes two question marks.
        string[] parts = request.Target.Split('?', '&');
        isStray = !FixedTime.AreEqual(parts[0], path) || !MayBeRedirect(request, parts.Length > 1);
        if (isStray)
        {
            isStray = parts[0].StartsWith(Prefix, StringComparison.Ordinal) || parts[0] == path;
            return null;
        }

        string? ValueOf(string name) => parts.Skip(1).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? Uri.UnescapeDataString(found.Substring(name.Length + 1).Replace('+', ' '))
            : null;
        if (ValueOf(parameter) is { Length: > 0 } code) return new RedirectResult(BrowserEnd.Came, code, null);
        return new RedirectResult(BrowserEnd.Refused, null, ValueOf("error_code") ?? ValueOf("error"));
    }

    // A path that is known to others is asked for by pages that embed it and by whoever looks what is there; a redirect brings the browser
    // itself, with parameters.
    private bool MayBeRedirect(BrowserRequest request, bool hasQuery) => (hasQuery || !isKnown)
        && request.Headers.All(
            static line => !line.StartsWith("Sec-Fetch-Dest:", StringComparison.OrdinalIgnoreCase) || line.EndsWith(" document", StringComparison.Ordinal));

    private (byte[] Answer, RedirectResult? Result) Answer(BrowserRequest? request)
    {
        RedirectResult? found = Judge(request, out bool isStray);
        (string status, string text) = found?.End switch
        {
            BrowserEnd.Came => ("200 OK", Messages.SignedIn),
            BrowserEnd.Refused => ("200 OK", Messages.SignInFailed),
            _ when isStray => ("400 Bad Request", Messages.OtherSignIn),
            _ => ("404 Not Found", Messages.NothingHere),
        };
        return (LoopbackServer<RedirectResult>.Page(status, "Freedom ID", $"<p>{text}</p>"), found);
    }
}
