using System.Net;
using System.Net.Sockets;
using System.Text;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>Proxies, and what stands between us and the API and answers in its place.</summary>
public class ProxyTests
{
    [Theory]
    [InlineData("http://localhost:1", true)]
    [InlineData("http://LOCALHOST.:1", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://127.9.8.7", true)]
    [InlineData("http://2130706433", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://[::ffff:127.0.0.1]", true)]
    [InlineData("http://[::ffff:127.1.2.3]", true)]
    [InlineData("http://127.0.0.1.example.com", false)]
    [InlineData("http://localhost.example.com", false)]
    [InlineData("http://128.0.0.1", false)]
    [InlineData("http://[::ffff:10.0.0.1]", false)]
    [InlineData("http://[::2]", false)]
    [InlineData("http://0.0.0.0", false)]
    public void This_machine_is_known_by_its_own_addresses_alone(string address, bool isOwn)
    {
        Assert.Equal(isOwn, Loopback.Is(new Uri(address)));
        HttpMessageHandler named = Transport.For(new ProxySettings { Address = new Uri("http://proxy.example.com:3128") });
        Assert.Equal(isOwn ? null : "http://proxy.example.com:3128", Transport.ProxyOf(named, new Uri(address)));
    }

    [Fact]
    public void Connections_share_one_handler_for_each_proxy_and_its_user()
    {
        ProxySettings Proxy(string address, string? user = null, string password = "word", bool isDefault = false) =>
            new() { Address = new Uri(address), Credential = user is null ? null : new Credential(user, new Secret(password)), UseDefaultCredentials = isDefault };
        Assert.Same(Transport.For(null), Transport.For(null));
        Assert.Same(Transport.For(Proxy("http://a:1", "u")), Transport.For(Proxy("http://a:1", "u")));
        HttpMessageHandler[] all = [Transport.For(null), .. new[] { Proxy("http://a:1"), Proxy("http://b:1"), Proxy("http://a:1", "u"), Proxy("http://a:1", "v"), Proxy("http://a:1", "u", "other"), Proxy("http://a:1", isDefault: true) }.Select(Transport.For)];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Theory]
    [InlineData("http://corp:pw@proxy")]
    [InlineData("ftp://proxy")]
    [InlineData("proxy")]
    public void An_address_that_is_none_is_refused_without_its_user(string address)
    {
        var failure = Assert.Throws<ArgumentException>(() => new ProxySettings { Address = new Uri(address, UriKind.RelativeOrAbsolute) });
        Assert.DoesNotContain("corp", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Safety.Read)]
    [InlineData(Safety.Unkeyed)]
    [Trait("NotOn", "Mono")] // its HttpClient takes the 407 of a proxy for an answer of the server
    public async Task A_proxy_that_asks_for_a_password_is_named_and_nothing_was_sent(Safety safety)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var stop = new CancellationTokenSource();
        Task serving = RefuseAsync(listener, stop.Token);
        var settings = new ConnectionSettings
        {
            BaseUri = new Uri("https://api.example"),
            Partner = new Credential("1", new Secret("partner-secret")),
            MaxRetryCount = 0,
            Proxy = new ProxySettings { Address = new Uri($"http://127.0.0.1:{port}"), Credential = new Credential("corp", new Secret("Tr0ub4dor")) },
        };
        using var client = new ApiClient(settings);
        var trace = new RecordingTrace();
        ApiOutcome outcome = await client.SendAsync(Fixture.Jws(safety), trace, CancellationToken.None);
        Assert.Equal((OutcomeState.NotSent, FaultReason.ConnectionFailed), (outcome.State, outcome.Fault!.Reason));
        Assert.Contains($"the proxy http://127.0.0.1:{port} asks for a user name and a password (HTTP 407)", outcome.Fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Tr0ub4dor", outcome.Fault.Message + trace.All, StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving;
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task A_page_in_place_of_an_answer_may_come_from_something_in_between(int status)
    {
        foreach ((string body, string type) in new[] { ("<html><head><title>413</title></head></html>", "text/plain"), ("\r\n<!DOCTYPE HTML PUBLIC \"x\">", "x/y"), ("<h1>no</h1>", "text/html; charset=utf-8") })
        {
            foreach (ApiRequest request in new[] { Fixture.Jws(Safety.Unkeyed), Fixture.Pg(Safety.Unkeyed) })
            {
                ApiOutcome outcome = await Fixture.SendAsync(request, new ManualTimeProvider(), Steps.Answer(status, Encoding.UTF8.GetBytes(body), type));
                Assert.Equal(OutcomeState.Failed, outcome.State);
                Assert.Contains("a proxy, a firewall or a gateway in between may have answered", outcome.Fault!.Message, StringComparison.Ordinal);
            }
        }

        ApiOutcome own = await Fixture.SendAsync(Fixture.Jws(Safety.Unkeyed), new ManualTimeProvider(), Steps.Json("""{"error":{"message":"no"}}""", status));
        Assert.DoesNotContain("in between", own.Fault!.Message, StringComparison.Ordinal);
    }

    private static async Task RefuseAsync(TcpListener listener, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stop);
                NetworkStream stream = client.GetStream();
                byte[] buffer = new byte[4096];
                _ = await stream.ReadAsync(buffer, stop);
                await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The test has ended.
        }
    }
}
