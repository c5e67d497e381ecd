using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using FreedomPay.Core.Connection;
using FreedomPay.Core.ThreeDs;

namespace FreedomPay.Core.Tests.ThreeDs;

public sealed class ChallengePageTests : IDisposable
{
    private const string Md = "md \"<&>'+";
    private const string Request = "pareq/+=<script>";
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private readonly ChallengePage page = ChallengePage.Start(new Uri("https://bank.example/acs?a=1&b=\"2"), Md, Request);
    private readonly HttpClient browser = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        page.Dispose();
        browser.Dispose();
    }

    [Fact]
    public async Task The_page_posts_to_the_bank_what_it_needs_and_the_return_brings_its_answer()
    {
        Task<ChallengeResult> waiting = page.WaitAsync(Long, default);
        using HttpResponseMessage shown = await browser.GetAsync(page.Address);
        string html = await shown.Content.ReadAsStringAsync();
        string policy = Assert.Single(shown.Headers.GetValues("Content-Security-Policy"));

        Assert.StartsWith("default-src 'none'; script-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.Contains("action=\"https://bank.example/acs?a=1&amp;b=%222\"", html, StringComparison.Ordinal);
        Assert.Equal(Md, FieldIn(html, "MD"));
        Assert.Equal(Request, FieldIn(html, "PaReq"));
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);

        string said = await PostAsync(FieldIn(html, "TermUrl"), Md, "pares+/=");
        ChallengeResult result = await waiting;
        Assert.Contains("close this window", said, StringComparison.Ordinal);
        Assert.Equal((BrowserEnd.Came, "pares+/="), (result.End, result.PaRes));
    }

    [Fact]
    public async Task A_return_without_an_answer_ends_the_wait_as_refused()
    {
        Task<ChallengeResult> waiting = page.WaitAsync(Long, default);
        await PostAsync(await ReturnAsync(), Md, "");
        ChallengeResult result = await waiting;
        Assert.Equal((BrowserEnd.Refused, null), (result.End, result.PaRes));
    }

    [Fact]
    public async Task What_is_not_of_this_challenge_is_refused_and_waited_on()
    {
        Task<ChallengeResult> waiting = page.WaitAsync(Long, default);
        string back = await ReturnAsync();
        using (HttpResponseMessage other = await SendAsync(back, "another", "pares")) Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        using (HttpResponseMessage guessed = await SendAsync(new Uri(page.Address, "/3ds/guess/return").AbsoluteUri, Md, "pares")) Assert.Equal(HttpStatusCode.NotFound, guessed.StatusCode);
        using (HttpResponseMessage asked = await browser.GetAsync(new Uri(back + "?MD=x&PaRes=y"))) Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        using (HttpResponseMessage icon = await browser.GetAsync(new Uri(page.Address, "/favicon.ico"))) Assert.Equal(HttpStatusCode.NotFound, icon.StatusCode);
        // A body that is too long is not read at all.
        using (var flood = new TcpClient(AddressFamily.InterNetwork))
        {
            await flood.ConnectAsync(IPAddress.Loopback, page.Address.Port);
            using NetworkStream stream = flood.GetStream();
            byte[] head = Encoding.ASCII.GetBytes($"POST {new Uri(back).AbsolutePath} HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n");
            await stream.WriteAsync(head, 0, head.Length);
            using var answer = new StreamReader(stream, Encoding.ASCII);
            Assert.StartsWith("HTTP/1.1 404", await answer.ReadToEndAsync(), StringComparison.Ordinal);
        }

        Assert.False(waiting.IsCompleted);
        await PostAsync(back, Md, "own");
        Assert.Equal("own", (await waiting).PaRes);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_is_over_or_it_is_stopped()
    {
        Assert.Equal(BrowserEnd.TimedOut, (await page.WaitAsync(TimeSpan.FromMilliseconds(50), default)).End);
        using var stop = new CancellationTokenSource();
        using var other = ChallengePage.Start(new Uri("http://127.0.0.1:1/acs"), Md, Request);
        Task<ChallengeResult> waiting = other.WaitAsync(Long, stop.Token);
        await stop.CancelAsync();
        Assert.Equal(BrowserEnd.Stopped, (await waiting).End);
    }

    [Theory]
    [InlineData("http://bank.example/acs")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public void The_browser_is_sent_to_https_or_this_machine_only(string bank) =>
        Assert.Throws<ArgumentException>(() => ChallengePage.Start(new Uri(bank), Md, Request));

    private async Task<string> ReturnAsync() => FieldIn(await browser.GetStringAsync(page.Address), "TermUrl");

    private async Task<string> PostAsync(string address, string md, string answer)
    {
        using HttpResponseMessage said = await SendAsync(address, md, answer);
        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        return await said.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(string address, string md, string answer)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["MD"] = md, ["PaRes"] = answer });
        return await browser.PostAsync(new Uri(address), form);
    }

    private static string FieldIn(string html, string name) =>
        WebUtility.HtmlDecode(Regex.Match(html, $"name=\"{name}\" value=\"([^\"]*)\"").Groups[1].Value);
}
