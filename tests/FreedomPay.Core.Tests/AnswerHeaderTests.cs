using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;
using static FreedomPay.Core.Tests.Support.Fixture;

namespace FreedomPay.Core.Tests;

/// <summary>Answers that say in their headers whose they are and how the request went: they are believed, and the body tells of the thing.</summary>
public sealed class AnswerHeaderTests
{
    private const string Key = "01978c2b-f191-7b56-92f8-20c7c401d1fc";
    private const string IdHeader = "x-request-id";
    private const string StatusHeader = "x-request-status";
    private const string Made = """{"id":"01978c37-a961-7d20-8434-632242b24d48","status":"process","amount":100}""";
    private readonly ManualTimeProvider time = new();

    [Theory]
    [InlineData(Made)]
    [InlineData("""{"id":"1","status":"a word that nobody knows","amount":100}""")]
    [InlineData("""{"id":"1","status":"error","amount":"100","error":{"code":"10009","description":"no money"}}""")]
    public async Task A_success_is_one_whatever_state_the_thing_is_in(string body)
    {
        ApiOutcome outcome = await SendAsync(Request(Safety.Unkeyed), Says("success", body));
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.Equal("success", (string?)outcome.Answer![StatusHeader]);
    }

    [Theory]
    [InlineData("""{"error":{"code":"9403","description":"wrong input"}}""", "9403")]
    [InlineData("""{"id":"1","status":"error","error":{"code":"10045","description":"declined"}}""", "10045")]
    [InlineData("{}", null)]
    public async Task An_error_is_a_refusal_though_HTTP_says_otherwise(string body, string? code)
    {
        foreach (Safety safety in new[] { Safety.Unkeyed, Safety.Replay, Safety.Read })
        {
            ApiOutcome outcome = await SendAsync(Request(safety), Says("error", body));
            Assert.Equal((OutcomeState.Failed, FaultReason.Refused, code), (outcome.State, outcome.Fault!.Reason, outcome.Fault.Code));
        }
    }

    [Theory]
    [InlineData("error", Made)]
    [InlineData("error", """{"error":{"code":"9999","description":"system error"}}""")]
    [InlineData("error", """{"error":{"code":["9403"]}}""")]
    [InlineData("error", "not JSON")]
    [InlineData("success", """{"error":{"code":"9403","description":"wrong input"}}""")]
    [InlineData("success", "{}")]
    [InlineData("queued", Made)]
    [InlineData(null, Made)]
    public async Task What_contradicts_itself_or_leaves_all_open_proves_nothing(string? word, string body)
    {
        ApiOutcome outcome = await SendAsync(Request(Safety.Unkeyed), Says(word, body));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Theory]
    [InlineData("01978c2b-f191-7b56-92f8-20c7c401d1fd", 200)]
    [InlineData("01978c2b-f191-7b56-92f8-20c7c401d1fd", 422)]
    [InlineData("01978c2b-f191-7b56-92f8-20c7c401d1fd", 401)]
    [InlineData(Key + ", " + Key, 200)]
    [InlineData(null, 200)]
    public async Task An_answer_to_another_request_proves_nothing(string? id, int status)
    {
        foreach ((string word, string body) in new[] { ("success", Made), ("error", """{"error":{"code":"1100","description":"signature"}}""") })
        {
            if (id is null && word == "error") continue;
            ApiOutcome outcome = await SendAsync(Request(Safety.Unkeyed), Answered(id, word, body, status));
            Assert.Equal((OutcomeState.Unknown, FaultReason.InvalidAnswer), (outcome.State, outcome.Fault!.Cause));
        }
    }

    [Fact]
    public async Task The_id_may_come_back_in_capitals()
    {
        ApiOutcome outcome = await SendAsync(Request(Safety.Unkeyed), Answered(Key.ToUpperInvariant(), "success", Made));
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
    }

