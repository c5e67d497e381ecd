using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FreedomPay.Sandbox.Tests;

/// <summary>HTTP as callers other than HttpClient may speak it.</summary>
public sealed class HttpTests : SandboxTest
{
    private const string Form = "pg_amount=1";

    [Fact]
    public async Task Several_requests_share_a_connection_even_when_they_come_at_once()
    {
        string one = Request("Content-Length: 11\r\n", Form);
        string answer = await Talk(one + one + "\r\n" + one.Replace("Content-Length", "Connection: close\r\nContent-Length", StringComparison.Ordinal));
        Assert.Equal(3, answer.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Equal(1, answer.Split("Connection: close").Length - 1);
    }

    [Theory]
    [InlineData("b\r\npg_amount=1\r\n0\r\n\r\n")]
    [InlineData("1;x=y\r\np\r\nA\r\ng_amount=1\r\n0\r\nTrailer: 1\r\n\r\n")]
    public async Task A_chunked_body_is_read(string chunks)
    {
        string answer = await Talk(Request("Transfer-Encoding: chunked\r\nConnection: close\r\n", chunks));
        Assert.Contains("9998", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_has_the_date_of_the_sandbox()
    {
        string answer = await Talk(Request("Content-Length: 11\r\nConnection: close\r\n", Form));
        Assert.Contains($"\r\nDate: {Now.ToString("r", CultureInfo.InvariantCulture)}\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_expects_100_gets_it_before_the_answer()
    {
        string answer = await Talk(Request("Expect: 100-continue\r\nContent-Length: 11\r\nConnection: close\r\n", Form));
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxys_form_of_the_address_and_an_older_http_are_understood()
    {
        string answer = await Talk($"GET http://127.0.0.1:{Sandbox.Port}/status/healthcheck HTTP/1.0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_head_has_no_body()
    {
        string answer = await Talk("HEAD /status/healthcheck HTTP/1.1\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 405", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 11\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Content-Length: 11, 11\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n")]
    [InlineData("no colon\r\n")]
    public async Task A_request_of_unclear_length_is_refused_with_400(string headers)
    {
        Assert.StartsWith("HTTP/1.1 400", await Talk(Request(headers, Form)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /init_payment HTTP/1.1\r\nX-Junk: ")]
    [InlineData("POST /")]
    public async Task A_head_that_is_too_long_is_refused_with_431(string start)
    {
        Assert.StartsWith("HTTP/1.1 431", await Talk(start + new string('x', 200_000)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host: evil.example:{0}")]
    [InlineData("Host: evil.example")]
    [InlineData("Host: 127.0.0.1:1")]
    [InlineData("Host: 127.0.0.1")]
    [InlineData("Host: localhost.evil.example:{0}")]
    [InlineData("Host: 127.0.0.1.evil.example:{0}")]
    [InlineData("Host: 10.0.0.1:{0}")]
    [InlineData("Host: a@127.0.0.1:{0}")]
    [InlineData("Host:")]
    [InlineData("Host: 127.0.0.1:{0}\r\nHost: evil.example")]
    [InlineData("Host: 127.0.0.1:{0}\r\nOrigin: https://evil.example")]
    [InlineData("Host: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:1")]
    [InlineData("Host: 127.0.0.1:{0}\r\nOrigin: https://127.0.0.1:{0}")]
    [InlineData("Host: 127.0.0.1:{0}\r\nOrigin: null")]
    [InlineData("Host: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\nOrigin: http://evil.example")]
    [InlineData("Host: 127.0.0.1:{0}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors")]
    [InlineData("Host: 127.0.0.1:{0}\r\nSec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors")]
    [InlineData("Host: 127.0.0.1:{0}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document")]
    public async Task A_foreign_host_or_page_can_neither_steer_the_sandbox_nor_call_its_operations(string headers)
    {
        headers = string.Format(System.Globalization.CultureInfo.InvariantCulture, headers, Sandbox.Port);
        await Talk($"POST /_sandbox/faults HTTP/1.1\r\n{headers}\r\nContent-Type: text/plain\r\nContent-Length: 22\r\nConnection: close\r\n\r\n{{\"kind\":\"AnswerLost\"}} ");
        foreach (string request in new[] { "POST /_sandbox/reset", "GET /_sandbox/state", "POST /init_payment", "POST /v5/card-api/card/info" })
        {
            string answer = await Talk($"{request} HTTP/1.1\r\n{headers}\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
            Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        }

        Assert.Empty((await Control("faults")).EnumerateArray());
        Assert.Equal(0, State().GetProperty("counts").GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task A_foreign_host_in_the_address_itself_is_refused() =>
        Assert.StartsWith("HTTP/1.1 403 ", await Talk($"GET http://evil.example:{Sandbox.Port}/_sandbox/state HTTP/1.1\r\nHost: 127.0.0.1:{Sandbox.Port}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host: 127.0.0.1:{0}")]
    [InlineData("Host: LOCALHOST:{0}")]
    [InlineData("Host: 127.1.2.3:{0}")]
    [InlineData("Host: [::1]:{0}")]
    [InlineData("Host: [::ffff:127.0.0.1]:{0}")]
    [InlineData("Host: localhost:{0}\r\nOrigin: http://localhost:{0}\r\nSec-Fetch-Site: same-origin")]
    [InlineData("Host: localhost:{0}\r\nSec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate")]
    public async Task Its_own_names_and_pages_are_served(string headers)
    {
        headers = string.Format(System.Globalization.CultureInfo.InvariantCulture, headers, Sandbox.Port);
        Assert.StartsWith("HTTP/1.1 200 ", await Talk($"GET /_sandbox/state HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_from_a_page_of_a_shop_leads_to_the_pages_of_the_sandbox()
    {
        string from = $"Host: 127.0.0.1:{Sandbox.Port}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: ";
        Assert.StartsWith("HTTP/1.1 200 ", await Talk($"GET /pay.html HTTP/1.1\r\n{from}document\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await Talk($"GET /pay.html HTTP/1.1\r\n{from}iframe\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", await Talk($"POST /pay.html HTTP/1.1\r\n{from}document\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_reaches_the_caller_as_a_reset()
    {
        Sandbox.Control.AddFault(new SandboxFault { Kind = SandboxFaultKind.Reset });
        IOException exception = await Assert.ThrowsAnyAsync<IOException>(() => Talk(Request("Content-Length: 11\r\n", Form)));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
    }

    private static string Request(string headers, string body) =>
        "POST /init_payment HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n" + headers + "\r\n" + body;

    private async Task<string> Talk(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Sandbox.Port);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
