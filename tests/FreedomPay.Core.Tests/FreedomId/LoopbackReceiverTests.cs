using System.Net;
using System.Net.Sockets;
using FreedomPay.Core.Connection;
using FreedomPay.Core.SignIn;

namespace FreedomPay.Core.Tests.FreedomId;

public sealed class LoopbackReceiverTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly LoopbackReceiver receiver = LoopbackReceiver.Start(0, "authorization_code");
    private readonly HttpClient browser = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        receiver.Dispose();
        browser.Dispose();
    }

    [Theory]
    [InlineData("?authorization_code=a%2Bb", BrowserEnd.Came, null)]
    [InlineData("?lang=ru&authorization_code=c", BrowserEnd.Came, null)]
    [InlineData("?lang=ru?authorization_code=c", BrowserEnd.Came, null)]
    [InlineData("?error_code=100102", BrowserEnd.Refused, "100102")]
    [InlineData("?error=access_denied", BrowserEnd.Refused, "access_denied")]
    [InlineData("?authorization_code=", BrowserEnd.Refused, null)]
    [InlineData("", BrowserEnd.Refused, null)]
    public async Task The_browser_comes_back(string query, BrowserEnd end, string? error)
    {
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, default);
        string page = await browser.GetStringAsync(new Uri(receiver.RedirectUri + query));
        Assert.Contains("close this window", page, StringComparison.Ordinal);
        RedirectResult result = await waiting;
        Assert.Equal((end, error), (result.End, result.Error));
        Assert.Equal(end is BrowserEnd.Came ? query.Contains("%2B", StringComparison.Ordinal) ? "a+b" : "c" : null, result.Code);
    }

    [Fact]
    public async Task Another_state_is_not_accepted()
    {
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, default);
        string forged = receiver.RedirectUri.AbsoluteUri[..^1] + (receiver.RedirectUri.AbsoluteUri[^1] == 'x' ? "y" : "x");
        using HttpResponseMessage answer = await browser.GetAsync(new Uri(forged + "?authorization_code=c"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(waiting.IsCompleted);
        await browser.GetStringAsync(new Uri(receiver.RedirectUri + "?authorization_code=own"));
        Assert.Equal((BrowserEnd.Came, "own"), ((await waiting).End, (await waiting).Code));
    }

    [Theory]
    [InlineData("/freedom-id/")]
    [InlineData("/freedom-id/x?error=access_denied")]
    [InlineData("/freedom-id/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA?authorization_code=c")]
    [InlineData("/freedom-id/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/..?error_code=1")]
    public async Task Many_stray_requests_are_refused_and_waited_on(string path)
    {
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, default);
        for (int i = 0; i < 80; i++)
        {
            using HttpResponseMessage answer = await browser.GetAsync(new Uri(receiver.RedirectUri, path));
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
        }

        Assert.False(waiting.IsCompleted);
        await browser.GetStringAsync(new Uri(receiver.RedirectUri + "?authorization_code=own"));
        Assert.Equal("own", (await waiting).Code);
    }

    [Fact]
    public async Task A_path_that_is_given_is_the_address_and_only_a_redirect_to_it_ends_the_wait()
    {
        using LoopbackReceiver known = LoopbackReceiver.Start(0, "authorization_code", "/callback");
        Assert.Equal($"http://127.0.0.1:{known.RedirectUri.Port}/callback", known.RedirectUri.AbsoluteUri);
        Task<RedirectResult> waiting = known.WaitAsync(Long, default);
        foreach (string stray in new[] { "/callback", "/callback/?authorization_code=c", "/Callback?authorization_code=c", "/freedom-id/x?authorization_code=c", "/?authorization_code=c" })
        {
            using HttpResponseMessage answer = await browser.GetAsync(new Uri(known.RedirectUri, stray));
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
        }

        using var embedded = new HttpRequestMessage(HttpMethod.Get, new Uri(known.RedirectUri, "?authorization_code=theirs"));
        embedded.Headers.Add("Sec-Fetch-Dest", "image");
        using HttpResponseMessage image = await browser.SendAsync(embedded);
        Assert.Equal(HttpStatusCode.BadRequest, image.StatusCode);
        Assert.False(waiting.IsCompleted);
        await browser.GetStringAsync(new Uri(known.RedirectUri, "?authorization_code=own"));
        Assert.Equal("own", (await waiting).Code);
    }

    [Fact]
    public async Task What_else_a_browser_asks_for_is_ignored_and_silent_connections_do_not_block()
    {
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, default);
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, receiver.RedirectUri.Port);
        using HttpResponseMessage icon = await browser.GetAsync(new Uri(receiver.RedirectUri, "/favicon.ico"));
        Assert.Equal(HttpStatusCode.NotFound, icon.StatusCode);
        using HttpResponseMessage post = await browser.PostAsync(receiver.RedirectUri, null);
        Assert.Equal(HttpStatusCode.NotFound, post.StatusCode);
        Assert.False(waiting.IsCompleted);
        await browser.GetStringAsync(new Uri(receiver.RedirectUri + "?authorization_code=c"));
        Assert.Equal(BrowserEnd.Came, (await waiting).End);
    }

    [Fact]
    public async Task The_wait_ends_in_time() => Assert.Equal(BrowserEnd.TimedOut, (await receiver.WaitAsync(TimeSpan.FromMilliseconds(1), default)).End);

    [Fact]
    public async Task The_wait_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, stop.Token);
        await stop.CancelAsync();
        Assert.Equal(BrowserEnd.Stopped, (await waiting).End);
    }

    [Fact]
    public async Task It_listens_on_this_machine_only_and_once()
    {
        Assert.Equal("127.0.0.1", receiver.RedirectUri.Host);
        Assert.Throws<SocketException>(() => LoopbackReceiver.Start(receiver.RedirectUri.Port, "code"));
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, default);
        await browser.GetStringAsync(new Uri(receiver.RedirectUri + "?authorization_code=c"));
        await waiting;
        await Assert.ThrowsAsync<HttpRequestException>(() => browser.GetStringAsync(receiver.RedirectUri));
    }

    [Fact]
    [Trait("NotOn", "Mono")] // its listener does not take a port again that has just been closed
    public async Task The_same_port_serves_the_next_sign_in_at_once()
    {
        int port = receiver.RedirectUri.Port;
        Task<RedirectResult> waiting = receiver.WaitAsync(Long, default);
        await browser.GetStringAsync(new Uri(receiver.RedirectUri + "?authorization_code=c"));
        await waiting;
        using LoopbackReceiver next = LoopbackReceiver.Start(port, "authorization_code");
        waiting = next.WaitAsync(Long, default);
        await browser.GetStringAsync(new Uri(next.RedirectUri + "?authorization_code=c"));
        Assert.Equal(BrowserEnd.Came, (await waiting).End);
    }

    [Fact]
    public void Each_has_a_state_of_its_own()
    {
        using LoopbackReceiver other = LoopbackReceiver.Start(0, "code");
        Assert.NotEqual(other.RedirectUri.AbsolutePath, receiver.RedirectUri.AbsolutePath);
        Assert.Matches("^/freedom-id/[A-Za-z0-9]{32}$", receiver.RedirectUri.AbsolutePath);
    }
}
