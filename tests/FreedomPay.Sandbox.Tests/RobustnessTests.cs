using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace FreedomPay.Sandbox.Tests;

public sealed class RobustnessTests : SandboxTest
{
    private const string Add = "/v5/card-api/client/add_v2";

    [Fact]
    public async Task Five_hundred_concurrent_requests_keep_the_ledger_exact()
    {
        // 400 request ids, 100 of them sent twice.
        Task<JsonElement>[] sent = [.. Enumerable.Range(0, 500).Select(i => SendJson(Signing.Card(Sandbox, Add, $$"""{"request_id":"r-{{i % 400}}"}""")))];
        JsonElement[] answers = await Task.WhenAll(sent);
        Assert.Equal(400, answers.Count(answer => answer.GetProperty("status").GetString() == "ok"));
        Assert.Equal(500, Sandbox.Control.Ledger.Count);
        Assert.Equal(400, Sandbox.Control.Ledger.Count(entry => entry.Effect));
        Assert.Equal(400, Sandbox.Control.Ledger.Where(entry => entry.Effect).Select(entry => entry.Key).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), Sandbox.Control.Ledger.Select(entry => entry.Sequence));
        Assert.Equal(400, State().GetProperty("counts").GetProperty("cardClients").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("\"text\"")]
    [InlineData("""{"request_id":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"request_id":"a","request_id":"b"}x""")]
    [InlineData("""{"request_id":null}""")]
    [InlineData("""{"client":[]}""")]
    [InlineData("""{"product_id":1e3}""")]
    [InlineData("""{"product_id":1.0}""")]
    public async Task A_bad_body_is_refused_and_never_a_500(string body)
    {
        (HttpResponseMessage response, string answer) = await Send(Signing.Card(Sandbox, Add, body));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.StartsWith("sandbox.", JsonDocument.Parse(answer).RootElement.GetProperty("error_code").GetString(), StringComparison.Ordinal);
        Assert.Empty(Sandbox.Control.Ledger);
        AssertUnharmed();
    }

    [Fact]
    public async Task Json_that_is_nested_very_deep_or_no_utf8_is_refused()
    {
        (_, string answer) = await Send(Signing.Card(Sandbox, Add, new string('[', 100_000)));
        Assert.Contains("sandbox.malformed_body", answer, StringComparison.Ordinal);

        byte[] body = [(byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)'}'];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, Add)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-JWS-Signature", Signing.Jws(Add, Sandbox.Credentials.PartnerId, "POST", body, Sandbox.Credentials.PartnerSecret, "HS512"));
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.Contains("sandbox.malformed_body", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertUnharmed();
    }

