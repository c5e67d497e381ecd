using System.Globalization;
using System.Text;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Resilience;

namespace FreedomPay.Core.Connection;

/// <summary>Sends a request once and says how that ended.</summary>
internal sealed class HttpExchange(ConnectionSettings settings, HttpMessageHandler handler, TimeProvider time) : IDisposable
{
    private const int MostAtOnce = 16 * 1024;

    // The invoker, unlike HttpClient, neither buffers bodies nor brings a timeout of its own.
    private readonly HttpMessageInvoker invoker = new(handler, disposeHandler: false);
    private readonly bool provesByBody = Transport.ProvesByBody(handler);

    public void Dispose() => invoker.Dispose();

    public async Task<AttemptResult> SendAsync(CallState call, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        using HttpRequestMessage message = call.Request.Message(out byte[] body);
        call.Trace.Sending(message, body);
        AttemptResult result;
        try
        {
            using HttpResponseMessage response = await invoker.SendAsync(message, cancellation).ConfigureAwait(false);
            if (response.Headers.Date is { } date) call.Dated = (date, start, time.GetTimestamp());
            result = await AnswerAsync(call, message, response, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Of the shared handler, an unbegun body proves it by itself; of any other, only the kind of failure does.
            bool notSent = provesByBody && message.Content is SentContent content ? !content.Begun : Transport.ProvesNotSent(e);
            result = Failure(call, e, notSent, status: null, cancellation);
        }

        string ended = result.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? result.Reason.ToString();
        call.Trace.Sent(message.Method.Method, call.Request.Uri, call.Request.RequestId, ended, time.GetElapsedTime(start), call.Attempts);
        return result;
    }

    private async ValueTask<AttemptResult> AnswerAsync(
        CallState call, HttpRequestMessage message, HttpResponseMessage response, CancellationToken cancellation)
    {
        int status = (int)response.StatusCode;
        byte[] body = [];
        AttemptResult? unread = null;
        try
        {
            if (await BodyAsync(response, cancellation).ConfigureAwait(false) is { } read) body = read;
            else
            {
                unread = new AttemptResult
                {
                    Kind = AttemptKind.Lost,
                    Reason = FaultReason.InvalidAnswer,
                    HttpStatus = status,
                    Message = Messages.AnswerTooLarge.With(settings.MaxAnswerBytes),
                };
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            unread = Failure(call, e, notSent: false, status, cancellation);
        }

        call.Trace.Received(response, body);
        // A success whose text is lost is lost, and so is a refusal: the code in it may say that all is open.
        bool needsText = response.IsSuccessStatusCode
            || (call.Source.Safety is not Safety.Read && status is >= 400 and < 500 and not (401 or 403 or 407 or 429));
        if (unread is not null && needsText) return unread;
        string? retryAfter = response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        // A date is one of the server's clock, which need not agree with this one.
        DateTimeOffset now = (retryAfter is null ? null : response.Headers.Date) ?? time.GetUtcNow();
        if (status == 407) return ProxyAsks(call, AttemptKind.Refused, status);
        bool isProven = call.Source.OwnCredential is null && call.Proven.Has(call.Source.Route.Credential);
        AnswerHeaders? headers = call.Source.Route.HasStatusHeader ? AnswerHeaders.Of(message, response) : null;
        return AnswerJudge.Read(call.Request, status, body, retryAfter, now, call.Redactor, isProven, IsPage(response, body), headers);
    }

    /// <summary>The body; null when it is larger than allowed.</summary>
    private async ValueTask<byte[]?> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content is null) return [];
        if (response.Content.Headers.ContentLength > settings.MaxAnswerBytes) return null;
#if NET
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
#else
        // Streams of .NET Framework do not look at the token once they read; closing the answer ends the reading.
        using CancellationTokenRegistration closing = cancellation.Register(response.Dispose);
        using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
        // Answers are small and many: a buffer of the announced length, which no body exceeds, and growing where none is announced.
        long? announced = response.Content.Headers.ContentLength;
        byte[] body = new byte[announced is < MostAtOnce and { } length ? length : MostAtOnce];
        int filled = 0;
        while (announced != filled)
        {
            if (filled == body.Length) Array.Resize(ref body, (int)Math.Min(2L * filled, settings.MaxAnswerBytes + 1));
#if NET
            int read = await stream.ReadAsync(body.AsMemory(filled), cancellation).ConfigureAwait(false);
#else
            int read = await stream.ReadAsync(body, filled, body.Length - filled, cancellation).ConfigureAwait(false);
#endif
            filled += read;
            if (filled > settings.MaxAnswerBytes) return null;
            if (read == 0) break;
        }

        Array.Resize(ref body, filled);
        return body;
    }

    private AttemptResult Failure(CallState call, Exception e, bool notSent, int? status, CancellationToken cancellation)
    {
        if (call.Caller.IsCancellationRequested)
        {
            return new AttemptResult
            {
                Kind = AttemptKind.Cancelled,
                Reason = FaultReason.Cancelled,
                MayHaveArrived = !notSent,
                HttpStatus = status,
                Message = Messages.StoppedUnderWay,
            };
        }

        if (notSent && Transport.IsProxyAsking(e)) return ProxyAsks(call, AttemptKind.NotSent, 407);
        bool late = cancellation.IsCancellationRequested;
        string host = call.Request.Uri.GetLeftPart(UriPartial.Authority);
        double seconds = settings.Timeout.TotalSeconds;
        return new AttemptResult
        {
            Kind = notSent ? AttemptKind.NotSent : AttemptKind.Lost,
            Reason = late && !notSent ? FaultReason.Timeout : FaultReason.ConnectionFailed,
            HttpStatus = status,
            Message = (notSent, late) switch
            {
                (true, true) => Messages.NotReachedInTime.With(host, seconds),
                (true, false) => Messages.NotReached.With(host, Innermost(e)),
                (false, true) => Messages.NoAnswerInTime.With(seconds),
                (false, false) => Messages.ConnectionFailed.With(host, Innermost(e)),
            },
        };
    }

    private AttemptResult ProxyAsks(CallState call, AttemptKind kind, int status) => new()
    {
        Kind = kind,
        Reason = FaultReason.ConnectionFailed,
        HttpStatus = status,
        Message = kind is AttemptKind.NotSent
            ? Messages.ProxyAsks.With(ProxyOf(call), status)
            : Messages.RefusedByProxy.With(call.Source.OperationId, Messages.ProxyAsks.With(ProxyOf(call), status)),
    };

    private string ProxyOf(CallState call) => Transport.ProxyOf(handler, call.Request.Uri) ?? call.Request.Uri.GetLeftPart(UriPartial.Authority);

    // The API answers in JSON and XML. A page is what proxies, firewalls and gateways give.
    private static bool IsPage(HttpResponseMessage response, byte[] body)
    {
        if (response.Content?.Headers.ContentType?.MediaType?.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0) return true;
        string begin = Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 64)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return begin.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || begin.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e.Message.TrimEnd('.', ' ');
    }
}
