using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.SignIn;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests.FreedomId;

/// <summary>One renewal, however many need it; and none where it cannot help.</summary>
public sealed class BearerSessionTests
{
    private static readonly ApiRequest Profile = new()
    {
        OperationId = "requestFreedomIdProfile",
        Method = "POST",
        Path = "/api/v1/oauth/get-profile",
        Route = new ApiRoute(WireProtocol.Bearer, CredentialKind.FreedomIdUser, ApiHost.Passport),
        Safety = Safety.Unkeyed,
        Body = new JsonObject { ["request_id"] = "r-1" },
        AnswerFields = ["status"],
    };

    private readonly Clock clock = new();
    private int renewals;

    [Fact]
    public async Task Twenty_requests_with_an_ended_token_make_one_renewal()
    {
        var hold = new TaskCompletionSource();
        using var handler = new AnsweringHandler(async (request, _) =>
        {
            if (request.Method != HttpMethod.Patch) return Authorized(request, "access-2");
            await hold.Task;
            return Renewed(request, "refresh-1", 2);
        });
        using ApiClient client = Client(handler, TimeSpan.Zero);
        Task<ApiOutcome>[] all = [.. Enumerable.Range(0, 20).Select(_ => client.SendAsync(Profile, new Silence(), default))];
        hold.SetResult();
        Assert.All(await Task.WhenAll(all), outcome => Assert.Equal(OutcomeState.Succeeded, outcome.State));
        Assert.Equal(1, renewals);
    }

