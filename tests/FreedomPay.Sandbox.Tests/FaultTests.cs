using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace FreedomPay.Sandbox.Tests;

public sealed class FaultTests : SandboxTest
{
    private const string Add = "/v5/card-api/client/add_v2";

    [Theory]
    [InlineData("3")]
    [InlineData("Sat, 21 Nov 2026 12:00:05 GMT")]
    public async Task Too_many_requests_is_429_with_the_retry_after_as_given_and_without_an_effect(string retryAfter)
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.TooManyRequests, RetryAfter = retryAfter, Count = 1 });
        (HttpResponseMessage response, _) = await Send(Client1());
        Assert.Equal(429, (int)response.StatusCode);
        Assert.Equal(retryAfter, response.Headers.NonValidated["Retry-After"].ToString());
        Assert.Empty(Sandbox.Control.Ledger);
        Assert.Equal(200, (int)(await Send(Client1())).Response.StatusCode);
    }

    [Fact]
    public async Task A_server_error_has_its_status_and_no_effect()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.ServerError, StatusCode = 502, Count = 1 });
        Assert.Equal(502, (int)(await Send(Client1())).Response.StatusCode);
        Assert.Empty(Sandbox.Control.Ledger);
    }

    [Fact]
    public async Task A_reset_leaves_no_answer_and_no_effect()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.Reset, Count = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.SendAsync(Client1()));
        Assert.Empty(Sandbox.Control.Ledger);
        Assert.Equal(0, (await Control("requests")).GetProperty("requests")[0].GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_effect_and_the_repeat_is_a_duplicate()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.AnswerLost, Count = 1 });
        await Assert.ThrowsAsync<HttpRequestException>(() => Client.SendAsync(Client1()));
        Assert.True(Assert.Single(Sandbox.Control.Ledger).Effect);
        JsonElement repeat = await SendJson(Client1());
        Assert.Equal("sandbox.duplicate_request", repeat.GetProperty("error_code").GetString());
    }

    [Fact]
    public async Task Malformed_answers_come_in_four_forms_that_are_no_json_and_have_their_effect()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.MalformedAnswer, Count = 4 });
        var bodies = new HashSet<string>();
        for (int i = 0; i < 4; i++)
        {
            (HttpResponseMessage response, string body) = await Send(Client1("r-" + i));
            Assert.Equal(200, (int)response.StatusCode);
            Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(body));
            bodies.Add(body);
        }

        Assert.Equal(4, bodies.Count);
        Assert.Equal(4, Sandbox.Control.Ledger.Count(entry => entry.Effect));
    }

    [Fact]
    public async Task Malformed_pg_answers_are_no_xml()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.MalformedAnswer, Count = 4 });
        for (int i = 0; i < 4; i++)
        {
            (_, string body) = await Send(Payment());
            Assert.ThrowsAny<XmlException>(() => XDocument.Parse(body));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_answer_has_the_length_that_was_asked_for_and_can_be_read(bool xml)
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.OversizedAnswer, Count = 1, AnswerBytes = 1_000_003 });
        (_, string body) = await Send(xml ? Payment() : Client1());
        Assert.Equal(1_000_003, body.Length);
        if (xml) Assert.Equal("ok", XDocument.Parse(body).Root!.Element("pg_status")!.Value);
        else Assert.Equal("ok", JsonDocument.Parse(body).RootElement.GetProperty("status").GetString());
        Assert.True(Assert.Single(Sandbox.Control.Ledger).Effect);
    }

    [Fact]
    public async Task A_client_that_hangs_up_on_an_oversized_answer_does_no_harm()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.OversizedAnswer, Count = 1, AnswerBytes = 64L * 1024 * 1024 });
        using (HttpResponseMessage response = await Client.SendAsync(Client1(), HttpCompletionOption.ResponseHeadersRead)) Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("ok", (await SendJson(Client1("r-2"))).GetProperty("status").GetString());
        Assert.Equal(0, State().GetProperty("counts").GetProperty("unhandledExceptions").GetInt32());
    }

    [Fact]
    public async Task A_wrong_signature_spoils_pg_answers_and_leaves_json_alone()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.WrongSignature, Count = 2 });
        XElement answer = XDocument.Parse((await Send(Payment())).Body).Root!;
        string right = Signing.Pg("init_payment", answer.Elements().Where(element => element.Name != "pg_sig").Select(element => KeyValuePair.Create(element.Name.LocalName, element.Value)), Sandbox.Credentials.MerchantSecret);
        Assert.Matches("^[0-9a-f]{32}$", answer.Element("pg_sig")!.Value);
        Assert.NotEqual(right, answer.Element("pg_sig")!.Value);
        Assert.Equal("process", (await SendJson(Client1())).GetProperty("request_status").GetString());
        Assert.Empty(Sandbox.Control.Faults);
    }

    [Fact]
    public async Task Latency_delays_and_combines_with_another_fault()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.Latency, LatencyMilliseconds = 60, Count = 1 });
        await Fault(new SandboxFault { Kind = SandboxFaultKind.ServerError, Count = 1 });
        var clock = Stopwatch.StartNew();
        Assert.Equal(503, (int)(await Send(Client1())).Response.StatusCode);
        Assert.True(clock.ElapsedMilliseconds >= 55, "took " + clock.ElapsedMilliseconds);
        Assert.Empty(Sandbox.Control.Faults);
    }

    [Fact]
    public async Task A_fault_hits_only_operations_that_match_and_only_after_those_it_skips()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.ServerError, OperationId = "createCard*", Skip = 2, Count = 1 });
        Assert.Equal(200, (int)(await Send(Payment())).Response.StatusCode);
        int[] statuses = [await Status("1"), await Status("2"), await Status("3"), await Status("4")];
        Assert.Equal([200, 200, 503, 200], statuses);

        async Task<int> Status(string id) => (int)(await Send(Client1(id))).Response.StatusCode;
    }

    [Fact]
    public async Task Random_faults_are_the_same_in_every_run_of_one_seed()
    {
        List<bool> first = await Run();
        Sandbox.Control.Reset();
        List<bool> second = await Run();
        Assert.Equal(first, second);
        Assert.Contains(true, first);
        Assert.Contains(false, first);

        async Task<List<bool>> Run()
        {
            await Fault(new SandboxFault { Kind = SandboxFaultKind.ServerError, Probability = 0.5 });
            var hits = new List<bool>();
            for (int i = 0; i < 40; i++) hits.Add((int)(await Send(Client1("r-" + i))).Response.StatusCode == 503);
            return hits;
        }
    }

    [Fact]
    public async Task Control_requests_are_never_faulty_and_clearing_ends_all_faults()
    {
        await Fault(new SandboxFault { Kind = SandboxFaultKind.Reset });
        await SandboxClient.GetStateAsync(Sandbox.BaseUri, default);
        await SandboxClient.ClearFaultsAsync(Sandbox.BaseUri, default);
        Assert.Empty(Sandbox.Control.Faults);
        Assert.Equal(200, (int)(await Send(Client1())).Response.StatusCode);
    }

    private Task Fault(SandboxFault fault) => SandboxClient.AddFaultAsync(Sandbox.BaseUri, fault, default);

    private HttpRequestMessage Client1(string requestId = "r-1") => Signing.Card(Sandbox, Add, $$"""{"request_id":"{{requestId}}"}""");

    private HttpRequestMessage Payment() => Signing.Merchant(Sandbox, "/init_payment", ("pg_amount", "25"), ("pg_description", "x"));
}
