using System.Security.Cryptography;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Resilience;
using FreedomPay.Core.SignIn;
using Polly;

namespace FreedomPay.Core.Connection;

/// <summary>
/// Sends requests over a connection: signs, retries what may be retried, finds out what became of the rest, and masks what it
/// shows. Safe for concurrent use.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpExchange exchange;
    private readonly TimeProvider time;
    private readonly RetryQuota quota;
    private readonly ProvenCredentials proven = new();
    private readonly Dictionary<ApiHost, Lane> lanes = [];

    /// <summary>Makes a client.</summary>
    /// <param name="settings">Where to and with what.</param>
    /// <param name="handler">The transport; the process's shared one for the proxy unless given. It stays the caller's to dispose, and must not
    /// follow redirects.</param>
    /// <param name="time">The clock; the system's unless given.</param>
    public ApiClient(ConnectionSettings settings, HttpMessageHandler? handler = null, TimeProvider? time = null)
        : this(settings, handler, time, new RetryQuota(), NextDouble)
    {
    }

    internal ApiClient(ConnectionSettings settings, HttpMessageHandler? handler, TimeProvider? time, RetryQuota quota, Func<double> random)
    {
        Settings = settings ?? throw new ArgumentNullException(nameof(settings));
        Redactor = new Redactor(settings.Secrets);
        this.time = time ?? TimeProvider.System;
        this.quota = quota;
        exchange = new HttpExchange(settings, handler ?? Transport.For(settings.Proxy), this.time);
        // What one host suffers from, or asks for, is nothing to the others.
        var byAuthority = new Dictionary<string, Lane>(StringComparer.Ordinal);
        foreach (ApiHost host in new[] { ApiHost.Api, ApiHost.Passport, ApiHost.Customer })
        {
            string authority = (settings.AddressOf(host) ?? settings.BaseUri).Authority;
            if (!byAuthority.TryGetValue(authority, out Lane? lane)) byAuthority[authority] = lane = NewLane();
            lanes[host] = lane;
        }

        Lane NewLane()
        {
            var pacer = new RequestPacer(this.time, settings.MaxRetryAfter);
            return new Lane(pacer, RetryRules.Build(settings, this.time, quota, pacer, random), new ApiTime(this.time));
        }
    }

    /// <summary>Where to and with what.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>Masks the secrets of this connection, and all that is recognised by itself.</summary>
    public Redactor Redactor { get; }

    /// <summary>The user who has signed in over this connection; null for none.</summary>
    public BearerSession? Session { get; set; }

    /// <summary>Sends a request and tells what became of it. Whatever network, server and trace do, it does not throw.</summary>
    /// <param name="request">The request.</param>
    /// <param name="trace">Is told what happens, from any thread; may be an <see cref="IStopSignal"/> too.</param>
    /// <param name="cancellation">Ends every wait; what had been sent by then is not unsent, and the outcome says so.</param>
    /// <returns>Exactly one of succeeded, failed, unknown, not sent.</returns>
    /// <exception cref="ArgumentException">The status operation of the request does more than read.</exception>
    public Task<ApiOutcome> SendAsync(ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        if (trace is null) throw new ArgumentNullException(nameof(trace));
        return SendAsync(request, trace, trace is IStopSignal signal ? signal.Stopping : cancellation, cancellation);
    }

    /// <summary>Signs a pg request whose fields stand in its query, for a browser to open. Nothing is sent.</summary>
    /// <param name="request">The request, of the method GET.</param>
    /// <param name="refusal">Why it has no address: what would have kept it from being sent.</param>
    /// <returns>The address, with a salt of its own; null where there is a refusal.</returns>
    /// <exception cref="ArgumentException">It is no such request.</exception>
    public Uri? SignedAddress(ApiRequest request, out ApiOutcome? refusal)
    {
        if (request is not { Method: "GET", Route.Protocol: WireProtocol.Pg })
        {
            throw new ArgumentException("Only a pg request with the method GET has its fields and its signature in its address.", nameof(request));
        }

        refusal = null;
        try
        {
            using HttpRequestMessage message = new PreparedRequest(request, Settings).Message(out _);
            return message.RequestUri;
        }
        catch (UnsendableRequestException unfit)
        {
            refusal = Conclusion.Unsent(request, unfit.Reason, unfit.Message, new RequestRedactor(Redactor, request));
            return null;
        }
    }

    /// <summary>Forgets the connection. The transport is not disposed: it is shared, or the caller's.</summary>
    public void Dispose() => exchange.Dispose();

    /// <summary>Sends a request, as long as it may leave.</summary>
    /// <param name="request">The request.</param>
    /// <param name="trace">Is told what happens.</param>
    /// <param name="halt">Ends waits, and lets nothing more leave.</param>
    /// <param name="cancellation">Ends what is on the wire.</param>
    internal Task<ApiOutcome> SendAsync(ApiRequest request, IWireTrace trace, CancellationToken halt, CancellationToken cancellation)
    {
        if (request.Probe is { Request.Safety: not Safety.Read }) throw new ArgumentException("A status operation must only read.", nameof(request));
        return SendAsync(request, trace, asker: null, halt, cancellation);
    }

    private async Task<ApiOutcome> SendAsync(
        ApiRequest request, IWireTrace trace, RequestRedactor? asker, CancellationToken halt, CancellationToken cancellation)
    {
        if (request.InDoubt) return await ResumeAsync(request.WithoutDoubt(), trace, halt, cancellation).ConfigureAwait(false);

        long start = time.GetTimestamp();
        if (request.Route.Credential is CredentialKind.FreedomIdUser && request.Bearer is null && Session is { } session)
        {
            BearerToken token = await session.TokenAsync(this, trace, halt).ConfigureAwait(false);
            if (token.Fault is { } fault)
            {
                return new ApiOutcome
                {
                    State = OutcomeState.NotSent,
                    OperationId = request.OperationId,
                    RequestId = request.RequestId,
                    Fault = fault,
                    Elapsed = time.GetElapsedTime(start),
                };
            }
            request = request.WithBearer(token.Token!);
        }

        var redactor = new RequestRedactor(Redactor, request, asker);
        PreparedRequest prepared;
        try
        {
            prepared = new PreparedRequest(request, Settings);
        }
        catch (UnsendableRequestException refused)
        {
            return Conclusion.Unsent(request, refused.Reason, refused.Message, redactor);
        }

        var call = new CallState(prepared, new WireWriter(trace, redactor, request.SensitiveFields), redactor, proven, halt, cancellation);
        Lane lane = LaneOf(request);
        Outcome<AttemptResult> ended;
        if (request.Slots is { } slots) await slots.TakeAsync().ConfigureAwait(false);
        ResilienceContext context = ResilienceContextPool.Shared.Get(request.OperationId, cancellation);
        context.Properties.Set(CallState.Key, call);
        try
        {
            if (await lane.Pacer.WaitAsync(request.Pause, halt).ConfigureAwait(false) is { } early)
            {
                return Conclusion.Unsent(request, early.Reason, early.Message, redactor);
            }
            if (request.Guard?.End is { } over) return Conclusion.Unsent(request, over.Reason, over.Message, redactor);
            // Nothing is recorded of what is not to leave.
            if (halt.IsCancellationRequested) return Conclusion.Unsent(request, FaultReason.Cancelled, Messages.StoppedBeforeSent, redactor);
            if (request.Claim is { } claim && await claim(prepared.RequestId, lane.Time).ConfigureAwait(false) is { } refusal)
            {
                return Conclusion.Unsent(request, refusal.Reason, refusal.Message, redactor);
            }
            ended = await lane.Pipeline.ExecuteOutcomeAsync(AttemptAsync, context, call).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
            request.Slots?.Free();
        }

        var conclusion = new Conclusion(call, Settings, redactor, time, time.GetElapsedTime(start));
        ApiOutcome outcome = conclusion.Of(ended);
        if (outcome.State is OutcomeState.Unknown && request.Probe is { } probe && !halt.IsCancellationRequested)
        {
            if (request.RenewedField is not null && probe.KeyField is { } key && probe.Request.Body is { } question) question[key] = call.LostRequestId;
            // It only reads, so that it is never in doubt itself and this does not go deeper.
            outcome = conclusion.Resolve(outcome, await SendAsync(probe.Request, trace, redactor, halt, cancellation).ConfigureAwait(false), probe);
            outcome = outcome with { RequestId = call.LostRequestId, Attempts = call.Attempts, Elapsed = time.GetElapsedTime(start) };
        }

        request.Guard?.Note(outcome, IsTurnedAway(request, outcome));
        return outcome;
    }

    // A token of its own is the row's affair, and so is what one credential may do (403).
    private bool IsTurnedAway(ApiRequest request, ApiOutcome outcome) =>
        outcome is { State: OutcomeState.Failed, Fault: { Reason: FaultReason.Unauthorized, HttpStatus: not 403 } }
            && request.Bearer is null
            // What has no credential has none that could be wrong.
            && request.Route.Credential is not CredentialKind.None
            && !proven.Has(request.Route.Credential);

    private Lane LaneOf(ApiRequest request) => lanes[request.Route.Host];

    // Jitter needs no secrecy, but this source is thread-safe on every framework.
    private static double NextDouble()
    {
        byte[] bytes = new byte[4];
        using var generator = RandomNumberGenerator.Create();
        generator.GetBytes(bytes);
        return BitConverter.ToUInt32(bytes, 0) / (uint.MaxValue + 1.0);
    }

    private async Task<ApiOutcome> ResumeAsync(ApiRequest request, IWireTrace trace, CancellationToken halt, CancellationToken cancellation)
    {
        if (request.Safety is Safety.Read) return await SendAsync(request, trace, halt, cancellation).ConfigureAwait(false);
        var redactor = new RequestRedactor(Redactor, request);
        if (request.Safety is Safety.Refuse or Safety.Unkeyed)
        {
            if (request.Probe is not { } known) return Conclusion.InDoubt(request, Messages.NoStatusOperation, redactor);
            ApiOutcome asked = await SendAsync(known.Request, trace, redactor, halt, cancellation).ConfigureAwait(false);
            if (Conclusion.Arrived(request, known, asked) is { } found) return found;
            // The API says that it does not know the request. Should it learn of it just now, it refuses the repeat, for the key is the same.
            if (request.Safety is not Safety.Refuse || !Conclusion.IsOfApi(asked)) return Conclusion.InDoubt(request, Conclusion.Asked(known, asked), redactor);
        }

        // The server may have seen the key of the first, and would refuse that.
        ApiOutcome sent = await SendAsync(request.Renewed(time), trace, halt, cancellation).ConfigureAwait(false);
        if (sent.State is OutcomeState.Succeeded or OutcomeState.Unknown || Conclusion.Settles(request, sent)) return sent;
        if (sent.Fault?.Reason is not FaultReason.Refused || request.Probe is not { } probe) return Conclusion.StillInDoubt(request, sent, null);
        // Whatever the API has against the repeat, be it that it knows the key, it says nothing of the request before it.
        ApiOutcome last = await SendAsync(probe.Request, trace, redactor, halt, cancellation).ConfigureAwait(false);
        return Conclusion.Arrived(request, probe, last) ?? Conclusion.StillInDoubt(request, sent, Conclusion.Asked(probe, last));
    }

    private async ValueTask<Outcome<AttemptResult>> AttemptAsync(ResilienceContext context, CallState call)
    {
        if (call.Halt.IsCancellationRequested) return Outcome.FromException<AttemptResult>(new OperationCanceledException(call.Halt));
        call.Begin(time);
        AttemptResult result = await exchange.SendAsync(call, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        call.End(result);
        if (result is { Kind: AttemptKind.Refused, Reason: FaultReason.Unauthorized }
            && ErrorCodes.NamesSignature(result.Code)
            && call.Request.TakeOtherScript())
        {
            call.Begin(time);
            result = await exchange.SendAsync(call, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            call.End(result);
        }

        bool isAccepted = call.Source.Route.Protocol is WireProtocol.Pg ? result.IsSigned : result.Kind is AttemptKind.Succeeded;
        if (isAccepted && call.Source.OwnCredential is null) proven.Add(call.Source.Route.Credential);
        // What somebody on the way says is not the time of the API.
        if (isAccepted && call.Dated is { } dated) LaneOf(call.Source).Time.Note(dated.Date, dated.Begun, dated.Ended);
        if (result.Kind is AttemptKind.Succeeded) quota.Refill();
        if (result.Kind is AttemptKind.Throttled) LaneOf(call.Source).Pacer.Block(result.RetryAfter);
        return Outcome.FromResult(result);
    }

    /// <summary>What the requests to one host share.</summary>
    private sealed record Lane(RequestPacer Pacer, ResiliencePipeline<AttemptResult> Pipeline, ApiTime Time);
}