    [Theory]
    [InlineData(3600, 3539, 0)]
    [InlineData(3600, 3541, 1)]
    [InlineData(100, 89, 0)]
    [InlineData(100, 91, 1)]
    [InlineData(3600, 4000, 1)]
    public async Task A_token_is_renewed_a_minute_before_its_end_or_in_the_last_tenth_of_a_short_life(int life, int age, int expected)
    {
        using var handler = new AnsweringHandler((request, _) => Task.FromResult(request.Method == HttpMethod.Patch ? Renewed(request, "refresh-1", 2) : Authorized(request, expected == 0 ? "access-1" : "access-2")));
        using ApiClient client = Client(handler, TimeSpan.FromSeconds(life));
        clock.Now += TimeSpan.FromSeconds(age);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Profile, new Silence(), default)).State);
        Assert.Equal(expected, renewals);
    }

    [Fact]
    public async Task A_refused_renewal_ends_the_session_and_is_not_tried_again()
    {
        using var handler = new AnsweringHandler((request, _) =>
        {
            Assert.Equal(HttpMethod.Patch, request.Method);
            renewals++;
            return Task.FromResult(FreedomIdFixture.Json("""{"error":{"message":"Unauthenticated: refresh-1."}}""", HttpStatusCode.Unauthorized));
        });
        using ApiClient client = Client(handler, TimeSpan.Zero);
        for (int i = 0; i < 3; i++)
        {
            ApiOutcome outcome = await client.SendAsync(Profile, new Silence(), default);
            Assert.Equal((OutcomeState.NotSent, FaultReason.Unauthorized), (outcome.State, outcome.Fault!.Reason));
            Assert.Contains("-FreedomIdLogin", outcome.Fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("refresh-1", outcome.Fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, renewals);
    }

    [Fact]
    public async Task A_renewal_whose_answer_is_lost_is_not_sent_again()
    {
        using var handler = new AnsweringHandler(async (request, cancellation) =>
        {
            renewals++;
            await request.Content!.ReadAsByteArrayAsync(cancellation);
            throw new HttpRequestException("reset");
        });
        using ApiClient client = Client(handler, TimeSpan.Zero);
        Assert.Equal(FaultReason.Unauthorized, (await client.SendAsync(Profile, new Silence(), default)).Fault!.Reason);
        Assert.Equal(FaultReason.Unauthorized, (await client.SendAsync(Profile, new Silence(), default)).Fault!.Reason);
        Assert.Equal(1, renewals);
    }

    [Fact]
    public async Task A_renewal_that_never_left_is_tried_again_by_the_next_request()
    {
        bool isDown = true;
        using var handler = new AnsweringHandler((request, _) => isDown
            ? throw Faults.Unreachable("refused")
            : Task.FromResult(request.Method == HttpMethod.Patch ? Renewed(request, "refresh-1", 2) : Authorized(request, "access-2")));
        using ApiClient client = Client(handler, TimeSpan.Zero);
        ApiOutcome first = await client.SendAsync(Profile, new Silence(), default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.ConnectionFailed), (first.State, first.Fault!.Reason));
        isDown = false;
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Profile, new Silence(), default)).State);
    }

    [Fact]
    public async Task A_request_that_is_stopped_does_not_take_the_renewal_with_it()
    {
        var hold = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        using var handler = new AnsweringHandler(async (request, cancellation) =>
        {
            if (request.Method != HttpMethod.Patch) return Authorized(request, "access-2");
            await hold.Task.WaitAsync(cancellation);
            return Renewed(request, "refresh-1", 2);
        });
        using ApiClient client = Client(handler, TimeSpan.Zero);
        Task<ApiOutcome> stopped = client.SendAsync(Profile, new Silence(), stop.Token);
        Task<ApiOutcome> other = client.SendAsync(Profile, new Silence(), default);
        await stop.CancelAsync();
        Assert.Equal((OutcomeState.NotSent, FaultReason.Cancelled), ((await stopped).State, (await stopped).Fault!.Reason));
        hold.SetResult();
        Assert.Equal(OutcomeState.Succeeded, (await other).State);
        Assert.Equal(1, renewals);
    }

    [Fact]
    public async Task A_new_token_that_looks_ended_by_a_wrong_clock_is_used_and_not_renewed_at_once()
    {
        using var handler = new AnsweringHandler((request, _) => Task.FromResult(request.Method == HttpMethod.Patch ? Renewed(request, "refresh-1", 2, TimeSpan.FromDays(-1)) : Authorized(request, "access-2")));
        using ApiClient client = Client(handler, TimeSpan.Zero);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Profile, new Silence(), default)).State);
        Assert.Equal(OutcomeState.Succeeded, (await client.SendAsync(Profile, new Silence(), default)).State);
        Assert.Equal(1, renewals);
    }

    [Theory]
    [InlineData("""{"access":"","refresh":"refresh-2","end":"2026-11-21T13:00:00Z"}""")]
    [InlineData("""{"access":"access-2","refresh":"refresh-2","end":"soon"}""")]
    [InlineData("""{"access":7,"refresh":null}""")]
    public async Task A_renewal_whose_answer_holds_no_tokens_ends_the_session_and_is_not_tried_again(string answer)
    {
        using var handler = new AnsweringHandler((request, _) =>
        {
            Assert.Equal(HttpMethod.Patch, request.Method);
            renewals++;
            return Task.FromResult(FreedomIdFixture.Json(answer));
        });
        using ApiClient client = Client(handler, TimeSpan.Zero);
        for (int i = 0; i < 2; i++)
        {
            ApiOutcome outcome = await client.SendAsync(Profile, new Silence(), default);
            Assert.Equal((OutcomeState.NotSent, FaultReason.Unauthorized), (outcome.State, outcome.Fault!.Reason));
            Assert.Contains("sign-in has ended", outcome.Fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, renewals);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_sent()
    {
        using var handler = new AnsweringHandler((_, _) => throw new InvalidOperationException("Nothing may be sent."));
        using var client = new ApiClient(FreedomIdFixture.Settings, handler);
        ApiOutcome outcome = await client.SendAsync(Profile, new Silence(), default);
        Assert.Equal((OutcomeState.NotSent, FaultReason.NoCredential), (outcome.State, outcome.Fault!.Reason));
    }

    private ApiClient Client(HttpMessageHandler handler, TimeSpan life) => new(FreedomIdFixture.Settings, handler)
    {
        Session = new BearerSession(
            new TokenPair(new Secret("access-1"), clock.Now + life, new Secret("refresh-1")),
            refresh => new ApiRequest
            {
                OperationId = "refreshFreedomIdToken",
                Method = "PATCH",
                Path = "/api/v1/oauth/token",
                Route = new ApiRoute(WireProtocol.Bearer, CredentialKind.FreedomIdUser, ApiHost.Passport),
                Safety = Safety.Unkeyed,
                Bearer = refresh,
            },
            answer => new TokenPair(new Secret((string)answer["access"]!), DateTimeOffset.Parse((string)answer["end"]!, CultureInfo.InvariantCulture), new Secret((string)answer["refresh"]!)),
            clock),
    };

    private HttpResponseMessage Renewed(HttpRequestMessage request, string expectedToken, int number, TimeSpan? life = null)
    {
        Interlocked.Increment(ref renewals);
        Assert.Equal("Bearer " + expectedToken, request.Headers.Authorization!.ToString());
        Assert.Equal(0, request.Content?.Headers.ContentLength ?? 0);
        return FreedomIdFixture.Json($$"""{"access":"access-{{number}}","refresh":"refresh-{{number}}","end":"{{clock.Now + (life ?? TimeSpan.FromHours(1)):O}}"}""");
    }

    private static HttpResponseMessage Authorized(HttpRequestMessage request, string expectedToken)
    {
        Assert.Equal("Bearer " + expectedToken, request.Headers.Authorization!.ToString());
        return FreedomIdFixture.Json("""{"status":"accepted"}""");
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
