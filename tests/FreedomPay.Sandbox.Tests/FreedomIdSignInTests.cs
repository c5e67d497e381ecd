using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Web;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Login links, tokens and profiles of Freedom ID.</summary>
public sealed class FreedomIdSignInTests : SandboxTest
{
    private const string Token = "/api/v1/oauth/token";
    private const string Order = """{"request_id":"019ab688-bef2-72c4-aa29-d0e08be76d95"}""";

    [Fact]
    public async Task The_login_page_sends_the_browser_back_with_a_code_that_is_good_once()
    {
        string link = await Link("https://example.com/login?shop=7", "read.profile");
        (HttpResponseMessage response, _) = await Send(new HttpRequestMessage(HttpMethod.Get, link));
        Assert.Equal(302, (int)response.StatusCode);
        Assert.StartsWith("https://example.com/login?shop=7&authorization_code=", response.Headers.Location!.OriginalString, StringComparison.Ordinal);

        string code = HttpUtility.ParseQueryString(response.Headers.Location.Query)["authorization_code"]!;
        Assert.True((await Exchange(code)).TryGetProperty("access_token", out _));
        Assert.Equal(100101, (await Exchange(code)).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_login_link_expires()
    {
        string link = await Link("https://example.com/login", "read.profile");
        Wait(TimeSpan.FromMinutes(11));
        Assert.Equal(404, (int)(await Send(new HttpRequestMessage(HttpMethod.Get, link))).Response.StatusCode);
    }

    [Fact]
    public async Task An_unknown_grant_is_refused_in_the_documented_shape()
    {
        JsonElement refused = await SendJson(Basic("/api/v1/oauth/authorize", """{"redirect_uri":"https://example.com","grants":["read.email","read.minds"]}"""));
        Assert.Equal("""{"message":"Error validating transmitted data.","errors":{"grants.1":["The selected grants.1 is invalid."]}}""", refused.GetProperty("error").GetRawText());
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Fact]
    public async Task A_refresh_gives_a_new_pair_and_the_old_refresh_token_dies()
    {
        JsonElement first = await Exchange("a code");
        JsonElement second = await SendJson(Bearer(HttpMethod.Patch, Token, first.GetProperty("refresh_token").GetString()!, null));
        Assert.True(second.GetProperty("id").TryGetGuid(out _));
        Assert.Equal(401, await Status(Bearer(HttpMethod.Patch, Token, first.GetProperty("refresh_token").GetString()!, null)));
        JsonElement third = await SendJson(Bearer(HttpMethod.Patch, Token, second.GetProperty("refresh_token").GetString()!, null));
        Assert.Equal(second.GetProperty("id").GetString(), third.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_token_is_good_for_its_own_use_only()
    {
        JsonElement pair = await Exchange("a code");
        Assert.Equal(401, await Status(Bearer(HttpMethod.Patch, Token, pair.GetProperty("access_token").GetString()!, null)));
        Assert.Equal(401, await Status(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", pair.GetProperty("refresh_token").GetString()!, Order)));
    }

    [Fact]
    public async Task An_access_token_expires_when_it_says_so()
    {
        JsonElement pair = await Exchange("a code");
        string token = pair.GetProperty("access_token").GetString()!;
        Assert.Equal("2026-11-22T12:00:00.000000Z", pair.GetProperty("access_expire_at").GetString());
        Wait(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, await Status(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", token, Order)));
        Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(401, await Status(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", token, Order)));
    }

    [Fact]
    public async Task The_life_of_access_tokens_is_set_over_the_control_api_until_a_reset()
    {
        using var life = new StringContent("""{"access_seconds":0}""", Encoding.UTF8, "application/json");
        (await Client.PostAsync(new Uri(Sandbox.BaseUri, "/_sandbox/tokens"), life)).EnsureSuccessStatusCode();
        string expired = (await Exchange("a code")).GetProperty("access_token").GetString()!;
        Assert.Equal(401, await Status(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", expired, Order)));

        await SandboxClient.ResetAsync(Sandbox.BaseUri, default);
        string fresh = (await Exchange("a code")).GetProperty("access_token").GetString()!;
        Assert.Equal(200, await Status(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", fresh, Order)));
    }

    [Fact]
    public async Task A_life_that_is_no_number_is_refused()
    {
        using var life = new StringContent("""{"access_seconds":"soon"}""", Encoding.UTF8, "application/json");
        Assert.Equal(400, (int)(await Client.PostAsync(new Uri(Sandbox.BaseUri, "/_sandbox/tokens"), life)).StatusCode);
    }

    [Fact]
    public async Task A_profile_is_accepted_then_pending_then_completed_and_forgotten_after_an_hour()
    {
        string token = (await Exchange("a code")).GetProperty("access_token").GetString()!;
        Assert.Equal("not_found", await ProfileStatus(token));
        Assert.Equal("accepted", (await SendJson(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", token, Order))).GetProperty("status").GetString());
        Assert.Equal("pending", await ProfileStatus(token));
        Wait(TimeSpan.FromSeconds(1));
        Assert.Equal("completed", await ProfileStatus(token));
        Wait(TimeSpan.FromMinutes(61));
        Assert.Equal("not_found", await ProfileStatus(token));
    }

    [Fact]
    public async Task A_profile_without_its_grant_is_rejected()
    {
        string link = await Link("https://example.com", "read.email");
        HttpResponseMessage response = (await Send(new HttpRequestMessage(HttpMethod.Get, link))).Response;
        string token = (await Exchange(HttpUtility.ParseQueryString(response.Headers.Location!.Query)["authorization_code"]!)).GetProperty("access_token").GetString()!;
        Assert.Equal("rejected", (await SendJson(Bearer(HttpMethod.Post, "/api/v1/oauth/get-profile", token, Order))).GetProperty("status").GetString());
        Assert.DoesNotContain(Sandbox.Control.Ledger, entry => entry.OperationId == "requestFreedomIdProfile" && entry.Effect);
    }

    [Fact]
    public async Task Open_id_brings_state_back_and_the_nonce_into_the_id_token()
    {
        (HttpResponseMessage response, _) = await Send(new HttpRequestMessage(HttpMethod.Get, new Uri(
            Sandbox.BaseUri, "/openid?scope=openid%20read.profile&state=s%261&response_type=code&client_id=c&redirect_uri=https%3A%2F%2Fexample.com%2Flogin&nonce=n-1")));
        var query = HttpUtility.ParseQueryString(response.Headers.Location!.Query);
        Assert.Equal("s&1", query["state"]);

        JsonElement tokens = await SendJson(Basic("/api/v1oidc//token", $$"""{"code":"{{query["code"]}}","redirect_uri":"https://example.com/login","grant_type":"authorization_code"}"""));
        string claims = tokens.GetProperty("id_token").GetString()!.Split('.')[1].Replace('-', '+').Replace('_', '/');
        string text = Encoding.UTF8.GetString(Convert.FromBase64String(claims.PadRight((claims.Length + 3) / 4 * 4, '=')));
        Assert.Equal("n-1", JsonDocument.Parse(text).RootElement.GetProperty("nonce").GetString());
        Assert.Equal(86400, tokens.GetProperty("expires_in").GetInt32());
    }

    private async Task<string> Link(string redirectUri, params string[] grants)
    {
        JsonElement link = await SendJson(Basic("/api/v1/oauth/authorize", JsonSerializer.Serialize(new { redirect_uri = redirectUri, grants })));
        return link.GetProperty("redirect_uri").GetString()!;
    }

    private async Task<string?> ProfileStatus(string token) => (await SendJson(Bearer(HttpMethod.Get, "/api/v1/oauth/get-profile/status", token, Order))).GetProperty("status").GetString();

    private Task<JsonElement> Exchange(string code) => SendJson(Basic(Token, $$"""{"authorization_code":"{{code}}"}"""));

    private async Task<int> Status(HttpRequestMessage request) => (int)(await Send(request)).Response.StatusCode;

    private HttpRequestMessage Basic(string path, string json)
    {
        HttpRequestMessage request = Signing.FreedomId(Sandbox, HttpMethod.Post, path, json);
        string credentials = Sandbox.Credentials.FreedomIdClientId + ":" + Sandbox.Credentials.FreedomIdClientSecret;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return request;
    }

    private HttpRequestMessage Bearer(HttpMethod method, string path, string token, string? json)
    {
        var request = new HttpRequestMessage(method, new Uri(Sandbox.BaseUri, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return request;
    }
}
