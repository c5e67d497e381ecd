
using FreedomPay.Core.Connection;
using FreedomPay.Core.Resilience;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>When the next request of a connection may leave.</summary>
public sealed class RequestPacerTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task A_pause_that_the_server_asks_of_one_request_is_kept_by_the_next_one_too()
    {
        List<DateTimeOffset> sent = [];
        using var handler = new ScriptedHandler(Noted(sent, Steps.Status(429, ("Retry-After", "7"))), Noted(sent, Steps.Json("{}")));
        using ApiClient client = Fixture.Client(handler, time, Fixture.Settings(retries: 0));

        Assert.Equal(FaultReason.Throttled, (await SendAsync(client)).Fault!.Reason);
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client)).State);
        handler.AssertPlayed();
        Assert.True(sent[1] - sent[0] >= TimeSpan.FromSeconds(7), $"{sent[1] - sent[0]}");
    }

    [Fact]
    public async Task A_wait_of_less_than_a_millisecond_waits_and_one_that_is_stopped_has_ended_when_the_stop_returns()
    {
        Assert.True(await time.WaitAsync(TimeSpan.FromTicks(1), CancellationToken.None));
        Assert.Equal([TimeSpan.FromMilliseconds(1)], time.Waits);
        time.HoldWaits = true;
        using var stop = new CancellationTokenSource();
        Task<bool> waiting = time.WaitAsync(TimeSpan.FromSeconds(1), stop.Token);
        Assert.False(waiting.IsCompleted);
        stop.Cancel();
        Assert.True(waiting.IsCompleted);
        Assert.False(await waiting);
    }

    [Fact]
    public async Task A_longer_pause_than_is_waited_for_ends_the_next_request_unsent_until_it_is_over()
    {
        using var handler = new ScriptedHandler(Steps.Status(429, ("Retry-After", "3600")), Steps.Json("{}"));
        using ApiClient client = Fixture.Client(handler, time);

        await SendAsync(client);
        ApiOutcome refused = await SendAsync(client);
        Assert.Equal((OutcomeState.NotSent, FaultReason.Throttled), (refused.State, refused.Fault!.Reason));
        Assert.Contains("until 2026-03-01 13:00:00 UTC", refused.Fault.Message, StringComparison.Ordinal);
        Assert.Single(handler.Sent);
        time.Advance(TimeSpan.FromSeconds(3590));
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client)).State);
        handler.AssertPlayed();
    }

    [Fact]
    public async Task A_request_that_fails_otherwise_does_not_come_back_during_the_pause()
    {
        List<DateTimeOffset> sent = [];
        ApiClient? client = null;
        using var handler = new ScriptedHandler(
            async (_, cancellation) =>
            {
                lock (sent) sent.Add(time.GetUtcNow());
                // Meanwhile another request is told to wait, for longer than is waited at all.
                Assert.Equal(FaultReason.Throttled, (await SendAsync(client!, cancellation: cancellation)).Fault!.Reason);
                throw Faults.Reset();
            },
            Steps.Status(429, ("Retry-After", "200")),
            Noted(sent, Steps.Json("{}")));
        using (client = Fixture.Client(handler, time, Fixture.Settings(retries: 1, maxRetryAfter: TimeSpan.FromSeconds(120))))
        {
            Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client)).State);
        }

        handler.AssertPlayed();
        Assert.True(sent[1] - sent[0] >= TimeSpan.FromSeconds(120), $"{sent[1] - sent[0]}");
    }

    [Fact]
    public async Task Requests_with_a_distance_leave_that_far_apart_and_others_between_them()
    {
        List<DateTimeOffset> sent = [];
        using var handler = new ScriptedHandler([.. Enumerable.Repeat(Noted(sent, Steps.Json("{}")), 5)]);
        using ApiClient client = Fixture.Client(handler, time);

        for (int i = 0; i < 4; i++) await SendAsync(client, TimeSpan.FromSeconds(1.5));
        TimeSpan[] gaps = [.. sent.Zip(sent.Skip(1), static (one, next) => next - one)];
        Assert.All(gaps, gap => Assert.Equal(TimeSpan.FromSeconds(1.5), gap));
        await SendAsync(client);
        Assert.Equal(sent[3], sent[4]);
    }

    [Fact]
    public async Task Nothing_is_recorded_as_leaving_before_its_turn_has_come()
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"));
        using ApiClient client = Fixture.Client(handler, time);
        await SendAsync(client, TimeSpan.FromSeconds(5));
        time.HoldWaits = true;
        bool claimed = false;
        using var stop = new CancellationTokenSource();
        Task<ApiOutcome> waiting = SendAsync(client, TimeSpan.FromSeconds(5), () => claimed = true, stop.Token);
        await time.WaitBegun;
        await stop.CancelAsync();
        ApiOutcome outcome = await waiting;
        Assert.Equal((OutcomeState.NotSent, FaultReason.Cancelled), (outcome.State, outcome.Fault!.Reason));
        Assert.False(claimed);
        handler.AssertPlayed();
    }

    [Fact]
    public async Task A_clock_that_is_set_back_delays_nobody()
    {
        using var handler = new ScriptedHandler(Steps.Json("{}"), Steps.Status(429, ("Retry-After", "7")), Steps.Json("{}"), Steps.Json("{}"));
        using ApiClient client = Fixture.Client(handler, time, Fixture.Settings(retries: 0));
        await SendAsync(client, TimeSpan.FromSeconds(1.5));
        await SendAsync(client);
        time.Offset = TimeSpan.FromMinutes(-10);
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client)).State);
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client, TimeSpan.FromSeconds(1.5))).State);
        handler.AssertPlayed();
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(time.Waits));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_keeps_no_circuit_open()
    {
        using var handler = new ScriptedHandler([.. Enumerable.Repeat(Steps.Status(500), RetryRules.BreakerThroughput), Steps.Json("{}")]);
        using ApiClient client = Fixture.Client(handler, time, Fixture.Settings(retries: 0));
        for (int i = 0; i < RetryRules.BreakerThroughput; i++) await SendAsync(client);
        Assert.Equal(FaultReason.CircuitOpen, (await SendAsync(client)).Fault!.Reason);
        time.Offset = TimeSpan.FromMinutes(-10);
        time.Advance(RetryRules.BreakDuration);
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client)).State);
        handler.AssertPlayed();
    }

    [Theory]
    [InlineData(-600)]
    [InlineData(600)]
    public async Task A_date_to_come_back_is_judged_by_the_clock_that_gave_it(int seconds)
    {
        DateTimeOffset there = time.GetUtcNow().AddSeconds(seconds);
        static string Text(DateTimeOffset date) => date.ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        using var handler = new ScriptedHandler(Steps.Status(429, ("Retry-After", Text(there.AddSeconds(5))), ("Date", Text(there))), Steps.Json("{}"));
        using ApiClient client = Fixture.Client(handler, time);
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client)).State);
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.Single(time.Waits));
    }

    [Fact]
    public async Task A_host_that_is_down_or_asks_for_a_pause_keeps_no_request_from_the_others()
    {
        static ApiRequest To(ApiHost host) => new()
        {
            OperationId = "theOperation",
            Method = "POST",
            Path = "/x",
            Route = new ApiRoute(WireProtocol.Jws, CredentialKind.Partner, host),
            Safety = Safety.Unkeyed,
            Body = [],
        };
        var settings = new ConnectionSettings { BaseUri = Fixture.Settings().BaseUri, PassportUri = new Uri("https://passport.example/"), CustomerUri = new Uri("https://customer.example/"), Partner = Fixture.Settings().Partner, Timeout = TimeSpan.FromHours(1), MaxRetryCount = 0 };
        using var handler = new ScriptedHandler([Steps.Status(429, ("Retry-After", "3600")), Steps.Json("{}"), Steps.Json("{}"), .. Enumerable.Repeat(Steps.Status(500), RetryRules.BreakerThroughput), Steps.Status(500), Steps.Status(500)]);
        using ApiClient client = Fixture.Client(handler, time, settings);
        Task<ApiOutcome> Send(ApiHost host) => client.SendAsync(To(host), NullWireTrace.Instance, default);

        Assert.Equal(FaultReason.Throttled, (await Send(ApiHost.Api)).Fault!.Reason);
        Assert.Equal((OutcomeState.NotSent, FaultReason.Throttled), ((await Send(ApiHost.Api)).State, (await Send(ApiHost.Api)).Fault!.Reason));
        Assert.Equal(OutcomeState.Succeeded, (await Send(ApiHost.Passport)).State);
        Assert.Equal(OutcomeState.Succeeded, (await Send(ApiHost.Customer)).State);
        time.Advance(TimeSpan.FromHours(1));
        for (int i = 0; i < RetryRules.BreakerThroughput; i++) await Send(ApiHost.Api);
        Assert.Equal(FaultReason.CircuitOpen, (await Send(ApiHost.Api)).Fault!.Reason);
        Assert.Equal(FaultReason.ServerError, (await Send(ApiHost.Passport)).Fault!.Cause);
        Assert.Equal(FaultReason.ServerError, (await Send(ApiHost.Customer)).Fault!.Cause);
        handler.AssertPlayed();
    }

    private Step Noted(List<DateTimeOffset> sent, Step answer) => (request, cancellation) =>
    {
        lock (sent) sent.Add(time.GetUtcNow());
        return answer(request, cancellation);
    };

    private static Task<ApiOutcome> SendAsync(ApiClient client, TimeSpan pause = default, Action? claimed = null, CancellationToken cancellation = default) =>
        client.SendAsync(
            Fixture.Jws(pause: pause, claim: (_, _) =>
            {
                claimed?.Invoke();
                return Task.FromResult<RequestRefusal?>(null);
            }),
            NullWireTrace.Instance, cancellation);
}
