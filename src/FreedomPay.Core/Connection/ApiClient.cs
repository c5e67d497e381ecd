using System.Net;
using System.Text;
using FreedomPay.Core.Connections;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Resilience;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace FreedomPay.Core;

/// <summary>
/// Sends requests over a connection: signs, retries what may be retried, finds out what became of the rest, and masks what it
/// shows. Safe for concurrent use.
/// </summary>
public sealed class ApiClient : IDisposable
{
    private static readonly JsonFormat Json = new();
    private static readonly PgFormat Pg = new();

    private readonly HttpClient http;
    private readonly TimeProvider time;
    private readonly RetryQuota quota = new();
    private readonly ResiliencePipeline<Attempt> pipeline;

    /// <summary>Makes a client.</summary>
    /// <param name="settings">Where to and with what.</param>
    /// <param name="handler">For tests; the process's shared handler unless given.</param>
    /// <param name="time">For tests; the system's clock unless given.</param>
    public ApiClient(ConnectionSettings settings, HttpMessageHandler? handler = null, TimeProvider? time = null)
    {
        Settings = settings ?? throw new ArgumentNullException(nameof(settings));
        this.time = time ?? TimeProvider.System;
        Redactor = new Redactor(settings.Secrets);
        http = new HttpClient(handler ?? HttpHandlers.Shared, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        pipeline = RetryRules.Build(settings, quota, this.time);
    }

    /// <summary>Where to and with what.</summary>
    public ConnectionSettings Settings { get; }

    /// <summary>Masks the secrets of this connection, and all that is recognised by itself.</summary>
    public Redactor Redactor { get; }

    internal int RetryTokens => quota.Tokens;

    /// <summary>Sends a request and tells what became of it. Whatever network and server do, it does not throw.</summary>
    /// <param name="request">The request.</param>
    /// <param name="trace">Is told what happens.</param>
    /// <param name="cancellation">Ends every wait.</param>
    /// <returns>Exactly one of succeeded, failed, unknown, not sent.</returns>
    public async Task<ApiOutcome> SendAsync(ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (request is null) throw new ArgumentNullException(nameof(request));
        if (trace is null) throw new ArgumentNullException(nameof(trace));

        long start = time.GetTimestamp();
        var sending = new Sending(this, request, trace);
        Attempt last = await RunAsync(sending, cancellation).ConfigureAwait(false);
        ApiOutcome outcome = sending.Conclude(last);
        if (last.End is AttemptEnd.Answered) quota.Reward();
        if (outcome.State is OutcomeState.Unknown && request.Probe is { } probe && !cancellation.IsCancellationRequested)
        {
            ApiOutcome found = await SendAsync(probe.Request, trace, cancellation).ConfigureAwait(false);
            outcome = sending.Resolve(outcome, found, probe);
        }

        return sending.Finish(outcome, time.GetElapsedTime(start));
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<Attempt> RunAsync(Sending sending, CancellationToken cancellation)
    {
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellation);
        context.Properties.Set(RetryRules.SafetyKey, sending.Request.Safety);
        try
        {
            return await pipeline.ExecuteAsync(
                static (execution, state) => new ValueTask<Attempt>(state.Sending.AttemptAsync(execution.CancellationToken, state.Cancellation)),
                context,
                (Sending: sending, Cancellation: cancellation)).ConfigureAwait(false);
        }
        catch (BrokenCircuitException error)
        {
            int seconds = (int)Math.Ceiling((error.RetryAfter ?? TimeSpan.FromSeconds(15)).TotalSeconds);
            return Sending.NotSent(FaultReason.CircuitOpen, $"The API at {Settings.BaseUri.Host} kept failing, so nothing is sent to it for the next {seconds} seconds.");
        }
        catch (TimeoutRejectedException)
        {
            return sending.Last ?? Sending.NotSent(FaultReason.Timeout, "It took too long.");
        }
        catch (OperationCanceledException)
        {
            // Stopped between two attempts, or before the first.
            return sending.Stopped();
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>One request with all its attempts.</summary>
    private sealed class Sending(ApiClient client, ApiRequest request, IWireTrace trace)
    {
        private readonly IWireFormat format = request.Route.Protocol is WireProtocol.Pg ? Pg : Json;
        private readonly Redactor redactor = request.Bearer is { } bearer ? client.Redactor.With(bearer) : client.Redactor;
        private int attempts;
        private string? requestId = request.RequestId;
        private bool anyLost;

        public ApiRequest Request => request;

        public Attempt? Last { get; private set; }

        private string Name => request.OperationId;

        public async Task<Attempt> AttemptAsync(CancellationToken attemptCancellation, CancellationToken userCancellation)
        {
            Attempt attempt;
            try
            {
                attempt = await SendOnceAsync(attemptCancellation, userCancellation).ConfigureAwait(false);
            }
            catch (MissingCredentialException error)
            {
                attempt = NotSent(FaultReason.NoCredential, error.Message);
            }

            anyLost |= attempt.End is AttemptEnd.Lost;
            return Last = attempt;
        }

        public static Attempt NotSent(FaultReason reason, string message) => new() { End = AttemptEnd.NotSent, Fault = Fault(reason, message) };

        public Attempt Stopped() => Last is { End: AttemptEnd.Lost } ? Lost(FaultReason.Cancelled, "It was stopped before it could be asked again.") : NotSent(FaultReason.Cancelled, "It was stopped before it was sent.");

        /// <summary>From the last attempt to the outcome, before any status operation is asked.</summary>
        public ApiOutcome Conclude(Attempt last)
        {
            // That the last sending was not processed says nothing of an earlier one whose answer was lost.
            AttemptEnd end = anyLost && last.End is (AttemptEnd.NotSent or AttemptEnd.Throttled) ? AttemptEnd.Lost : last.End;
            switch (end)
            {
                case AttemptEnd.Answered:
                    return new ApiOutcome { State = OutcomeState.Succeeded, OperationId = Name, Answer = last.Answer };
                case AttemptEnd.Refused when anyLost && request.Safety is not Safety.Read:
                    return Outcome(OutcomeState.Failed, last.Fault! with { Message = last.Fault.Message + " The answer to an earlier sending was lost; that one may have been carried out." });
                case AttemptEnd.Refused or AttemptEnd.Throttled:
                    return Outcome(OutcomeState.Failed, last.Fault!);
                case AttemptEnd.NotSent:
                    return Outcome(OutcomeState.NotSent, last.Fault!);
                default:
                    ApiFault fault = last.Fault!;
                    if (request.Safety is Safety.Read) return Outcome(OutcomeState.Failed, fault);
                    return Outcome(OutcomeState.Unknown, new ApiFault
                    {
                        Reason = FaultReason.OutcomeUnknown,
                        Message = $"Whether {Name} was carried out is not known: {Lower(fault.Message)}",
                        HttpStatus = fault.HttpStatus,
                        Cause = fault.Reason,
                    });
            }
        }

        /// <summary>From what the status operation found to the outcome.</summary>
        public ApiOutcome Resolve(ApiOutcome unknown, ApiOutcome found, StatusProbe probe)
        {
            if (found.State is OutcomeState.Succeeded && probe.ShowsArrival(found.Answer!))
            {
                return new ApiOutcome { State = OutcomeState.Succeeded, OperationId = Name, Answer = found.Answer, Recovered = true };
            }

            string said = found.Fault is { } fault ? fault.Message : "Its answer does not prove anything.";
            return unknown with { Fault = unknown.Fault! with { Message = $"{unknown.Fault.Message} {probe.Request.OperationId} was asked. {said}" } };
        }

        public ApiOutcome Finish(ApiOutcome outcome, TimeSpan elapsed) => outcome with { RequestId = requestId, Attempts = attempts, Elapsed = elapsed };

        private async Task<Attempt> SendOnceAsync(CancellationToken attemptCancellation, CancellationToken userCancellation)
        {
            ConnectionSettings settings = client.Settings;
            Uri? host = request.Route.Host is ApiHost.Passport ? settings.PassportUri : settings.BaseUri;
            if (host is null) return NotSent(FaultReason.NoCredential, "The documentation names no Freedom ID address for this environment; give Connect-FreedomPay -PassportUri.");

            if (anyLost && request.RenewedField is { } field && request.Body is { } fields) fields[field] = requestId = Uuid7.NewId(client.time);
            WireMessage wire = format.Encode(request, settings, client.time);
#if NETFRAMEWORK
            if (request.Method == "GET" && wire.Body is not null) return NotSent(FaultReason.NotSupported, $"{Name} is a GET with a body, which .NET Framework, and so Windows PowerShell, cannot send.");
#endif
            using var message = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(host.AbsoluteUri.TrimEnd('/') + request.Path));
            SentContent? content = wire.Body is not null || request.Safety is not Safety.Read ? new SentContent(wire.Body ?? [], wire.MediaType) : null;
            message.Content = content;
            foreach (KeyValuePair<string, string> header in wire.Headers.Concat(request.Headers ?? new Dictionary<string, string>())) message.Headers.TryAddWithoutValidation(header.Key, header.Value);
#if NETFRAMEWORK
            // .NET Framework repeats a request by itself when a kept connection turns out to be closed.
            if (request.Safety is Safety.Refuse or Safety.Unkeyed) message.Headers.ConnectionClose = true;
            message.Headers.ExpectContinue = false;
#endif
            if (userCancellation.IsCancellationRequested) return Stopped();

            int number = ++attempts;
            if (trace.WantsWire) trace.Wire(Show("→", $"{request.Method} {message.RequestUri}", message.Headers, wire.Body));
            long start = client.time.GetTimestamp();
            HttpStatusCode? status = null;
            try
            {
                using HttpResponseMessage response = await client.http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, attemptCancellation).ConfigureAwait(false);
                status = response.StatusCode;
                byte[]? body = await ReadAsync(response, attemptCancellation).ConfigureAwait(false);
                if (trace.WantsWire) trace.Wire(Show("←", $"{(int)response.StatusCode} {response.ReasonPhrase}", response.Headers, body));
                return Judge(response, body);
            }
            catch (OperationCanceledException)
            {
                bool stopped = userCancellation.IsCancellationRequested;
                FaultReason reason = stopped ? FaultReason.Cancelled : FaultReason.Timeout;
                string text = stopped ? "It was stopped while it was under way." : $"There was no answer within {settings.Timeout.TotalSeconds:0} seconds.";
                return content is { Begun: false } ? NotSent(reason, text) : Lost(reason, text);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                string text = $"The connection to {host.GetLeftPart(UriPartial.Authority)} failed: {redactor.Text(Innermost(error).Message).TrimEnd('.')}.";
                return content is { Begun: false } ? NotSent(FaultReason.ConnectionFailed, text) : Lost(FaultReason.ConnectionFailed, text);
            }
            finally
            {
                string ended = status is { } code ? ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture) : "no answer";
                string path = redactor.Body(message.RequestUri!.GetComponents(UriComponents.PathAndQuery, UriFormat.UriEscaped), request.SensitiveFields);
                trace.Request($"{request.Method} {path} [{requestId ?? "-"}] {ended} in {client.time.GetElapsedTime(start).TotalMilliseconds:0} ms{(number > 1 ? $" (attempt {number})" : "")}");
            }
        }

        private Attempt Judge(HttpResponseMessage response, byte[]? body)
        {
            int status = (int)response.StatusCode;
            if (status == 429) return new Attempt { End = AttemptEnd.Throttled, RetryAfter = RetryAfterOf(response), Fault = Throttled(RetryAfterOf(response)) };
            if (status is 408 or >= 500) return Lost(FaultReason.ServerError, $"The server answered {status}.", status);
            if (status is >= 300 and < 400) return Refused(new ApiFault { Reason = FaultReason.Refused, HttpStatus = status, Message = $"{Name} was answered with a redirect ({status}), which is never followed; check the address of the connection." });
            if (body is null) return Unless4xx(status, "The answer is larger than " + client.Settings.MaxAnswerBytes + " bytes.");

            DecodedAnswer answer;
            try
            {
                bool mayBeEmpty = body.Length == 0 && status < 300 && request.AnswerFields.Count == 0 && request.Safety is not (Safety.Refuse or Safety.Unkeyed) && format is JsonFormat;
                answer = mayBeEmpty ? new DecodedAnswer([], null, Trusted: true, Signed: false) : format.Decode(request, client.Settings, body);
                if (answer.Error is null && request.AnswerFields.FirstOrDefault(name => answer.Fields[name] is null) is { } missing && status < 300) throw new InvalidAnswerException($"the answer has no {missing}");
            }
            catch (InvalidAnswerException error)
            {
                return Unless4xx(status, $"The answer cannot be read: {error.Message}.");
            }

            FaultReason reason = status is 401 or 403 ? FaultReason.Unauthorized : FaultReason.Refused;
            if (answer.Error is { } refusal) return Refused(Refusal(reason, refusal, status, answer.Signed));
            if (status >= 400) return Refused(Refusal(reason, new ApiError(null, null, new Dictionary<string, IReadOnlyList<string>>()), status, answer.Signed));
            return answer.Trusted
                ? new Attempt { End = AttemptEnd.Answered, Answer = answer.Fields }
                : Lost(FaultReason.UntrustedAnswer, "The answer says success, but its signature is missing or wrong, so it is not believed.", status);
        }

        // A 4xx status is a refusal, whatever its body.
        private Attempt Unless4xx(int status, string text) => status >= 400
            ? Refused(new ApiFault { Reason = status is 401 or 403 ? FaultReason.Unauthorized : FaultReason.Refused, HttpStatus = status, Message = $"{Name} was refused with HTTP status {status}." })
            : Lost(FaultReason.InvalidAnswer, text, status);

        private ApiFault Refusal(FaultReason reason, ApiError error, int status, bool signed)
        {
            string? description = error.Description is { } text ? redactor.Text(text) : null;
            IReadOnlyDictionary<string, IReadOnlyList<string>> fields = error.Fields.ToDictionary(field => field.Key, IReadOnlyList<string> (field) => [.. field.Value.Select(redactor.Text)], StringComparer.Ordinal);
            var message = new StringBuilder(reason is FaultReason.Unauthorized ? $"{Name} was refused: the API does not accept the credentials" : $"{Name} was refused");
            if (status >= 400) message.Append(" (HTTP ").Append(status).Append(')');
            if (error.Code is { } code) message.Append(", code ").Append(redactor.Text(code));
            if (!string.IsNullOrWhiteSpace(description)) message.Append(": ").Append(description!.Trim().TrimEnd('.'));
            message.Append('.');
            if (format is PgFormat && !signed) message.Append(" The answer was not signed.");
            // A line for each field: a form has many, and a user corrects them one by one.
            foreach (KeyValuePair<string, IReadOnlyList<string>> field in fields) message.Append("\n  ").Append(redactor.Text(field.Key)).Append(": ").Append(string.Join(" ", field.Value));
            return new ApiFault { Reason = reason, Message = message.ToString(), Code = error.Code is { } plain ? redactor.Text(plain) : null, Description = description, HttpStatus = status, FieldErrors = fields, Signed = signed };
        }

        private ApiFault Throttled(TimeSpan? pause) => new()
        {
            Reason = FaultReason.Throttled,
            HttpStatus = 429,
            Message = pause is { } wait
                ? $"{Name} was not carried out: the API asks for a pause of {Math.Ceiling(wait.TotalSeconds):0} seconds{(wait > client.Settings.MaxRetryAfter ? $", more than the {client.Settings.MaxRetryAfter.TotalSeconds:0} that are waited at most" : "")}."
                : $"{Name} was not carried out: the API asks for a pause.",
        };

        private TimeSpan? RetryAfterOf(HttpResponseMessage response)
        {
            TimeSpan? pause = response.Headers.RetryAfter switch
            {
                { Delta: { } seconds } => seconds,
                { Date: { } date } => date - client.time.GetUtcNow(),
                _ => null,
            };
            return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
        }

        private async Task<byte[]?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
        {
            long limit = client.Settings.MaxAnswerBytes;
            if (response.Content is null) return [];
            if (response.Content.Headers.ContentLength > limit) return null;
#if NETFRAMEWORK
            using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#else
            using Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
#endif
            using var body = new MemoryStream();
            byte[] buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, 0, buffer.Length, cancellation).ConfigureAwait(false)) > 0)
            {
                if (body.Length + read > limit) return null;
                body.Write(buffer, 0, read);
            }

            return body.ToArray();
        }

        private string Show(string arrow, string line, System.Net.Http.Headers.HttpHeaders headers, byte[]? body)
        {
            const int MostShown = 16 * 1024;
            // As a body is: a query may hold a CVC, which is recognised by its name only.
            var text = new StringBuilder(arrow).Append(' ').Append(redactor.Body(line, request.SensitiveFields));
            foreach (KeyValuePair<string, IEnumerable<string>> header in headers)
            {
                text.Append('\n').Append("  ").Append(header.Key).Append(": ").Append(Redactor.IsSensitiveName(header.Key) ? "***" : redactor.Text(string.Join(", ", header.Value)));
            }

            if (body is { Length: > 0 })
            {
                string shown = redactor.Body(Encoding.UTF8.GetString(body), request.SensitiveFields);
                text.Append('\n').Append("  ").Append(shown.Length > MostShown ? shown.Substring(0, MostShown) + "…" : shown);
            }

            return text.ToString();
        }

        private static Attempt Lost(FaultReason reason, string message, int? status = null) => new() { End = AttemptEnd.Lost, Fault = Fault(reason, message, status) };

        private static Attempt Refused(ApiFault fault) => new() { End = AttemptEnd.Refused, Fault = fault };

        private static ApiFault Fault(FaultReason reason, string message, int? status = null) => new() { Reason = reason, Message = message, HttpStatus = status };

        private ApiOutcome Outcome(OutcomeState state, ApiFault fault) => new() { State = state, OperationId = Name, Fault = fault };

        private static Exception Innermost(Exception error) => error.InnerException is null ? error : Innermost(error.InnerException);

        private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence.Substring(1);
    }
}
