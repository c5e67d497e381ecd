using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.Operations;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox;

/// <summary>
/// A local, stateful simulator of the Freedom Pay API, driven by the contract. It listens on 127.0.0.1 only and validates each
/// request against the contract: path, method, media type, signature or credentials, schema. What it simulates beyond
/// the documentation says so: error codes that begin with <c>sandbox.</c>, the header <c>X-Sandbox</c>, and
/// <c>GET /_sandbox/operations</c>. Many servers can run in one process. Requests under a foreign host name and from foreign pages in a
/// browser are refused (403).
/// </summary>
/// <remarks>
/// <para>Simulated on purpose: a card client whose last name is <c>Declined</c> ends in an error; the authorization code
/// <c>invalid</c> of Freedom ID is refused; whoever opens a login link of Freedom ID is signed in and sent back at once; a profile of
/// Freedom ID is ready after the processing time, and one that was ordered without the grant read.profile is rejected; a repeated
/// pg_idempotency_key is an error. The test cards of the documentation have their documented results, in payments and in payouts; the page of their
/// bank, <c>/acs/</c> or <c>/async-acs/</c>, passes whoever says so, and sends him to addresses of this machine only. The asynchronous part of the
/// Gateway API is at work on a payment until it was asked for twice. The page of a transfer,
/// and of a card that is saved by its data, <c>/transfer-acs/</c>, passes whoever opens it.</para>
/// <para>Control requests: GET <c>/_sandbox/state</c>, <c>counts</c>, <c>ledger</c>, <c>requests</c>, <c>operations</c>, <c>faults</c>;
/// POST <c>faults</c>, <c>reset</c>, <c>pay</c> (payment_id; card_number if the card matters), <c>tokens</c> (access_seconds: life of the access
/// tokens that follow); DELETE <c>faults</c>.</para>
/// </remarks>
public sealed class SandboxServer : IDisposable
{
    private readonly HttpServer http;

    private SandboxServer(HttpServer http, SandboxCredentials credentials, SandboxControl control)
    {
        this.http = http;
        Credentials = credentials;
        Control = control;
    }

    /// <summary>Address of the sandbox, with a trailing slash.</summary>
    public Uri BaseUri => http.BaseUri;

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port => http.Port;

    /// <summary>What this sandbox accepts as credentials.</summary>
    public SandboxCredentials Credentials { get; }

    /// <summary>Steers and inspects the sandbox.</summary>
    public SandboxControl Control { get; }

    /// <summary>Starts a sandbox.</summary>
    /// <param name="options">Port, credentials, times; the defaults when null.</param>
    /// <returns>The running server; dispose it to stop it.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The port that was asked for is taken.</exception>
    public static SandboxServer Start(SandboxOptions? options = null)
    {
        options ??= new SandboxOptions();
        Func<DateTimeOffset> clock = options.Clock ?? (static () => DateTimeOffset.UtcNow);
        HttpServer http = HttpServer.Bind(options.Port, clock);
        var state = new SandboxState(clock, options.ProcessingTime);
        var log = new RequestLog();
        var faults = new FaultBook(options.Seed);
        var errors = new ErrorAnswers(clock);
        var handlers = new OperationHandlers(state, errors, new SampleAnswer(clock), clock, http.BaseUri);
        var api = new ControlApi(state, log, faults, handlers.IsStateful);
        var resolver = new RequestResolver(options.Credentials, state.JudgeToken);
        var pages = (Login: new LoginPage(state), Bank: new AcsPage(state), AsyncBank: new AsyncAcsPage(state), TransferBank: new TransferAcsPage(state));
        http.Run(
            new Dispatcher(state, log, faults, resolver, handlers, errors, api, pages.Login, pages.Bank, pages.AsyncBank, pages.TransferBank).HandleAsync);
        return new SandboxServer(http, options.Credentials, new SandboxControl(state, faults, api));
    }

    /// <summary>Stops the sandbox; connections that are open are aborted.</summary>
    public void Dispose() => http.Dispose();
}
