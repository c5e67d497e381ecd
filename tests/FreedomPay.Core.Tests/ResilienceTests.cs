using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;
using FreedomPay.Core.Resilience;
using FreedomPay.Core.Tests.Support;
using static FreedomPay.Core.Tests.Support.Fixture;

namespace FreedomPay.Core.Tests;

public class ResilienceTests
{
    private readonly ManualTimeProvider time = new();

    public static TheoryData<Safety, string, FaultReason> LostAnswers()
    {
        var data = new TheoryData<Safety, string, FaultReason>();
        foreach (Safety safety in Enum.GetValues<Safety>())
        {
            data.Add(safety, "silence", FaultReason.Timeout);
            data.Add(safety, "reset", FaultReason.ConnectionFailed);
            data.Add(safety, "broken-body", FaultReason.ConnectionFailed);
            data.Add(safety, "500", FaultReason.ServerError);
            data.Add(safety, "503", FaultReason.ServerError);
            data.Add(safety, "408", FaultReason.ServerError);
            data.Add(safety, "member missing", FaultReason.InvalidAnswer);
            data.Add(safety, "garbage", FaultReason.InvalidAnswer);
            data.Add(safety, "empty", FaultReason.InvalidAnswer);
            data.Add(safety, "oversize", FaultReason.InvalidAnswer);
            data.Add(safety, "unsigned", FaultReason.UntrustedAnswer);
            data.Add(safety, "missigned", FaultReason.UntrustedAnswer);
        }

        return data;
    }

