using System.Text;
using System.Text.Json;

namespace FreedomPay.Sandbox.Tests;

public sealed class ControlTests : SandboxTest
{
    [Fact]
    public async Task Received_requests_are_listed_with_operation_and_status_and_control_requests_are_not()
    {
        await Send(Signing.Card(Sandbox, "/v5/card-api/client/add_v2", "{}"));
        await Send(new HttpRequestMessage(HttpMethod.Get, new Uri(Sandbox.BaseUri, "/nowhere?secret=1")));
        JsonElement log = await Control("requests");
        Assert.Equal(2, log.GetProperty("total").GetInt32());
        Assert.Equal(
            ["POST /v5/card-api/client/add_v2 createCardClientV2 200", "GET /nowhere  404"],
            log.GetProperty("requests").EnumerateArray().Select(entry => $"{entry.GetProperty("method")} {entry.GetProperty("path")} {entry.GetProperty("operationId")} {entry.GetProperty("status")}"));
    }

    [Fact]
    public async Task The_state_over_http_is_the_state_in_process()
    {
        await Send(Signing.Card(Sandbox, "/v5/card-api/client/add_v2", """{"request_id":"r-1","client":{"fn_id":"Иван"}}"""));
        string state = await SandboxClient.GetStateAsync(Sandbox.BaseUri, default);
        Assert.Equal(Sandbox.Control.StateJson(), state);
        Assert.Equal(JsonDocument.Parse(state).RootElement.GetProperty("counts").GetRawText(), (await Control("counts")).GetRawText());
        Assert.Contains("Иван", state, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_over_http_is_the_ledger_in_process()
    {
        await Send(Signing.Card(Sandbox, "/v5/card-api/client/add_v2", """{"request_id":"r-1"}"""));
        JsonElement entry = (await Control("ledger"))[0];
        Assert.Equal((1, "createCardClientV2", "r-1", true), (entry.GetProperty("sequence").GetInt32(), entry.GetProperty("operationId").GetString(), entry.GetProperty("key").GetString(), entry.GetProperty("effect").GetBoolean()));
        Assert.Equal(Sandbox.Control.Ledger[0].At, entry.GetProperty("at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Faults_keep_all_their_values_over_http()
    {
        var fault = new SandboxFault { Kind = SandboxFaultKind.OversizedAnswer, Count = 3, Probability = 0.25, OperationId = "create?*", LatencyMilliseconds = 5, RetryAfter = "7", StatusCode = 500, AnswerBytes = 9, Skip = 1 };
        await SandboxClient.AddFaultAsync(Sandbox.BaseUri, fault, default);
        Assert.Equal(fault, Assert.Single(Sandbox.Control.Faults));
        Assert.Equal("OversizedAnswer", (await Control("faults"))[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_reset_forgets_everything()
    {
        await Send(Signing.Card(Sandbox, "/v5/card-api/client/add_v2", """{"request_id":"r-1"}"""));
        Sandbox.Control.AddFault(new SandboxFault { Kind = SandboxFaultKind.Reset });
        await SandboxClient.ResetAsync(Sandbox.BaseUri, default);
        Assert.All(State().GetProperty("counts").EnumerateObject(), count => Assert.Equal(0, count.Value.GetInt32()));
        Assert.Empty(Sandbox.Control.Ledger);
        Assert.Empty(Sandbox.Control.Faults);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("""{"kind":"Nonsense"}""")]
    [InlineData("""{"operationId":null}""")]
    [InlineData("""{"statusCode":1}""")]
    public async Task A_fault_that_makes_no_sense_is_refused(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.PostAsync(new Uri(Sandbox.BaseUri, "/_sandbox/faults"), content);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(Sandbox.Control.Faults);
    }

    [Fact]
    public async Task Two_sandboxes_run_side_by_side_and_know_nothing_of_each_other()
    {
        using SandboxServer other = SandboxServer.Start(new SandboxOptions { Credentials = new SandboxCredentials { PartnerSecret = "of the other" } });
        Assert.NotEqual(Sandbox.Port, other.Port);
        await Send(Signing.Card(other, "/v5/card-api/client/add_v2", """{"request_id":"r-1"}"""));
        Assert.Empty(Sandbox.Control.Ledger);
        Assert.Single(other.Control.Ledger);
    }

    [Fact]
    public async Task A_stopped_sandbox_answers_nothing_and_frees_its_port()
    {
        SandboxServer first = SandboxServer.Start();
        await Client.GetStringAsync(new Uri(first.BaseUri, "/_sandbox/state"));
        first.Dispose();
        first.Dispose();
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.GetStringAsync(new Uri(first.BaseUri, "/_sandbox/state")));
        using SandboxServer second = SandboxServer.Start(new SandboxOptions { Port = first.Port });
        Assert.Equal(first.Port, second.Port);
    }

    [Fact]
    public void Credentials_do_not_print_their_secrets()
    {
        Assert.DoesNotContain("secret", new SandboxCredentials().ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
