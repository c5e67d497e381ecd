using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>Requests that an earlier run may have sent: the doubt ends when they were carried out, or are shown not to have been, and never before.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Unknown = """{"status":"error","error_code":"404","error_description":"request_id is unknown"}""";
    private const string Invalid = """{"status":"error","error_code":"9403","error_description":"Incorrectly passed input parameters"}""";
    private const string Found = """{"status":"ok","request_status":"process"}""";
    private static readonly ApiRoute Route = new(WireProtocol.Jws, CredentialKind.Partner);
    private readonly string folder = Directory.CreateTempSubdirectory("resume").FullName;
    private readonly ManualTimeProvider time = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_request_that_the_API_does_not_know_is_sent_again_under_its_key()
    {
        (ApiOutcome outcome, ScriptedHandler handler) = await ResumeAsync(Safety.Refuse, Steps.Json(Unknown), Steps.Json("""{"status":"ok"}"""));
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.Contains("\"first-key\"", handler.Sent[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "<html>not found</html>")]
    [InlineData(400, "")]
    [InlineData(302, Unknown)]
    [InlineData(401, Unknown)]
    public async Task A_refusal_that_is_not_the_APIs_own_lets_nothing_leave(int status, string body)
    {
        (ApiOutcome outcome, ScriptedHandler handler) = await ResumeAsync(Safety.Refuse, Steps.Json(body, status));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
        Assert.Equal(FaultReason.OutcomeUnknown, outcome.Fault!.Reason);
        Assert.Single(handler.Sent);
    }

    [Theory]
    [InlineData(Safety.Refuse)]
    [InlineData(Safety.Natural)]
    public async Task A_repeat_that_is_refused_leaves_the_doubt_unless_the_status_operation_shows_the_request(Safety safety)
    {
        Step[] asked = safety is Safety.Refuse ? [Steps.Json(Unknown)] : [];
        (ApiOutcome outcome, _) = await ResumeAsync(safety, [.. asked, Steps.Json(Invalid), Steps.Json(Unknown)]);
        Assert.Equal((OutcomeState.Unknown, FaultReason.OutcomeUnknown, FaultReason.Refused), (outcome.State, outcome.Fault!.Reason, outcome.Fault.Cause!.Value));
        Assert.Equal("9403", outcome.Fault.Code);
        Assert.Contains("earlier run is not known", outcome.Fault.Message, StringComparison.Ordinal);
        Assert.Contains("Incorrectly passed", outcome.Fault.Message, StringComparison.Ordinal);

        (outcome, _) = await ResumeAsync(safety, [.. asked, Steps.Json(Invalid), Steps.Json(Found)]);
        Assert.True(outcome is { State: OutcomeState.Succeeded, Recovered: true });
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    public async Task A_repeat_that_a_gate_turns_away_leaves_the_doubt(int status)
    {
        (ApiOutcome outcome, _) = await ResumeAsync(Safety.Refuse, [Steps.Json(Unknown), .. Enumerable.Repeat(Steps.Status(status), status == 429 ? 4 : 1)]);
        Assert.Equal((OutcomeState.Unknown, FaultReason.OutcomeUnknown), (outcome.State, outcome.Fault!.Reason));
    }

    [Fact]
    public async Task A_repeat_that_does_not_leave_leaves_the_doubt()
    {
        (ApiOutcome outcome, _) = await ResumeAsync(Safety.Refuse, [Steps.Json(Unknown), .. Enumerable.Repeat(Steps.Unreachable, 4)]);
        Assert.Equal((OutcomeState.Unknown, FaultReason.ConnectionFailed), (outcome.State, outcome.Fault!.Cause!.Value));
    }

    [Fact]
    public async Task A_refusal_under_the_same_key_settles_a_replay()
    {
        (ApiOutcome outcome, _) = await ResumeAsync(Safety.Replay, Steps.Json(Invalid));
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused), (outcome.State, outcome.Fault!.Reason));
    }

    [Theory]
    [InlineData(OutcomeState.Failed)]
    [InlineData(OutcomeState.NotSent)]
    [InlineData(OutcomeState.Unknown)]
    public async Task A_doubt_of_a_row_outlives_whatever_becomes_of_its_repeats(OutcomeState repeat)
    {
        using (Journal journal = Open()) await journal.ClaimAsync(Look(journal), "first-key", new Sending(time.GetUtcNow(), null));
        for (int run = 0; run < 3; run++)
        {
            using Journal journal = Open();
            JournalTicket ticket = Look(journal);
            Assert.Equal((JournalVerdict.InDoubt, "first-key"), (ticket.Verdict, ticket.RequestId));
            await journal.ClaimAsync(ticket, ticket.RequestId, new Sending(time.GetUtcNow(), null));
            var fault = new ApiFault { Reason = FaultReason.Refused, Message = "no", Code = "9403" };
            await journal.RecordAsync(ticket, Task.FromResult(new ApiOutcome { State = repeat, OperationId = "theOperation", RequestId = ticket.RequestId, Fault = fault }), static answer => answer);
        }

        Assert.Equal(OutcomeState.Unknown, JournalReader.Rows(File0, out _, out _).Single().End!.State);
    }

    [Fact]
    public async Task A_doubt_ends_with_a_success_and_with_an_answer_that_says_that_it_was_not_carried_out()
    {
        var ended = new ApiOutcome { State = OutcomeState.Succeeded, OperationId = "theOperation", RequestId = "first-key", Answer = [], Recovered = true };
        using (Journal journal = Open()) await journal.ClaimAsync(Look(journal), "first-key", new Sending(time.GetUtcNow(), null));
        using (Journal journal = Open()) await journal.RecordAsync(Look(journal), Task.FromResult(ended), static _ => null);
        using (Journal journal = Open()) Assert.Equal(JournalVerdict.Send, Look(journal).Verdict);
        using (Journal journal = Open()) await journal.ClaimAsync(Look(journal), "second-key", new Sending(time.GetUtcNow(), null));
        using (Journal journal = Open()) await journal.RecordAsync(Look(journal), Task.FromResult(ended), static answer => answer);
        using (Journal journal = Open()) Assert.Equal(JournalVerdict.Done, Look(journal).Verdict);
    }

    [Fact]
    public async Task A_repeat_that_may_have_a_new_key_gets_one_and_the_doubt_is_asked_for_by_the_old_one()
    {
        var handler = new ScriptedHandler(Steps.Json("""{"status":"error","error_code":"17"}"""), Steps.Json(Unknown));
        using ApiClient client = Fixture.Client(handler, time);
        int claims = 0;
        ApiOutcome outcome = await client.SendAsync(Request(Safety.Natural, "request_id", (id, _) =>
        {
            claims += id == "first-key" ? 0 : 1;
            return Task.FromResult<RequestRefusal?>(null);
        }), NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.Unknown, "first-key", 1), (outcome.State, outcome.RequestId, claims));
        Assert.DoesNotContain("first-key", handler.Sent[0].Text, StringComparison.Ordinal);
        Assert.Contains("first-key", handler.Sent[1].Text, StringComparison.Ordinal);
    }

    private static ApiRequest Request(Safety safety, string? renewed = null, Func<string?, ApiTime, Task<RequestRefusal?>>? claim = null) => new()
    {
        OperationId = "theOperation",
        Method = "POST",
        Path = "/v5/card-api/client/add_v2",
        Route = Route,
        Safety = safety,
        Body = new JsonObject { ["request_id"] = "first-key" },
        RequestId = "first-key",
        InDoubt = true,
        RenewedField = renewed,
        Claim = claim,
        Probe = new StatusProbe(Fixture.Jws(body: new JsonObject { ["request_id"] = "first-key" }), static answer => (string?)answer["request_status"] is "process", "request_id"),
    };

    private string File0 => Path.Combine(folder, "run.jsonl");

    private static JournalTicket Look(Journal journal) => journal.Look(1, "theOperation", null, "request_id", new JsonObject { ["product_id"] = 1000 }, null, []);

    private Journal Open() => Journal.Open(File0, "New-Thing", Fixture.Settings(), Route, time);

    private async Task<(ApiOutcome Outcome, ScriptedHandler Handler)> ResumeAsync(Safety safety, params Step[] script)
    {
        var handler = new ScriptedHandler(script);
        using ApiClient client = Fixture.Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Request(safety), NullWireTrace.Instance, default);
        handler.AssertPlayed();
        return (outcome, handler);
    }
}
