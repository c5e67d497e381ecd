using System.Net;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.ThreeDs;

/// <summary>What the browser brought back from a challenge. It never prints it, so it is no record.</summary>
public sealed class ChallengeResult
{
    internal ChallengeResult(BrowserEnd end, string? answer)
    {
        End = end;
        PaRes = answer;
    }

    /// <summary>How the wait ended.</summary>
    public BrowserEnd End { get; }

    /// <summary>The answer of the bank.</summary>
    public string? PaRes { get; }
}

/// <summary>
/// A page on 127.0.0.1 that takes the payer's browser to the 3-D Secure page of his bank, and waits there for its return. Its address has a part that
/// nobody can guess; what comes back has to have the MD of this challenge, and whatever else comes to the port is refused and waited on.
/// </summary>
public sealed class ChallengePage : IDisposable
{
    private readonly LoopbackServer<ChallengeResult> server;
    private readonly string path = "/3ds/" + RandomText.New();
    private readonly string returnPath;
    private readonly Uri bank;
    private readonly string md;
    private readonly string request;

    private ChallengePage(Uri bank, string md, string request)
    {
        this.bank = bank;
        this.md = md;
        this.request = request;
        returnPath = path + "/return";
        server = new LoopbackServer<ChallengeResult>(0, Answer, static end => new ChallengeResult(end, null));
    }

    /// <summary>The address to open.</summary>
    public Uri Address => new(server.Address + path);

    /// <summary>Starts to listen on a free port.</summary>
    /// <param name="bank">Address of the page of the bank (ACS): https, or http on this machine.</param>
    /// <param name="md">MD of the challenge.</param>
    /// <param name="request">PaReq of the challenge.</param>
    /// <returns>The page; dispose it to stop listening.</returns>
    /// <exception cref="ArgumentException">The browser must not be sent to that address.</exception>
    public static ChallengePage Start(Uri bank, string md, string request)
    {
        if (bank is null) throw new ArgumentNullException(nameof(bank));
        return MayBeOpened(bank) ? new ChallengePage(bank, md, request) : throw new ArgumentException(Messages.AddressNotHttps, nameof(bank));
    }

    /// <summary>Whether the browser may be sent to an address.</summary>
    /// <param name="bank">The address.</param>
    public static bool MayBeOpened(Uri? bank) =>
        bank is { IsAbsoluteUri: true, UserInfo.Length: 0 }
        && (bank.Scheme == "https" || (bank.Scheme == "http" && Loopback.Is(bank)));

    /// <summary>Waits for the return.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What came back, or that nothing did.</returns>
    public Task<ChallengeResult> WaitAsync(TimeSpan limit, CancellationToken cancellation) => server.WaitAsync(limit, cancellation);

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();

    private (byte[] Answer, ChallengeResult? Result) Answer(BrowserRequest? asked)
    {
        string target = asked?.Target.Split('?')[0] ?? "";
        if (asked?.Method == "GET" && FixedTime.AreEqual(target, path)) return (Form(), null);
        if (asked?.Method != "POST" || !FixedTime.AreEqual(target, returnPath)) return (Said("404 Not Found", Messages.NothingHere), null);
        if (FieldIn(asked.Body, "MD") is not { } brought || !FixedTime.AreEqual(brought, md)) return (Said("400 Bad Request", Messages.OtherChallenge), null);
        return FieldIn(asked.Body, "PaRes") is { Length: > 0 } answer
            ? (Said("200 OK", Messages.ChallengeIsBack), new ChallengeResult(BrowserEnd.Came, answer))
            : (Said("200 OK", Messages.ChallengeFailed), new ChallengeResult(BrowserEnd.Refused, null));
    }

    // The bank wants a form that is posted by the browser. The script only spares a click.
    private byte[] Form()
    {
        string nonce = RandomText.New();
        string Hidden(string name, string value) => $"<input type=\"hidden\" name=\"{name}\" value=\"{WebUtility.HtmlEncode(value)}\">";
        return LoopbackServer<ChallengeResult>.Page(
            "200 OK",
            "3-D Secure",
            $"<form method=\"post\" action=\"{WebUtility.HtmlEncode(bank.AbsoluteUri)}\">{Hidden("MD", md)}{Hidden("PaReq", request)}"
            + $"{Hidden("TermUrl", server.Address + returnPath)}<p>{Messages.ChallengeAtBank}</p>"
            + $"<button type=\"submit\">{Messages.ChallengeGoOn}</button></form>"
            + $"<script nonce=\"{nonce}\">document.forms[0].submit()</script>",
            $"default-src 'none'; script-src 'nonce-{nonce}'");
    }

    private static byte[] Said(string status, string text) => LoopbackServer<ChallengeResult>.Page(status, "3-D Secure", $"<p>{text}</p>");

    private static string? FieldIn(string form, string name) => form.Split('&')
        .Select(static field => field.Split(['='], 2))
        .Where(field => field.Length == 2 && string.Equals(field[0], name, StringComparison.OrdinalIgnoreCase))
        .Select(static field => WebUtility.UrlDecode(field[1]))
        .FirstOrDefault();
}
