using System.Text.Json;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

/// <summary>A sandbox with a clock that only the test moves, and a client for it.</summary>
public abstract class SandboxTest : IDisposable
{
    private DateTimeOffset now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    protected SandboxTest()
    {
        Sandbox = SandboxServer.Start(new SandboxOptions { Clock = () => now });
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    }

    protected SandboxServer Sandbox { get; }

    protected HttpClient Client { get; }

    protected DateTimeOffset Now => now;

    public void Dispose()
    {
        Client.Dispose();
        Sandbox.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Wait(TimeSpan time) => now += time;

    protected async Task<JsonElement> SendJson(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Client.SendAsync(request);
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.Clone();
        }
    }

    protected async Task<(HttpResponseMessage Response, string Body)> Send(HttpRequestMessage request)
    {
        using (request)
        {
            HttpResponseMessage response = await Client.SendAsync(request);
            return (response, await response.Content.ReadAsStringAsync());
        }
    }

    protected async Task<XElement> Xml(HttpRequestMessage request)
    {
        (HttpResponseMessage response, string body) = await Send(request);
        Assert.Equal("application/xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(200, (int)response.StatusCode);
        return XDocument.Parse(body).Root!;
    }

    protected async Task<JsonElement> Control(string what) =>
        JsonDocument.Parse(await Client.GetStringAsync(new Uri(Sandbox.BaseUri, "/_sandbox/" + what))).RootElement.Clone();

    protected JsonElement State() => JsonDocument.Parse(Sandbox.Control.StateJson()).RootElement.Clone();
}