    [Theory, MemberData(nameof(LostAnswers))]
    public async Task A_lost_answer_is_retried_exactly_where_the_class_allows_it(Safety safety, string kind, FaultReason reason)
    {
        bool retried = safety is Safety.Read or Safety.Natural or Safety.Replay;
        bool pg = kind is "unsigned" or "missigned";
        ApiOutcome outcome = await Fixture.SendAsync(pg ? Pg(safety) : Jws(safety, answer: "status"), time, [.. Enumerable.Repeat(Lost(kind), retried ? 4 : 1)]);

        Assert.Equal(retried ? 4 : 1, outcome.Attempts);
        Assert.Null(outcome.Answer);
        if (safety is Safety.Read)
        {
            Assert.Equal(OutcomeState.Failed, outcome.State);
            Assert.Equal(reason, outcome.Fault!.Reason);
        }
        else
        {
            Assert.Equal(OutcomeState.Unknown, outcome.State);
            Assert.Equal(FaultReason.OutcomeUnknown, outcome.Fault!.Reason);
            Assert.Equal(reason, outcome.Fault.Cause);
            Assert.Contains(retried ? "is safe." : "It was not sent again.", outcome.Fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(LostAnswers))]
    public async Task The_answer_to_a_retry_is_the_answer(Safety safety, string kind, FaultReason reason)
    {
        _ = reason;
        bool pg = kind is "unsigned" or "missigned";
        Step good = pg ? Steps.Xml(SignedXml("<pg_status>ok</pg_status>")) : Steps.Json("""{"status":"ok"}""");
        bool retried = safety is Safety.Read or Safety.Natural or Safety.Replay;
        ApiOutcome outcome = await Fixture.SendAsync(pg ? Pg(safety) : Jws(safety, answer: "status"), time, retried ? [Lost(kind), good] : [Lost(kind)]);
        Assert.Equal(retried ? OutcomeState.Succeeded : OutcomeState.Unknown, outcome.State);
        Assert.Equal(retried, outcome.Fault is null);
    }

    [Theory]
    [InlineData(Safety.Refuse)]
    [InlineData(Safety.Unkeyed)]
    public async Task The_status_operation_recovers_a_lost_answer(Safety safety)
    {
        ApiRequest request = Jws(safety, probe: new StatusProbe(Jws(path: "/v5/card-api/request/status"), a => (string?)a["request_status"] == "success"));
        using var handler = new ScriptedHandler(Steps.Reset, Steps.Status(500), Steps.Json("""{"status":"ok","request_status":"success","card_id":"c"}"""));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.Succeeded, true, 1), (outcome.State, outcome.Recovered, outcome.Attempts));
        Assert.Equal("c", (string?)outcome.Answer!["card_id"]);
        Assert.Equal("theOperation", outcome.OperationId);
        Assert.Equal(1, handler.Sent.Count(s => s.Uri.AbsolutePath.EndsWith("/card/info", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_status_operation_is_asked_by_the_id_of_the_last_repeat()
    {
        const string First = "019ab688-bef2-72c4-aa29-d0e08be76d95";
        StatusProbe probe = new(Jws(path: "/v5/card-api/request/status", body: new JsonObject { ["request_id"] = First }), a => (string?)a["request_status"] == "success", "request_id");
        ApiRequest request = Jws(Safety.Natural, probe: probe, body: new JsonObject { ["request_id"] = First }, renewed: "request_id");
        using var handler = new ScriptedHandler(Steps.Reset, Steps.Reset, Steps.Reset, Steps.Reset, Steps.Json("""{"status":"ok","request_status":"success"}"""));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.Succeeded, true, 4), (outcome.State, outcome.Recovered, outcome.Attempts));
        string[] ids = [.. handler.Sent.Select(static sent => (string)JsonNode.Parse(sent.Text)!["request_id"]!)];
        Assert.Equal(First, ids[0]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal((ids[3], ids[3]), (ids[4], outcome.RequestId));
    }

    [Fact]
    public async Task A_status_operation_that_does_not_show_the_request_leaves_it_unknown()
    {
        ApiRequest request = Jws(Safety.Refuse, probe: new StatusProbe(Jws(), _ => false));
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Reset, Steps.Json("""{"status":"error","error_code":"1006"}"""));
        Assert.Equal((OutcomeState.Unknown, FaultReason.ConnectionFailed, false), (outcome.State, outcome.Fault!.Cause, outcome.Recovered));
    }

    [Fact]
    public async Task A_refusal_of_the_status_operation_shows_nothing_whatever_it_holds()
    {
        ApiRequest request = Jws(Safety.Refuse, probe: new StatusProbe(Jws(), a => a.ContainsKey("id")));
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Reset, Steps.Json("""{"id":"p","status":"error","error":{"code":"10045"}}"""));
        Assert.Equal((OutcomeState.Unknown, false, FaultReason.ConnectionFailed), (outcome.State, outcome.Recovered, outcome.Fault!.Cause));
    }

    [Fact]
    public async Task A_status_operation_that_cannot_be_asked_or_stumbles_leaves_it_unknown()
    {
        ApiRequest request = Jws(Safety.Unkeyed, probe: new StatusProbe(Jws(), a => a["x"]!.GetValue<bool>()));
        ApiOutcome stumbled = await Fixture.SendAsync(request, time, Steps.Reset, Steps.Json("{}"));
        Assert.Equal(OutcomeState.Unknown, stumbled.State);
        ApiOutcome unasked = await Fixture.SendAsync(request, time, Steps.Reset, Steps.Reset, Steps.Reset, Steps.Reset, Steps.Reset);
        Assert.Equal(OutcomeState.Unknown, unasked.State);
    }