    [Theory]
    [InlineData("pg_amount=%")]
    [InlineData("pg_amount=%zz")]
    [InlineData("pg_amount=%ff")]
    [InlineData("a[b]=1&a[b][c]=2&a=3")]
    [InlineData("a[]=1&a[][b]=2&[x]=3&a[=4&]=5")]
    [InlineData("pg_merchant_id[0]=300400")]
    [InlineData("pg_merchant_id=300400&pg_sig[0]=1")]
    [InlineData("pg_merchant_id=300400&pg_sig=1&a[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]=1")]
    [InlineData("&&&===&")]
    public async Task A_bad_form_is_refused_and_never_a_500(string form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, "/init_payment")) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Contains("<pg_status>error</pg_status>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertUnharmed();
    }

    [Theory]
    [InlineData("application/json", "/init_payment", "{}")]
    [InlineData("application/json", "/init_payment", "[]")]
    [InlineData("text/plain", "/init_payment", "x")]
    [InlineData("text/plain", Add, "{}")]
    [InlineData("multipart/form-data", "/init_payment", "x")]
    [InlineData("multipart/form-data; boundary=x", "/init_payment", "--x\r\n\r\n--x--")]
    [InlineData("multipart/form-data; boundary=x", "/init_payment", "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--\r\n")]
    [InlineData("text/plain", "/api/v1/oauth/user", "{}")]
    [InlineData("text/plain", "/v5/g2g/create", "{}")]
    [InlineData("text/plain", "/v5/merchant/invoice/create", "{}")]
    [InlineData("text/plain", "/v5/partner/wallet/add", "{}")]
    public async Task A_wrong_media_type_is_refused(string mediaType, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, path)) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.True((int)response.StatusCode < 500);
        Assert.Contains("error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertUnharmed();
    }

    [Theory]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/v5/card-api/client/add_v2", 405)]
    [InlineData("DELETE", "/api/v1/oauth/user", 405)]
    [InlineData("POST", "/v5/card-api/client/add_v2/", 404)]
    [InlineData("POST", "//v5/card-api/client/add_v2", 404)]
    [InlineData("POST", "/v5/card-api/../card-api/client/add_v3", 404)]
    [InlineData("POST", "/%00%ff%zz", 404)]
    [InlineData("POST", "/v1/merchant//card/init", 404)]
    [InlineData("POST", "/_sandbox/nonsense", 404)]
    [InlineData("POST", "/_sandbox", 404)]
    public async Task A_junk_path_or_method_is_refused(string method, string path, int status)
    {
        int answered = await Raw($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{Sandbox.Port}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Assert.True(answered == status || answered == 400, "answered " + answered);
        AssertUnharmed();
    }

    [Fact]
    public async Task A_huge_header_a_cut_request_and_no_http_at_all_do_no_harm()
    {
        int answered = await Raw($"POST {Add} HTTP/1.1\r\nHost: 127.0.0.1:{Sandbox.Port}\r\nX-Junk: {new string('x', 1_000_000)}\r\nContent-Length: 0\r\n\r\n");
        Assert.True(answered is 0 or >= 400 and < 500, "answered " + answered);
        await Raw($"POST {Add} HTTP/1.1\r\nHost: 127.0.0.1:{Sandbox.Port}\r\nContent-Length: 100\r\n\r\nshort", hangUp: true);
        await Raw("\0\0\0 nonsense \r\n\r\n", hangUp: true);
        Assert.Equal("ok", (await SendJson(Signing.Card(Sandbox, Add, "{}"))).GetProperty("status").GetString());
        AssertUnharmed();
    }

    [Fact]
    public async Task A_body_of_more_than_eight_megabytes_is_refused_with_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.BaseUri, Add)) { Content = new ByteArrayContent(new byte[(8 * 1024 * 1024) + 1]) };
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal("ok", (await SendJson(Signing.Card(Sandbox, Add, "{}"))).GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a..b")]
    [InlineData("e30..e30")]
    [InlineData("e30.e30.e30")]
    [InlineData("W10..AA")]
    [InlineData("bnVsbA..AA")]
    [InlineData("eyJ1cmkiOjF9..AA")]
    [InlineData("====..====")]
    public async Task A_junk_signature_is_refused(string value)
    {
        using HttpRequestMessage request = Signing.Card(Sandbox, Add, "{}");
        request.Headers.Remove("X-JWS-Signature");
        request.Headers.TryAddWithoutValidation("X-JWS-Signature", value);
        using HttpResponseMessage response = await Client.SendAsync(request);
        Assert.Contains("1100", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        AssertUnharmed();
    }

    [Fact]
    public void Any_bytes_as_form_or_json_are_read_or_refused_but_never_thrown_at()
    {
        Prop.ForAll<byte[]>(bytes =>
        {
            _ = Wire.JsonReader.Read(bytes ?? []);
            _ = Wire.FormReader.UrlEncoded(Encoding.Latin1.GetString(bytes ?? []))?.ToJson();
            _ = Wire.FormReader.Multipart(bytes ?? [], "multipart/form-data; boundary=x");
        }).QuickCheckThrowOnFailure();
    }

    private void AssertUnharmed() => Assert.Equal(0, State().GetProperty("counts").GetProperty("unhandledExceptions").GetInt32());

    /// <summary>Sends bytes as they are.</summary>
    /// <returns>The status of the answer; 0 when there is none.</returns>
    private async Task<int> Raw(string text, bool hangUp = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Sandbox.Port);
        await using NetworkStream stream = client.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
            if (hangUp) return 0;
            using var reader = new StreamReader(stream, Encoding.ASCII);
            string? line = await reader.ReadLineAsync();
            return line is null ? 0 : int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
