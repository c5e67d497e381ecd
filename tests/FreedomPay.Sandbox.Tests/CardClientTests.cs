using System.Text.Json;

namespace FreedomPay.Sandbox.Tests;

public sealed class CardClientTests : SandboxTest
{
    private const string AddV2 = "/v5/card-api/client/add_v2";
    private const string AddV1 = "/v5/card-api/client/add";
    private const string Status = "/v5/card-api/request/status";

    [Theory]
    [InlineData("HS512")]
    [InlineData("HS256")]
    public async Task A_client_is_in_process_first_and_has_an_id_after_the_processing_time(string algorithm)
    {
        JsonElement created = await SendJson(Signing.Card(Sandbox, AddV2, """{"request_id":"r-1","product_id":5000,"client":{"fn_id":"Ivan","ln_id":"Ivanov"}}""", algorithm));
        Assert.Equal("ok", created.GetProperty("status").GetString());
        Assert.Equal("process", created.GetProperty("request_status").GetString());

        JsonElement before = await SendJson(Signing.Card(Sandbox, Status, """{"request_id":"r-1"}""", algorithm));
        Assert.Equal("process", before.GetProperty("request_status").GetString());
        Assert.False(before.TryGetProperty("client_id", out _));

        Wait(TimeSpan.FromMilliseconds(150));
        JsonElement after = await SendJson(Signing.Card(Sandbox, Status, """{"request_id":"r-1"}""", algorithm));
        Assert.Equal("success", after.GetProperty("request_status").GetString());
        Assert.Equal(State().GetProperty("cardClients")[0].GetProperty("client_id").GetString(), after.GetProperty("client_id").GetString());
    }

    [Fact]
    public async Task A_repeated_request_id_is_refused_and_makes_no_second_client()
    {
        const string body = """{"request_id":"r-1","client":{"ln_id":"Ivanov"}}""";
        await SendJson(Signing.Card(Sandbox, AddV2, body));
        JsonElement repeat = await SendJson(Signing.Card(Sandbox, AddV2, body));

        Assert.Equal("error", repeat.GetProperty("status").GetString());
        Assert.Equal("error", repeat.GetProperty("request_status").GetString());
        Assert.Equal("sandbox.duplicate_request", repeat.GetProperty("error_code").GetString());
        Assert.Equal(1, State().GetProperty("counts").GetProperty("cardClients").GetInt32());
        Assert.Equal([true, false], Sandbox.Control.Ledger.Select(entry => entry.Effect));
        Assert.All(Sandbox.Control.Ledger, entry => Assert.Equal("r-1", entry.Key));
    }

    [Fact]
    public async Task A_natural_operation_may_be_repeated_under_a_new_request_id_only_and_its_status_can_be_asked()
    {
        const string path = "/v5/card-api/card/unblock";
        foreach (string id in new[] { "r-1", "r-2" })
        {
            JsonElement answer = await SendJson(Signing.Card(Sandbox, path, $$"""{"request_id":"{{id}}","card_id":"123456789","description":"x"}"""));
            Assert.Equal("process", answer.GetProperty("request_status").GetString());
        }

        JsonElement repeat = await SendJson(Signing.Card(Sandbox, path, """{"request_id":"r-2","card_id":"123456789","description":"x"}"""));
        Assert.Equal("sandbox.duplicate_request", repeat.GetProperty("error_code").GetString());

        Wait(TimeSpan.FromSeconds(1));
        JsonElement status = await SendJson(Signing.Card(Sandbox, Status, """{"request_id":"r-1"}"""));
        Assert.Equal("success", status.GetProperty("request_status").GetString());
        Assert.Equal([true, true, false], Sandbox.Control.Ledger.Select(entry => entry.Effect));
    }

    [Fact]
    public async Task An_unknown_request_id_is_an_error()
    {
        JsonElement answer = await SendJson(Signing.Card(Sandbox, Status, """{"request_id":"never sent"}"""));
        Assert.Equal("error", answer.GetProperty("status").GetString());
        Assert.Equal("sandbox.unknown_request", answer.GetProperty("error_code").GetString());
    }

    [Theory]
    [InlineData(AddV2, """{"request_id":"r-1","client":{"ln_id":"Declined"}}""")]
    [InlineData(AddV1, """{"request_id":"r-1","product_id":2000,"client":{"phone":77010000000,"type":1,"resident":1,"first_name":"Ivan","last_name":"Declined"}}""")]
    [InlineData(AddV1, """{"request_id":"r-1","product_id":1000,"client":{"phone":77010000000,"type":1,"resident":1,"first_name":"Ivan","last_name":"Ivanov"}}""")]
    public async Task A_declined_client_and_one_that_lacks_what_its_product_needs_are_accepted_and_fail_later(string path, string body)
    {
        JsonElement created = await SendJson(Signing.Card(Sandbox, path, body));
        Assert.Equal("process", created.GetProperty("request_status").GetString());

        Wait(TimeSpan.FromSeconds(1));
        JsonElement after = await SendJson(Signing.Card(Sandbox, Status, """{"request_id":"r-1"}"""));
        Assert.Equal("ok", after.GetProperty("status").GetString());
        Assert.Equal("error", after.GetProperty("request_status").GetString());
        Assert.StartsWith("sandbox.", after.GetProperty("error_code").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, State().GetProperty("counts").GetProperty("cardClients").GetInt32());
        Assert.False(Assert.Single(Sandbox.Control.Ledger).Effect);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_before_the_schema_is_looked_at()
    {
        JsonElement answer = await SendJson(Signing.Card(Sandbox, AddV1, "{}", secret: "another secret"));
        Assert.Equal("1100", answer.GetProperty("error_code").GetString());
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Fact]
    public async Task A_missing_field_is_named()
    {
        JsonElement answer = await SendJson(Signing.Card(Sandbox, AddV1, """{"request_id":"r-1","product_id":2000,"client":{"phone":77010000000,"type":1,"resident":1,"first_name":"Ivan"}}"""));
        Assert.Equal("sandbox.validation", answer.GetProperty("error_code").GetString());
        Assert.Contains("client.last_name", answer.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }
}