    [Fact]
    public async Task An_unsigned_error_of_the_status_operation_shows_nothing()
    {
        ApiRequest request = Pg(Safety.Unkeyed, probe: new StatusProbe(Pg(), _ => true));
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Reset, Steps.Xml("<r><pg_status>error</pg_status></r>"));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Theory]
    [InlineData(Safety.Read)]
    [InlineData(Safety.Natural)]
    [InlineData(Safety.Replay)]
    [InlineData(Safety.Refuse)]
    [InlineData(Safety.Unkeyed)]
    public async Task What_provably_was_not_sent_is_retried_in_every_class(Safety safety)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(safety), time, Steps.Unreachable, Steps.Unreachable, Steps.Json("""{"status":"ok"}"""));
        Assert.Equal((OutcomeState.Succeeded, 3), (outcome.State, outcome.Attempts));
        ApiOutcome never = await Fixture.SendAsync(Jws(safety), time, Steps.Unreachable, Steps.Unreachable, Steps.Unreachable, Steps.Unreachable);
        Assert.Equal((OutcomeState.NotSent, FaultReason.ConnectionFailed), (never.State, never.Fault!.Reason));
    }

    [Fact]
    public async Task A_lost_attempt_is_not_forgotten_when_later_ones_are_not_sent()
    {
        Step[] script = [Steps.Reset, Steps.Unreachable, Steps.Unreachable, Steps.Unreachable];
        foreach (Safety safety in new[] { Safety.Replay, Safety.Natural })
        {
            ApiOutcome outcome = await Fixture.SendAsync(Jws(safety), time, script);
            Assert.Equal((OutcomeState.Unknown, FaultReason.ConnectionFailed), (outcome.State, outcome.Fault!.Cause));
        }
    }

    [Theory]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(404)]
    [InlineData(429)]
    public async Task A_gate_that_turns_away_the_retry_of_a_replay_says_nothing_about_the_lost_attempt(int status)
    {
        Step[] script = [Steps.Reset, Steps.Status(status, ("Retry-After", "3600"))];
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Replay), time, script);
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Fact]
    public async Task A_refusal_of_the_same_key_settles_a_lost_attempt_of_a_replay()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Replay), time, Steps.Reset, Steps.Json("""{"status":"error","error_code":"1001"}"""));
        Assert.Equal((OutcomeState.Failed, "1001"), (outcome.State, outcome.Fault!.Code));
        Assert.DoesNotContain("earlier sending", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_refusal_settles_nothing()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Pg(Safety.Replay), time, Steps.Reset, Steps.Xml("<r><pg_status>error</pg_status><pg_error_code>1</pg_error_code></r>"));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Theory]
    [InlineData(Safety.Read, false)]
    [InlineData(Safety.Natural, true)]
    public async Task A_refusal_after_a_lost_attempt_says_that_the_attempt_may_have_been_carried_out(Safety safety, bool says)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(safety), time, Steps.Reset, Steps.Json("""{"status":"error","error_code":"1001"}"""));
        Assert.Equal((says ? OutcomeState.Unknown : OutcomeState.Failed, "1001"), (outcome.State, outcome.Fault!.Code));
        Assert.Equal(says ? FaultReason.OutcomeUnknown : FaultReason.Refused, outcome.Fault.Reason);
        Assert.Equal(says, outcome.Fault.Message.EndsWith("that one may have been carried out.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_after_a_lost_attempt_is_explained_by_the_status_operation_that_is_asked_about_the_lost_one()
    {
        StatusProbe probe = new(Jws(path: "/v5/card-api/request/status", body: new JsonObject { ["request_id"] = "r-1" }), a => (string?)a["request_status"] == "success", "request_id");
        using var handler = new ScriptedHandler(Steps.Reset, Steps.Json("""{"status":"error","error_code":"17"}"""), Steps.Json("""{"status":"ok","request_status":"success"}"""));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Jws(Safety.Natural, new JsonObject { ["request_id"] = "r-1" }, probe, renewed: "request_id"), NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.Succeeded, true, "r-1"), (outcome.State, outcome.Recovered, outcome.RequestId));
        Assert.Contains("\"r-1\"", handler.Sent[2].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"r-1\"", handler.Sent[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewed_field_gets_a_new_id_before_the_repeat_of_a_lost_attempt_only()
    {
        var body = new JsonObject { ["request_id"] = "r-1", ["card_id"] = "c" };
        using var handler = new ScriptedHandler(Steps.Status(429), Steps.Unreachable, Steps.Status(500), Steps.Json("{}"));
        using ApiClient client = Client(handler, time, Settings(retries: 4));
        ApiOutcome outcome = await client.SendAsync(Jws(Safety.Natural, body, renewed: "request_id"), NullWireTrace.Instance, default);
        handler.AssertPlayed();
        IEnumerable<string?> ids = handler.Sent.Select(s => (string?)JsonNode.Parse(s.Text)!["request_id"]);
        Assert.Equal(["r-1", "r-1", "r-1", outcome.RequestId!], ids);
        Assert.Matches("^[0-9a-f-]{14}7", outcome.RequestId);
        Assert.Equal(outcome.RequestId, (string?)body["request_id"]);
        Assert.All(handler.Sent, s => Assert.True(JwsSigner.Verify(s.Headers["X-JWS-Signature"], Encoding.UTF8.GetBytes(PartnerSecret), s.Body, JwsAlgorithm.HS512)));
    }

    [Theory]
    [InlineData(Safety.Read)]
    [InlineData(Safety.Replay)]
    [InlineData(Safety.Refuse)]
    [InlineData(Safety.Unkeyed)]
    public async Task Throttling_is_waited_out_in_every_class_in_both_forms_of_Retry_After(Safety safety)
    {
        string date = time.GetUtcNow().AddSeconds(7 + 9).ToString("r", CultureInfo.InvariantCulture);
        ApiOutcome outcome = await Fixture.SendAsync(Jws(safety), time, Steps.Status(429, ("Retry-After", "7")), Steps.Status(429, ("Retry-After", date)), Steps.Json("""{"status":"ok"}"""));
        Assert.Equal((OutcomeState.Succeeded, 3), (outcome.State, outcome.Attempts));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(9)], time.Waits);
    }

    [Theory]
    [InlineData("86401")]
    [InlineData("99999999999")]
    [InlineData("99999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_Retry_After_that_nobody_waits_for_is_none(string value)
    {
        using var handler = new ScriptedHandler(Steps.Status(429, ("Retry-After", value)), Steps.Json("""{"status":"ok"}"""), Steps.Json("""{"status":"ok"}"""));
        using ApiClient client = Fixture.Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Jws(Safety.Unkeyed), NullWireTrace.Instance, CancellationToken.None);
        Assert.Equal((OutcomeState.Succeeded, 2), (outcome.State, outcome.Attempts));
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Jws(Safety.Unkeyed), NullWireTrace.Instance, CancellationToken.None)).State);
        Assert.True(time.Waits.All(wait => wait < TimeSpan.FromMinutes(1)), string.Join(", ", time.Waits));
        handler.AssertPlayed();
    }

    [Theory]
    [InlineData("61", "61 seconds, until 2026-03-01 12:01:01 UTC")]
    [InlineData("86400", "86400 seconds, until 2026-03-02 12:00:00 UTC")]
    public async Task A_longer_Retry_After_than_allowed_ends_the_request_and_says_until_when(string seconds, string said)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Status(429, ("Retry-After", seconds)));
        Assert.Equal((OutcomeState.Failed, FaultReason.Throttled, 429), (outcome.State, outcome.Fault!.Reason, outcome.Fault.HttpStatus));
        Assert.Contains(said, outcome.Fault.Message, StringComparison.Ordinal);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Throttling_that_does_not_end_is_reported_as_such()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Refuse), time, [.. Enumerable.Repeat(Steps.Status(429), 4)]);
        Assert.Equal((OutcomeState.Failed, FaultReason.Throttled, 4), (outcome.State, outcome.Fault!.Reason, outcome.Attempts));
    }

    [Fact]
    public async Task Throttling_then_a_lost_answer_is_unknown()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Status(429), Steps.Reset);
        Assert.Equal((OutcomeState.Unknown, 2), (outcome.State, outcome.Attempts));
    }

    [Fact]
    public async Task Waits_grow_exponentially_with_full_jitter()
    {
        await Fixture.SendAsync(Jws(), time, [.. Enumerable.Repeat(Steps.Status(500), 4)]);
        Assert.Equal([125, 250, 500], time.Waits.Select(w => w.TotalMilliseconds));
    }

    [Fact]
    public async Task No_retries_means_one_attempt()
    {
        using var handler = new ScriptedHandler(Steps.Status(500));
        using ApiClient client = Client(handler, time, Settings(retries: 0));
        ApiOutcome outcome = await client.SendAsync(Jws(), NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.Failed, FaultReason.ServerError), (outcome.State, outcome.Fault!.Reason));
    }

    [Fact]
    public async Task An_exhausted_quota_ends_retries_and_success_refills_it()
    {
        var quota = new RetryQuota();
        while (quota.TrySpend(timeout: false))
        {
        }

        using var handler = new ScriptedHandler(Steps.Status(500), Steps.Json("{}"), Steps.Json("{}"), Steps.Json("{}"), Steps.Json("{}"), Steps.Json("{}"), Steps.Status(500), Steps.Json("{}"));
        using ApiClient client = Client(handler, time, quota: quota);
        ApiOutcome first = await client.SendAsync(Jws(), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.Failed, 1), (first.State, first.Attempts));
        Assert.Contains("quota", first.Fault!.Message, StringComparison.Ordinal);
        for (int i = 0; i < 5; i++) await client.SendAsync(Jws(), NullWireTrace.Instance, default);
        ApiOutcome retried = await client.SendAsync(Jws(), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.Succeeded, 2), (retried.State, retried.Attempts));
        handler.AssertPlayed();
    }

    [Fact]
    public async Task Timeouts_cost_twice()
    {
        var quota = new RetryQuota();
        using var handler = new ScriptedHandler(Steps.Silence(time), Steps.Json("{}"));
        using ApiClient client = Client(handler, time, quota: quota);
        await client.SendAsync(Jws(), NullWireTrace.Instance, default);
        Assert.Equal(RetryQuota.Capacity - 10 + 1, quota.Left);
    }

    [Fact]
    public async Task The_circuit_opens_on_sustained_failure_says_when_it_closes_and_closes()
    {
        Step[] script = [.. Enumerable.Repeat(Steps.Status(500), RetryRules.BreakerThroughput), Steps.Json("{}")];
        using var handler = new ScriptedHandler(script);
        using ApiClient client = Client(handler, time, Settings(retries: 0));
        for (int i = 0; i < RetryRules.BreakerThroughput; i++) await client.SendAsync(Jws(), NullWireTrace.Instance, default);

        ApiOutcome open = await client.SendAsync(Jws(Safety.Unkeyed), NullWireTrace.Instance, default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.CircuitOpen, 0), (open.State, open.Fault!.Reason, open.Attempts));
        Assert.Contains("for the next 15 seconds, until 2026-03-01 12:00:15 UTC", open.Fault.Message, StringComparison.Ordinal);

        time.Advance(RetryRules.BreakDuration);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Jws(), NullWireTrace.Instance, default)).State);
        handler.AssertPlayed();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Throttling_and_refusals_do_not_open_the_circuit(int status)
    {
        using var handler = new ScriptedHandler([.. Enumerable.Repeat(Steps.Status(status), 60)]);
        using ApiClient client = Client(handler, time, Settings(retries: 0));
        for (int i = 0; i < 60; i++) Assert.NotEqual(OutcomeState.NotSent, (await client.SendAsync(Jws(), NullWireTrace.Instance, default)).State);
        handler.AssertPlayed();
    }

    [Fact]
    public async Task Cancelled_before_sending_is_not_sent()
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Jws(Safety.Unkeyed), NullWireTrace.Instance, new CancellationToken(canceled: true));
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.NotSent, FaultReason.Cancelled, 0), (outcome.State, outcome.Fault!.Reason, outcome.Attempts));
    }

    [Theory]
    [InlineData(Safety.Read, false)]
    [InlineData(Safety.Natural, true)]
    [InlineData(Safety.Replay, true)]
    [InlineData(Safety.Refuse, true)]
    [InlineData(Safety.Unkeyed, true)]
    public async Task Cancelled_in_flight_is_unknown_where_it_may_have_acted(Safety safety, bool unknown)
    {
        using var cancel = new CancellationTokenSource();
        using var handler = new ScriptedHandler(async (_, ct) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            throw new InvalidOperationException();
        });
        using ApiClient client = Client(handler, time);
        // The question after a lost answer is not asked of a user who wants to leave.
        ApiRequest request = Jws(safety, probe: new StatusProbe(Jws(), _ => true));
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, cancel.Token);
        handler.AssertPlayed();
        Assert.Equal(unknown ? OutcomeState.Unknown : OutcomeState.Failed, outcome.State);
        Assert.Equal(FaultReason.Cancelled, unknown ? outcome.Fault!.Cause : outcome.Fault!.Reason);
    }

    [Theory]
    [InlineData(Safety.Unkeyed, 429, OutcomeState.NotSent)]
    [InlineData(Safety.Read, 500, OutcomeState.Failed)]
    [InlineData(Safety.Replay, 500, OutcomeState.Unknown)]
    public async Task Cancelled_between_attempts_ends_the_wait(Safety safety, int status, OutcomeState expected)
    {
        var time = new ManualTimeProvider { HoldWaits = true };
        using var cancel = new CancellationTokenSource();
        using var handler = new ScriptedHandler(Steps.Status(status));
        using ApiClient client = Client(handler, time);
        Task<ApiOutcome> sending = client.SendAsync(Jws(safety), NullWireTrace.Instance, cancel.Token);
        await time.WaitBegun;
        await cancel.CancelAsync();
        ApiOutcome outcome = await sending;
        handler.AssertPlayed();
        Assert.Equal(expected, outcome.State);
    }

    [Fact]
    public async Task A_retry_sends_the_same_json_bytes_and_signs_a_pg_form_anew()
    {
        using var json = new ScriptedHandler(Steps.Status(500), Steps.Json("{}"));
        using (ApiClient client = Client(json, time)) await client.SendAsync(Jws(Safety.Replay), NullWireTrace.Instance, default);
        Assert.Equal(json.Sent[0].Body, json.Sent[1].Body);

        using var form = new ScriptedHandler(Steps.Status(500), Steps.Xml(SignedXml("<pg_status>ok</pg_status>")));
        using (ApiClient client = Client(form, time)) await client.SendAsync(Pg(Safety.Replay), NullWireTrace.Instance, default);
        Assert.NotEqual(form.Sent[0].Form["pg_salt"], form.Sent[1].Form["pg_salt"]);
        Assert.NotEqual(form.Sent[0].Form["pg_sig"], form.Sent[1].Form["pg_sig"]);
    }

    private Step Lost(string kind) => kind switch
    {
        "silence" => Steps.Silence(time),
        "reset" => Steps.Reset,
        "broken-body" => Steps.BrokenBody(),
        "member missing" => Steps.Json("""{"state":"ok","status":null}"""),
        "garbage" => Steps.Json("""{"status":"ok","""),
        "empty" => Steps.Json(""),
        "oversize" => Steps.Json("{\"a\":\"" + new string('x', 1 << 20) + "\"}"),
        "unsigned" => Steps.Xml("<response><pg_status>ok</pg_status></response>"),
        "missigned" => Steps.Xml(SignedXml("<pg_status>ok</pg_status>", secret: "another")),
        _ => Steps.Status(int.Parse(kind, CultureInfo.InvariantCulture)),
    };
}
