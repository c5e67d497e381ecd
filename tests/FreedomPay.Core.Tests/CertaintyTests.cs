using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;
using static FreedomPay.Core.Tests.Support.Fixture;

namespace FreedomPay.Core.Tests;

/// <summary>What an answer proves of its request. Only what is certain is carried out or refused; all else is doubt.</summary>
public sealed class CertaintyTests : IDisposable
{
    private const string Ok = "<pg_status>ok</pg_status>";
    private readonly ManualTimeProvider time = new();
    private readonly string folder = Directory.CreateTempSubdirectory("certainty").FullName;

    public static TheoryData<string> CredentialCodes => ["100", "101", "1100", "9997", "9998"];

    public static TheoryData<string> OpenCodes => ["0", "00", "09999", "475", "600", "1000", "9999", "10025", "10026", "11014", "11052", "12000", "99999"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_asked_about(int status)
    {
        StatusProbe probe = new(Jws(path: "/v5/card-api/request/status"), static answer => (string?)answer["request_status"] == "success");
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Refuse, probe: probe), time, Steps.Status(status), Steps.Json("""{"status":"ok","request_status":"success"}"""));
        Assert.True(outcome is { State: OutcomeState.Succeeded, Recovered: true });
    }

    [Theory]
    [InlineData("<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>", 200)]
    [InlineData("<pg_status>error</pg_status>", 200)]
    [InlineData("<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>", 400)]
    [InlineData("<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>", 403)]
    [InlineData(Ok, 200)]
    public async Task An_answer_whose_signature_is_there_and_wrong_proves_nothing(string inner, int status)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(SignedXml(inner, secret: "other"), status));
        Assert.Equal((OutcomeState.Unknown, FaultReason.UntrustedAnswer), (outcome.State, outcome.Fault!.Cause));
        outcome = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(SignedXml(inner).Replace("<pg_sig>", "<pg_sig>x", StringComparison.Ordinal), status));
        Assert.Equal((OutcomeState.Unknown, FaultReason.UntrustedAnswer), (outcome.State, outcome.Fault!.Cause));
    }

    // The code in a refusal may be one that leaves all open: a refusal without its end is none.
    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task A_refusal_that_is_cut_leaves_the_state_open(int status)
    {
        const string Json = """{"status":"error","error_code":"99""";
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json(Json, status));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
        outcome = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml("<response><pg_status>error</pg_status><pg_error_code>99", status));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
        outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json("<html><body>Forbidden</body></html>", status));
        Assert.Equal((OutcomeState.Failed, FaultReason.Refused), (outcome.State, outcome.Fault!.Reason));
        outcome = await Fixture.SendAsync(Jws(Safety.Read), time, Steps.Json(Json, status));
        Assert.Equal(OutcomeState.Failed, outcome.State);
    }

    [Theory]
    [InlineData(400, OutcomeState.Unknown)]
    [InlineData(409, OutcomeState.Unknown)]
    [InlineData(401, OutcomeState.Failed)]
    [InlineData(403, OutcomeState.Failed)]
    public async Task A_refusal_whose_text_does_not_come_leaves_the_state_open_unless_its_status_tells_all(int status, OutcomeState state)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.BrokenBody(status));
        Assert.Equal(state, outcome.State);
    }

    // Two numbers of one payment: which of them was made nobody can tell.
    [Fact]
    public async Task An_element_that_is_there_twice_where_one_is_needed_leaves_the_state_open()
    {
        ApiRequest request = new()
        {
            OperationId = "createPayment",
            Method = "POST",
            Path = "/g2g/status_v2",
            Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant),
            Safety = Safety.Unkeyed,
            Body = new JsonObject { ["pg_amount"] = "1" },
            AnswerFields = ["pg_payment_id"],
        };
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Xml(SignedXml(Ok + "<pg_payment_id>1</pg_payment_id><pg_payment_id>1</pg_payment_id>")));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(424)]
    [InlineData(493)]
    public async Task A_status_that_refuses_around_an_answer_that_succeeds_is_doubt(int status)
    {
        ApiOutcome pg = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(SignedXml(Ok), status));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (pg.State, pg.Fault!.Cause));
        ApiOutcome jws = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json("""{"status":"ok"}""", status));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (jws.State, jws.Fault!.Cause));
        // Where the first answer was lost, such a one does not settle that nothing was done.
        Step contradiction = Steps.Xml(SignedXml(Ok), status);
        ApiOutcome repeated = await Fixture.SendAsync(Pg(Safety.Replay), time, Steps.Status(500), contradiction, contradiction, Steps.Xml(SignedXml(Ok)));
        Assert.Equal(OutcomeState.Succeeded, repeated.State);
    }

    [Theory]
    [MemberData(nameof(OpenCodes))]
    public async Task A_code_that_leaves_the_state_open_is_doubt_where_something_was_to_be_done(string code)
    {
        string xml = SignedXml($"<pg_status>error</pg_status><pg_error_code>{code}</pg_error_code><pg_error_description>busy</pg_error_description>");
        foreach (Safety safety in new[] { Safety.Refuse, Safety.Unkeyed })
        {
            ApiOutcome pg = await Fixture.SendAsync(Pg(safety), time, Steps.Xml(xml));
            Assert.Equal((OutcomeState.Unknown, FaultReason.ServerError, code, "busy"), (pg.State, pg.Fault!.Cause, pg.Fault.Code, pg.Fault.Description));
            ApiOutcome jws = await Fixture.SendAsync(Jws(safety), time, Steps.Json($$"""{"status":"error","error_code":"{{code}}"}"""));
            Assert.Equal((OutcomeState.Unknown, FaultReason.ServerError), (jws.State, jws.Fault!.Cause));
        }

        ApiOutcome read = await Fixture.SendAsync(Pg(), time, Steps.Xml(xml));
        Assert.Equal((OutcomeState.Failed, FaultReason.ServerError, code), (read.State, read.Fault!.Reason, read.Fault.Code));
    }

    [Fact]
    public async Task A_code_that_leaves_the_state_open_is_not_the_word_that_a_request_is_unknown()
    {
        var request = new ApiRequest
        {
            OperationId = "o", Method = "POST", Path = "/x", Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner), Safety = Safety.Refuse,
            Body = new JsonObject { ["request_id"] = "r-1" }, InDoubt = true, Probe = new StatusProbe(Jws(), static _ => true),
        };
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Json("""{"status":"error","error_code":"9999","error_description":"system error"}"""));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Theory]
    [MemberData(nameof(CredentialCodes))]
    public async Task A_code_for_wrong_credentials_is_certain_until_an_answer_has_verified_and_doubt_after(string code)
    {
        string error = $"<pg_status>error</pg_status><pg_error_code>{code}</pg_error_code><pg_error_description>no</pg_error_description>";
        foreach (string xml in new[] { $"<response>{error}</response>", SignedXml(error), SignedXml(error, secret: "other") })
        {
            using var handler = new ScriptedHandler(Steps.Xml(xml), Steps.Xml(SignedXml(Ok)), Steps.Xml(xml));
            using ApiClient client = Client(handler, time);
            ApiOutcome first = await client.SendAsync(Pg(Safety.Unkeyed), NullWireTrace.Instance, default);
            Assert.Equal((OutcomeState.Failed, FaultReason.Unauthorized, code), (first.State, first.Fault!.Reason, first.Fault.Code));
            Assert.Contains("Check -Merchant of Connect-FreedomPay.", first.Fault.Message, StringComparison.Ordinal);
            Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Pg(Safety.Unkeyed), NullWireTrace.Instance, default)).State);
            ApiOutcome later = await client.SendAsync(Pg(Safety.Unkeyed), NullWireTrace.Instance, default);
            Assert.Equal((OutcomeState.Unknown, FaultReason.Unauthorized), (later.State, later.Fault!.Cause));
            handler.AssertPlayed();
        }
    }

    [Fact]
    public async Task What_one_credential_has_proven_says_nothing_of_another()
    {
        using var handler = new ScriptedHandler(Steps.Json("""{"status":"ok"}"""), Steps.Xml("<r><pg_status>error</pg_status><pg_error_code>9998</pg_error_code></r>"));
        using ApiClient client = Client(handler, time);
        await client.SendAsync(Jws(Safety.Unkeyed), NullWireTrace.Instance, default);
        Assert.Equal(FaultReason.Unauthorized, (await client.SendAsync(Pg(Safety.Unkeyed), NullWireTrace.Instance, default)).Fault!.Reason);
    }

    [Theory]
    [InlineData(CredentialKind.Partner, "-Partner")]
    [InlineData(CredentialKind.Merchant, "-Merchant")]
    [InlineData(CredentialKind.Payout, "-Payout")]
    [InlineData(CredentialKind.FreedomIdClient, "-FreedomId")]
    [InlineData(CredentialKind.FreedomIdToken, "-FreedomIdToken")]
    public async Task A_credential_that_is_not_accepted_is_named_by_its_parameter(CredentialKind credential, string parameter)
    {
        var settings = new ConnectionSettings
        {
            BaseUri = Settings().BaseUri, Partner = Settings().Partner, Merchant = Settings().Merchant, Payout = new Credential("1", new Secret("payout-secret")),
            FreedomIdClient = Settings().FreedomIdClient, FreedomIdToken = Settings().FreedomIdToken, Timeout = Settings().Timeout,
        };
        WireProtocol protocol = credential switch { CredentialKind.Payout => WireProtocol.Pg, CredentialKind.FreedomIdClient => WireProtocol.Basic, CredentialKind.FreedomIdToken => WireProtocol.Bearer, _ => WireProtocol.Jws };
        Step[] answers = protocol is WireProtocol.Jws ? [Steps.Status(401), Steps.Status(403), Steps.Json("""{"status":"error","error_code":1100}"""), Steps.Json("""{"error":{"code":"1100"}}""", 422)] : [Steps.Status(401), Steps.Status(403)];
        foreach (Step answer in answers)
        {
            using var handler = new ScriptedHandler(answer);
            using ApiClient client = Client(handler, time, settings);
            var request = new ApiRequest { OperationId = "o", Method = "POST", Path = "/x", Route = new ApiRoute(protocol, credential), Safety = Safety.Unkeyed, Body = new JsonObject { ["a"] = "b" } };
            ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
            Assert.Equal((OutcomeState.Failed, FaultReason.Unauthorized), (outcome.State, outcome.Fault!.Reason));
            Assert.Contains($"Check {parameter} of Connect-FreedomPay.", outcome.Fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_wrong_secret_ends_the_run_with_what_is_on_the_wire(int limit)
    {
        const string Denied = "<response><pg_status>error</pg_status><pg_error_code>1100</pg_error_code></response>";
        ApiOutcome[] outcomes = await RunAsync(20, limit, Steps.Xml(Denied));
        int sent = outcomes.Count(static outcome => outcome.State is OutcomeState.Failed);
        Assert.InRange(sent, 1, limit);
        Assert.All(outcomes, static outcome => Assert.Equal(FaultReason.Unauthorized, outcome.Fault!.Reason));
        Assert.Equal(20 - sent, outcomes.Count(static outcome => outcome.State is OutcomeState.NotSent));
        Assert.Contains("Check -Merchant of Connect-FreedomPay.", outcomes[^1].Fault!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("redirect", 1)]
    [InlineData("redirect", 4)]
    [InlineData("page", 1)]
    [InlineData("missigned", 1)]
    [InlineData("missigned", 4)]
    [InlineData("missigned error", 1)]
    public async Task Three_answers_in_a_row_that_tell_nothing_end_the_run(string kind, int limit)
    {
        Step answer = kind switch
        {
            "redirect" => Steps.Status(302, ("Location", "https://login.example/")),
            "page" => Steps.Xml("<html><head><title>Sign in</title></head></html>"),
            "missigned" => Steps.Xml(SignedXml(Ok, secret: "other")),
            _ => Steps.Xml(SignedXml("<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>", secret: "other")),
        };
        ApiOutcome[] outcomes = await RunAsync(30, limit, answer);
        Assert.InRange(outcomes.Count(static outcome => outcome.State is OutcomeState.Unknown), 3, 2 + limit);
        Assert.All(outcomes.Where(static outcome => outcome.State is not OutcomeState.Unknown), static outcome =>
            Assert.Equal((OutcomeState.NotSent, FaultReason.CircuitOpen), (outcome.State, outcome.Fault!.Reason)));
    }

    [Fact]
    public async Task An_answer_of_the_API_in_between_goes_on_with_the_run()
    {
        var guard = new RunGuard();
        Step lost = Steps.Status(302), good = Steps.Json("""{"status":"ok"}"""), no = Steps.Json("""{"status":"error","error_code":"5"}""");
        using var handler = new ScriptedHandler(lost, lost, good, lost, lost, no, lost, lost, lost);
        using ApiClient client = Client(handler, time);
        for (int row = 0; row < 12; row++) await client.SendAsync(Guarded(Jws(Safety.Unkeyed), guard), NullWireTrace.Instance, default);
        handler.AssertPlayed();
    }

    [Fact]
    public async Task A_run_that_has_ended_does_not_end_the_next()
    {
        await RunAsync(5, 1, Steps.Status(302));
        using var handler = new ScriptedHandler(Steps.Status(302), Steps.Status(302), Steps.Status(302), Steps.Xml(SignedXml(Ok)));
        using ApiClient client = Client(handler, time);
        var first = new RunGuard();
        for (int row = 0; row < 5; row++) await client.SendAsync(Guarded(Pg(Safety.Unkeyed), first), NullWireTrace.Instance, default);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Guarded(Pg(Safety.Unkeyed), new RunGuard()), NullWireTrace.Instance, default)).State);
    }

    [Fact]
    public async Task A_journal_without_a_success_takes_a_corrected_secret_and_one_with_a_doubt_or_a_success_does_not()
    {
        string path = Path.Combine(folder, "run.jsonl");
        var route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant);
        ConnectionSettings wrong = With("wrong"), right = With(MerchantSecret);
        await RecordAsync(wrong, OutcomeState.Failed);
        Assert.Equal(JournalVerdict.Send, await RecordAsync(right, OutcomeState.Failed));
        await RecordAsync(wrong, null);
        Assert.Equal(JournalProblem.Foreign, (await Assert.ThrowsAsync<JournalException>(() => RecordAsync(right, null))).Problem);
        await RecordAsync(wrong, OutcomeState.Failed);
        Assert.Equal(JournalProblem.Foreign, (await Assert.ThrowsAsync<JournalException>(() => RecordAsync(right, null))).Problem);
        File.Delete(path);
        await RecordAsync(wrong, OutcomeState.Succeeded);
        Assert.Equal(JournalProblem.Foreign, (await Assert.ThrowsAsync<JournalException>(() => RecordAsync(right, null))).Problem);

        ConnectionSettings With(string secret) => new() { BaseUri = Settings().BaseUri, Merchant = new Credential("9970", new Secret(secret)) };

        async Task<JournalVerdict> RecordAsync(ConnectionSettings settings, OutcomeState? state)
        {
            using Journal journal = Journal.Open(path, "New-Thing", settings, route, time);
            JournalTicket ticket = journal.Look(1, "o", "k-1", "key", new JsonObject { ["a"] = "b" }, null, []);
            if (ticket.Verdict is not JournalVerdict.Send) return ticket.Verdict;
            await journal.ClaimAsync(ticket, "k-1", new Sending(time.GetUtcNow(), null));
            if (state is { } ended)
            {
                var fault = ended is OutcomeState.Failed ? new ApiFault { Reason = FaultReason.Unauthorized, Message = "no" } : null;
                await journal.RecordAsync(ticket, Task.FromResult(new ApiOutcome { State = ended, OperationId = "o", RequestId = "k-1", Answer = [], Fault = fault }), static answer => answer);
            }

            return ticket.Verdict;
        }
    }

    public static TheoryData<string> OtherWords => ["rejected", "failed", "", " ", "false", "OK", "Ok", "success", "pending", "errors", "0", "1"];

    [Theory]
    [MemberData(nameof(OtherWords))]
    public async Task Another_word_than_those_of_a_success_is_no_answer(string word)
    {
        ApiOutcome pg = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(SignedXml($"<pg_status>{word}</pg_status>")));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (pg.State, pg.Fault!.Cause));
        ApiOutcome card = await Fixture.SendAsync(Jws(Safety.Refuse, answer: "status"), time, Steps.Json($$"""{"status":"{{word}}"}"""));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (card.State, card.Fault!.Cause));
        if (word is "success") return;
        ApiOutcome request = await Fixture.SendAsync(Jws(Safety.Refuse, answer: "status"), time, Steps.Json($$"""{"status":"ok","request_status":"{{word}}"}"""));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (request.State, request.Fault!.Cause));
    }

    [Theory]
    [InlineData("""{"status":["error"]}""")]
    [InlineData("""{"status":["ok"]}""")]
    [InlineData("""{"status":{"ok":true}}""")]
    [InlineData("""{"status":false}""")]
    [InlineData("""{"status":true}""")]
    [InlineData("""{"status":0}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"status":"ok","request_status":"ERROR"}""")]
    [InlineData("""{"status":"ok","request_status":["success"]}""")]
    [InlineData("""{"status":"ok","request_status":null}""")]
    [InlineData("""{"status":"ok","error":{"code":"9403"}}""")]
    [InlineData("""{"status":"ok","status":"error"}""")]
    public async Task A_status_that_is_no_word_or_two_is_no_answer(string json)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json(json));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
    }

    [Theory]
    [InlineData("<pg_status>ok</pg_status><pg_status>error</pg_status>")]
    [InlineData("<pg_status>error</pg_status><pg_status>ok</pg_status>")]
    [InlineData("<pg_status>ok</pg_status><pg_status>ok</pg_status>")]
    [InlineData("<pg_status><a>ok</a></pg_status>")]
    [InlineData("<pg_status/>")]
    [InlineData("<pg_payment_id>1</pg_payment_id>")]
    public async Task A_pg_status_that_is_no_word_or_two_is_no_answer(string inner)
    {
        ApiOutcome outcome = await Fixture.SendAsync(Pg(Safety.Unkeyed), time, Steps.Xml(SignedXml(inner)));
        Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
    }

    [Fact]
    public async Task An_operation_may_have_words_of_its_own()
    {
        var words = new Dictionary<string, IReadOnlyCollection<string>> { ["pg_status"] = ["ok", "pending"] };
        var request = new ApiRequest { OperationId = "o", Method = "POST", Path = "/g2g/status_v2", Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant), Safety = Safety.Unkeyed, Body = [], StatusWords = words };
        Assert.Equal(OutcomeState.Succeeded, (await Fixture.SendAsync(request, time, Steps.Xml(SignedXml("<pg_status>pending</pg_status>")))).State);
        Assert.Equal(OutcomeState.Unknown, (await Fixture.SendAsync(request, time, Steps.Xml(SignedXml("<pg_status>new</pg_status>")))).State);
    }

    public static TheoryData<string, string, bool> Others => new()
    {
        { """{"pg_payment_id":"42"}""", "<pg_payment_id>43</pg_payment_id>", false },
        { """{"pg_payment_id":"42"}""", "<pg_payment_id>42</pg_payment_id>", true },
        { """{"pg_payment_id":42}""", "<pg_payment_id> 42 </pg_payment_id>", true },
        { """{"pg_payment_id":"42"}""", "<pg_payment_id></pg_payment_id>", true },
        { """{"pg_payment_id":"42"}""", "<pg_payment_id>42</pg_payment_id><pg_payment_id>43</pg_payment_id>", false },
        { """{"pg_order_id":"A-1"}""", "<pg_order_id>A-10</pg_order_id>", false },
        { """{"pg_order_id":"A-1"}""", "<pg_order_id>a-1</pg_order_id>", false },
        { """{"pg_order_id":"A-1","pg_amount":"10"}""", "<pg_order_id>A-1</pg_order_id><pg_amount>10.00</pg_amount>", true },
        { """{"pg_order_id":"A-1","pg_amount":"10.00"}""", "<pg_amount>100.00</pg_amount>", false },
        { """{"pg_order_id":"A-1","pg_amount":"10","pg_currency":"USD"}""", "<pg_amount>10</pg_amount><pg_currency>KZT</pg_currency>", false },
        { """{"pg_payment_id":"42","pg_clearing_amount":"5"}""", "<pg_amount>10</pg_amount><pg_clearing_amount>5.0</pg_clearing_amount>", true },
        { """{"pg_payment_id":"42","pg_clearing_amount":"5"}""", "<pg_amount>10</pg_amount><pg_clearing_amount>10</pg_clearing_amount>", false },
        { """{"pg_payment_id":"42","pg_amount":"5"}""", "<pg_amount>10</pg_amount>", true },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task An_answer_that_names_something_else_is_no_answer(string asked, string named, bool isOurs)
    {
        JsonObject Body() => JsonNode.Parse(asked)!.AsObject();
        ApiOutcome outcome = await Fixture.SendAsync(Fixture.Pg(Safety.Unkeyed, Body()), time, Steps.Xml(SignedXml(Ok + named)));
        Assert.Equal(isOurs ? OutcomeState.Succeeded : OutcomeState.Unknown, outcome.State);
        if (!isOurs) Assert.Equal(FaultReason.InvalidAnswer, outcome.Fault!.Cause);
        ApiOutcome refused = await Fixture.SendAsync(Fixture.Pg(Safety.Unkeyed, Body()), time, Steps.Xml(SignedXml("<pg_status>error</pg_status><pg_error_code>9013</pg_error_code>" + named)));
        Assert.Equal(isOurs ? OutcomeState.Failed : OutcomeState.Unknown, refused.State);
    }

    [Theory]
    [InlineData("""{"status":"ok","request_id":"019ab688-bef2-72c4-aa29-d0e08be76d96"}""", false)]
    [InlineData("""{"status":"ok","request_id":"019AB688-BEF2-72C4-AA29-D0E08BE76D95"}""", true)]
    [InlineData("""{"status":"ok","card_id":"18"}""", false)]
    [InlineData("""{"status":"ok","card_id":17}""", true)]
    [InlineData("""{"status":"ok","card_id":[17]}""", false)]
    [InlineData("""{"status":"ok","order_id":"other"}""", false)]
    public async Task So_is_one_of_the_Card_API(string answer, bool isOurs)
    {
        var body = new JsonObject { ["request_id"] = "019ab688-bef2-72c4-aa29-d0e08be76d95", ["card_id"] = "17", ["order_id"] = "o-1" };
        Assert.Equal(isOurs ? OutcomeState.Succeeded : OutcomeState.Unknown, (await Fixture.SendAsync(Jws(Safety.Refuse, body), time, Steps.Json(answer))).State);
    }

    [Theory]
    [InlineData("<pg_order_id>A-1</pg_order_id><pg_payment_id>7</pg_payment_id><pg_amount>10.00</pg_amount>", true)]
    [InlineData("<pg_order_id>A-2</pg_order_id><pg_payment_id>7</pg_payment_id><pg_amount>10.00</pg_amount>", false)]
    [InlineData("<pg_order_id>A-1</pg_order_id><pg_payment_id>7</pg_payment_id><pg_amount>11</pg_amount>", false)]
    [InlineData("<pg_order_id>A-1</pg_order_id><pg_payment_id>7</pg_payment_id><pg_amount>10</pg_amount><pg_currency>USD</pg_currency>", false)]
    public async Task A_status_answer_about_something_else_recovers_nothing(string named, bool isOurs)
    {
        StatusProbe probe = new(Fixture.Pg(body: new JsonObject { ["pg_order_id"] = "A-1" }), static _ => true);
        ApiRequest request = Fixture.Pg(Safety.Refuse, new JsonObject { ["pg_order_id"] = "A-1", ["pg_amount"] = "10", ["pg_currency"] = "KZT" }, probe);
        using var handler = new ScriptedHandler(Steps.Reset, Steps.Xml(SignedXml(Ok + named)));
        using ApiClient client = Client(handler, time, Settings(retries: 0));
        ApiOutcome outcome = await client.SendAsync(request, NullWireTrace.Instance, default);
        handler.AssertPlayed();
        Assert.Equal(isOurs, outcome is { State: OutcomeState.Succeeded, Recovered: true });
        Assert.Equal(!isOurs, outcome.State is OutcomeState.Unknown);
    }

    [Fact]
    public async Task The_transaction_that_a_refund_makes_is_not_the_one_that_it_is_of()
    {
        StatusProbe probe = new(Jws(path: "/v5/card-api/request/status", body: new JsonObject { ["request_id"] = "r-1" }), static _ => true);
        ApiRequest request = Jws(Safety.Refuse, new JsonObject { ["request_id"] = "r-1", ["transaction_id"] = "900" }, probe);
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Reset, Steps.Json("""{"status":"ok","request_status":"success","transaction_id":"901"}"""));
        Assert.True(outcome.Recovered);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n\t ")]
    [InlineData("\ufeff\n")]
    public async Task A_blank_line_before_an_answer_is_nothing_to_it(string before) =>
        Assert.Equal(OutcomeState.Succeeded, (await Fixture.SendAsync(Fixture.Pg(Safety.Unkeyed), time, Steps.Xml(before + SignedXml(Ok)))).State);

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task An_error_in_another_format_is_shown_and_proves_nothing_more(int status)
    {
        ApiOutcome pg = await Fixture.SendAsync(Fixture.Pg(Safety.Unkeyed), time, Steps.Json("""{"status":"error","error_code":"sandbox.http","error_description":"no such path"}""", status));
        ApiOutcome jws = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Xml("<r><pg_status>error</pg_status><pg_error_code>sandbox.http</pg_error_code><pg_error_description>no such path</pg_error_description></r>", status));
        foreach (ApiOutcome outcome in new[] { pg, jws })
        {
            Assert.Equal(status == 200 ? OutcomeState.Unknown : OutcomeState.Failed, outcome.State);
            Assert.Equal(("sandbox.http", "no such path"), (outcome.Fault!.Code, outcome.Fault.Description));
            Assert.Contains("code sandbox.http: no such path", outcome.Fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_error_in_another_format_is_not_the_word_that_a_request_is_unknown()
    {
        var request = new ApiRequest
        {
            OperationId = "o", Method = "POST", Path = "/x", Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant), Safety = Safety.Refuse,
            Body = new JsonObject { ["pg_order_id"] = "A" }, InDoubt = true, Probe = new StatusProbe(Fixture.Pg(), static _ => true),
        };
        ApiOutcome outcome = await Fixture.SendAsync(request, time, Steps.Json("""{"status":"error","error_code":"404","error_description":"no such path"}""", 404));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Fact]
    public async Task What_stands_in_the_query_of_a_form_is_signed()
    {
        using var handler = new ScriptedHandler(Steps.Xml(SignedXml(Ok, "list")), Steps.Xml(SignedXml(Ok, "list")));
        using ApiClient client = Client(handler, time);
        ApiRequest Get(string path, JsonObject? body) => new() { OperationId = "o", Method = "GET", Path = path, Route = new ApiRoute(WireProtocol.Pg, CredentialKind.Merchant), Safety = Safety.Read, Body = body };
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Get("/v1/list?pg_user_id=12%2034&pg_a=%D1%8F+b", new JsonObject { ["pg_z"] = "9" }), NullWireTrace.Instance, default)).State);
        Dictionary<string, string> sent = handler.Sent[0].Uri.Query.TrimStart('?').Split('&').Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => System.Net.WebUtility.UrlDecode(pair[1]));
        Assert.Equal(("12 34", "я b", "9"), (sent["pg_user_id"], sent["pg_a"], sent["pg_z"]));
        string text = string.Join(";", (string[])["list", .. sent.Where(static pair => pair.Key != "pg_sig").OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value), MerchantSecret]);
