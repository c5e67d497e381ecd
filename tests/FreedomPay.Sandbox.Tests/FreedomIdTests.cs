using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace FreedomPay.Sandbox.Tests;

public sealed class FreedomIdTests : SandboxTest
{
    private const string Users = "/api/v1/oauth/user";

    [Fact]
    public async Task A_new_user_has_a_uuid()
    {
        JsonElement created = await Create("+77010000001", "a@example.com");
        Assert.True(created.GetProperty("freedom_id").TryGetGuid(out _));
        Assert.Equal("+77010000001", Assert.Single(Sandbox.Control.Ledger).Key);
    }

    [Fact]
    public async Task A_phone_that_is_taken_is_refused_with_409()
    {
        await Create("+77010000001", "a@example.com");
        (HttpResponseMessage response, string body) = await Send(Signing.FreedomId(Sandbox, HttpMethod.Post, Users, """{"phone":"+77010000001"}"""));
        Assert.Equal(409, (int)response.StatusCode);
        Assert.Contains("phone", body, StringComparison.Ordinal);
        Assert.Equal(1, State().GetProperty("counts").GetProperty("users").GetInt32());
        Assert.Equal([true, false], Sandbox.Control.Ledger.Select(entry => entry.Effect));
    }

    [Fact]
    public async Task An_email_that_is_taken_is_skipped_on_create_and_refused_on_update()
    {
        await Create("+77010000001", "a@example.com");
        JsonElement second = await Create("+77010000002", "a@example.com");
        JsonElement users = State().GetProperty("users");
        Assert.Equal(2, users.GetArrayLength());
        Assert.False(users[1].TryGetProperty("email", out _));

        (HttpResponseMessage response, _) = await Send(Signing.FreedomId(Sandbox, HttpMethod.Put, Users, $$"""{"freedom_id":"{{second.GetProperty("freedom_id").GetString()}}","email":"a@example.com"}"""));
        Assert.Equal(409, (int)response.StatusCode);
    }

    [Fact]
    public async Task An_update_changes_the_user_and_frees_the_old_phone()
    {
        string id = (await Create("+77010000001", "a@example.com")).GetProperty("freedom_id").GetString()!;
        (HttpResponseMessage response, string body) = await Send(Signing.FreedomId(Sandbox, HttpMethod.Put, Users, $$"""{"freedom_id":"{{id}}","phone":"+77010000009","firstname":"Jane"}"""));
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("{}", body);
        Assert.Equal("Jane", State().GetProperty("users")[0].GetProperty("firstname").GetString());
        Assert.True((await Create("+77010000001", "b@example.com")).TryGetProperty("freedom_id", out _));
    }

    [Fact]
    public async Task An_unknown_user_cannot_be_updated()
    {
        (HttpResponseMessage response, _) = await Send(Signing.FreedomId(Sandbox, HttpMethod.Put, Users, """{"freedom_id":"828cf71d-a447-4a67-a149-c1df8bc197ca"}"""));
        Assert.Equal(404, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("""{"phone":"77010000001"}""", "phone")]
    [InlineData("""{"phone":"+77010000001","country":"KZ"}""", "country")]
    [InlineData("""{"phone":"+77010000001","country":"kaz"}""", "country")]
    [InlineData("""{"phone":"+77010000001","gender":"X"}""", "gender")]
    [InlineData("""{"phone":"+77010000001","date_of_birth":"01.02.2000"}""", "date_of_birth")]
    [InlineData("""{"phone":"+77010000001","date_of_birth":"2000-02-30"}""", "date_of_birth")]
    [InlineData("""{"phone":"+77010000001","email":"nobody"}""", "email")]
    [InlineData("""{"phone":77010000001}""", "phone")]
    [InlineData("""{"phone":"+77010000001\n"}""", "phone")]
    public async Task A_value_that_breaks_the_schema_is_refused_with_422_under_its_name(string json, string name)
    {
        (HttpResponseMessage response, string body) = await Send(Signing.FreedomId(Sandbox, HttpMethod.Post, Users, json));
        Assert.Equal(422, (int)response.StatusCode);
        Assert.True(JsonDocument.Parse(body).RootElement.GetProperty("error").GetProperty("errors").TryGetProperty(name, out _), body);
    }

    [Fact]
    public async Task Tokens_that_the_sandbox_hands_out_are_accepted_and_an_invalid_code_is_100101()
    {
        JsonElement pair = await SendJson(Exchange("a code"));
        string token = pair.GetProperty("access_token").GetString()!;
        Assert.Matches("^[a-zA-Z0-9]{128}$", token);
        using HttpRequestMessage create = Signing.FreedomId(Sandbox, HttpMethod.Post, Users, """{"phone":"+77010000001"}""");
        create.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(200, (int)(await Client.SendAsync(create)).StatusCode);

        JsonElement refused = await SendJson(Exchange("invalid"));
        Assert.Equal(100101, refused.GetProperty("error").GetProperty("code").GetInt32());
    }

    private Task<JsonElement> Create(string phone, string email) =>
        SendJson(Signing.FreedomId(Sandbox, HttpMethod.Post, Users, $$"""{"phone":"{{phone}}","email":"{{email}}"}"""));

    private HttpRequestMessage Exchange(string code)
    {
        HttpRequestMessage request = Signing.FreedomId(Sandbox, HttpMethod.Post, "/api/v1/oauth/token", $$"""{"authorization_code":"{{code}}"}""");
        string credentials = Sandbox.Credentials.FreedomIdClientId + ":" + Sandbox.Credentials.FreedomIdClientSecret;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        return request;
    }
}
