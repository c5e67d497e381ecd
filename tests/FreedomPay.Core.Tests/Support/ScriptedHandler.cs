using System.Net;
using System.Text;

namespace FreedomPay.Core.Tests.Support;

internal delegate Task<HttpResponseMessage> Step(SentRequest request, CancellationToken ct);

internal sealed record SentRequest(string Method, Uri Uri, Dictionary<string, string> Headers, byte[] Body, bool HadContent)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public Dictionary<string, string> Form => Text.Split('&').Select(p => p.Split('=')).ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]));
}

/// <summary>Answers by script. A call beyond the script, or a step that was never reached, fails the test in <see cref="AssertPlayed"/>.</summary>
internal sealed class ScriptedHandler(params Step[] script) : HttpMessageHandler
{
    private readonly Queue<Step> script = new(script);
    private int beyond;

    public List<SentRequest> Sent { get; } = [];

    public void AssertPlayed()
    {
        Assert.True(beyond == 0, $"{beyond} more request(s) than the script has: the last is {Sent.LastOrDefault()?.Method} {Sent.LastOrDefault()?.Uri}");
        Assert.True(script.Count == 0, $"{script.Count} step(s) of the script were never reached");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(CancellationToken.None);
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase);
        var sent = new SentRequest(request.Method.Method, request.RequestUri!, headers, body, request.Content is not null);
        Step? step;
        lock (script)
        {
            Sent.Add(sent);
            if (!script.TryDequeue(out step)) beyond++;
        }

        return step is null ? throw new InvalidOperationException("beyond the script") : await step(sent, cancellationToken);
    }
}

internal static class Steps
{
    public static Step Json(string body, int status = 200, params (string Name, string Value)[] headers) => Answer(status, Encoding.UTF8.GetBytes(body), "application/json", headers);

    public static Step Status(int status, params (string Name, string Value)[] headers) => Answer(status, [], "text/plain", headers);

    public static Step Xml(string body, int status = 200) => Answer(status, Encoding.UTF8.GetBytes(body), "application/xml");

    public static Step Answer(int status, byte[] body, string type, params (string Name, string Value)[] headers) => (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        foreach ((string name, string value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return Task.FromResult(response);
    };

    /// <summary>The request is read, then nothing comes back until the attempt times out.</summary>
    public static Step Silence(ManualTimeProvider time) => async (_, ct) =>
    {
        time.Advance(TimeSpan.FromHours(1));
        await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        throw new InvalidOperationException("unreachable");
    };

    public static Step Reset => (_, _) => throw Faults.Reset();

    public static Step Unreachable => (_, _) => throw Faults.Unreachable("Connection refused (localhost:1)");

    public static Step BrokenBody(int status = 200) => (_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(new BreakingStream()) });

    private sealed class BreakingStream : MemoryStream
    {
        private int reads;

        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (reads++ > 0) throw new IOException("reset by peer");
            "{\"status\":"u8.CopyTo(buffer.AsSpan(offset));
            return 10;
        }
    }
}