    [Theory]
    [InlineData("error", OutcomeState.Failed)]
    [InlineData(null, OutcomeState.Failed)]
    [InlineData("success", OutcomeState.Unknown)]
    public async Task Bad_input_is_refused_unless_the_header_or_the_body_says_otherwise(string? word, OutcomeState state)
    {
        ApiOutcome outcome = await SendAsync(Request(Safety.Unkeyed), Says(word, """{"error":{"code":"9403","description":"wrong input"}}""", 422));
        Assert.Equal(state, outcome.State);
        outcome = await SendAsync(Request(Safety.Unkeyed), Says(word, Made, 422));
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    [Fact]
    public async Task The_words_of_the_thing_are_open_whoever_signs()
    {
        ApiRequest request = Request(Safety.Unkeyed, credential: CredentialKind.Partner);
        ApiOutcome outcome = await SendAsync(request, Says("success", Made));
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
    }

    [Fact]
    public async Task What_is_replayed_goes_out_again_under_the_same_id_until_an_answer_is_its_own()
    {
        using var handler = new ScriptedHandler(Answered("01978c2b-f191-7b56-92f8-20c7c401d1fd", "success", Made), Says("queued", Made), Says("success", Made));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Request(Safety.Replay), NullWireTrace.Instance, CancellationToken.None);

        handler.AssertPlayed();
        Assert.Equal((OutcomeState.Succeeded, 3), (outcome.State, outcome.Attempts));
        Assert.All(handler.Sent, sent => Assert.Equal(Key, sent.Headers["X-Request-Id"]));
    }

    [Fact]
    public async Task A_question_has_an_id_of_its_own_each_time_and_takes_no_answer_to_another()
    {
        using var handler = new ScriptedHandler(Answered(Key, "success", Made), Says("success", Made));
        using ApiClient client = Client(handler, time);
        ApiOutcome outcome = await client.SendAsync(Request(Safety.Read, isFresh: true), NullWireTrace.Instance, CancellationToken.None);

        handler.AssertPlayed();
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.Equal(2, handler.Sent.Select(sent => sent.Headers["X-Request-Id"]).Distinct().Count());
    }

    [Fact]
    public async Task Headers_say_nothing_where_the_route_does_not_have_them()
    {
        ApiOutcome outcome = await Fixture.SendAsync(Jws(Safety.Unkeyed), time, Steps.Json("""{"status":"ok"}""", 200, (StatusHeader, "error")));
        Assert.Equal(OutcomeState.Succeeded, outcome.State);
        Assert.False(outcome.Answer!.ContainsKey(StatusHeader));
    }

    private static ApiRequest Request(Safety safety, bool isFresh = false, CredentialKind credential = CredentialKind.Merchant) => new()
    {
        OperationId = "theOperation",
        Method = "POST",
        Path = "/v5/g2g/create",
        Route = new ApiRoute(WireProtocol.Jws, credential, JwsAlgorithm: JwsAlgorithm.HS256, HasStatusHeader: true),
        Safety = safety,
        Body = new JsonObject { ["order_id"] = "1", ["amount"] = 100 },
        Headers = isFresh ? null : new Dictionary<string, string> { ["X-Request-Id"] = Key },
        FreshIdHeader = isFresh ? "X-Request-Id" : null,
        AnswerFields = ["id", "status"],
        RequestId = Key,
    };

    // As the API answers: with the id of the request.
    private static Step Says(string? word, string body, int status = 200) =>
        (request, ct) => Answered(request.Headers["X-Request-Id"], word, body, status)(request, ct);

    private static Step Answered(string? id, string? word, string body, int status = 200)
    {
        var headers = new List<(string, string)>();
        if (id is not null) headers.Add((IdHeader, id));
        if (word is not null) headers.Add((StatusHeader, word));
        return Steps.Json(body, status, [.. headers]);
    }

    private Task<ApiOutcome> SendAsync(ApiRequest request, Step step) => Fixture.SendAsync(request, time, step);
}