#pragma warning disable CA5351
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text))).ToLowerInvariant(), sent["pg_sig"]);
#pragma warning restore CA5351
        foreach (string path in new[] { "/v1/list?pg_z=1", "/v1/list?a=1&a=2", "/v1/list?a[b]=1", "/v1/list?=1" })
        {
            ApiOutcome refused = await client.SendAsync(Get(path, new JsonObject { ["pg_z"] = "9" }), NullWireTrace.Instance, default);
            Assert.Equal((OutcomeState.NotSent, FaultReason.InvalidInput), (refused.State, refused.Fault!.Reason));
        }
    }

    private static ApiRequest Guarded(ApiRequest request, RunGuard guard) => new()
    {
        OperationId = request.OperationId, Method = request.Method, Path = request.Path, Route = request.Route, Safety = request.Safety, Body = request.Body, RequestId = request.RequestId, Guard = guard,
    };

    private async Task<ApiOutcome[]> RunAsync(int rows, int limit, Step answer)
    {
        var guard = new RunGuard();
        using var handler = new ScriptedHandler([.. Enumerable.Repeat<Step>(async (sent, ct) =>
        {
            await Task.Yield();
            return await answer(sent, ct);
        }, rows)]);
        using ApiClient client = Client(handler, time);
        using var dispatcher = new OrderedDispatcher<object>(limit, wantsWire: false, default);
        List<ApiOutcome> outcomes = [];
        for (int row = 0; row < rows; row++)
        {
            while (!dispatcher.HasRoom) Take();
            dispatcher.Submit(row, (trace, ct) => client.SendAsync(Guarded(Pg(Safety.Unkeyed), guard), trace, ct));
        }

        while (dispatcher.Pending > 0) Take();
        return [.. outcomes];

        void Take()
        {
            dispatcher.Take(static _ => { }, out ApiOutcome? outcome);
            outcomes.Add(outcome!);
        }
    }
}
