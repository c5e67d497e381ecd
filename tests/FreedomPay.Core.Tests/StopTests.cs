
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>After a stop nothing more leaves and every wait ends, while what is on the wire has its moment.</summary>
public sealed class StopTests : IDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly CancellationTokenSource halt = new();

    public void Dispose() => halt.Dispose();

    [Theory]
    [InlineData(Safety.Unkeyed, 429, OutcomeState.NotSent, FaultReason.Cancelled)]
    [InlineData(Safety.Read, 500, OutcomeState.Failed, FaultReason.Cancelled)]
    [InlineData(Safety.Natural, 500, OutcomeState.Unknown, FaultReason.OutcomeUnknown)]
    public async Task No_repeat_leaves_and_the_wait_for_it_ends_at_once(Safety safety, int status, OutcomeState state, FaultReason reason)
    {
        time.HoldWaits = true;
        using var handler = new ScriptedHandler(Steps.Status(status, ("Retry-After", "1")));
        using ApiClient client = Fixture.Client(handler, time);
        Task<ApiOutcome> sending = SendAsync(client, Fixture.Jws(safety, probe: new StatusProbe(Fixture.Jws(), static _ => true)));
        await time.WaitBegun;
        await halt.CancelAsync();
        ApiOutcome outcome = await sending;
        handler.AssertPlayed();
        Assert.Equal((state, reason), (outcome.State, outcome.Fault!.Reason));
    }

    [Fact]
    public async Task A_first_attempt_that_waits_for_its_turn_does_not_leave()
    {
        time.HoldWaits = true;
        using var handler = new ScriptedHandler(Steps.Json("{}"));
        using ApiClient client = Fixture.Client(handler, time);
        int claims = 0;
        ApiRequest Paced() => Fixture.Jws(Safety.Unkeyed, pause: TimeSpan.FromSeconds(1.5), claim: (_, _) =>
        {
            claims++;
            return Task.FromResult<RequestRefusal?>(null);
        });
        await SendAsync(client, Paced());
        Task<ApiOutcome> second = SendAsync(client, Paced());
        await time.WaitBegun;
        await halt.CancelAsync();
        foreach (ApiOutcome outcome in new[] { await second, await SendAsync(client, Fixture.Jws(Safety.Unkeyed)) }) Assert.Equal((OutcomeState.NotSent, FaultReason.Cancelled, 0), (outcome.State, outcome.Fault!.Reason, outcome.Attempts));
        handler.AssertPlayed();
        Assert.Equal(1, claims);
    }

    [Fact]
    public async Task A_stop_while_a_request_is_recorded_keeps_it_back()
    {
        using var handler = new ScriptedHandler();
        using ApiClient client = Fixture.Client(handler, time);
        ApiOutcome outcome = await SendAsync(client, Fixture.Jws(Safety.Unkeyed, claim: async (_, _) =>
        {
            await halt.CancelAsync();
            return null;
        }));
        handler.AssertPlayed();
        Assert.Equal((OutcomeState.NotSent, FaultReason.Cancelled, 0), (outcome.State, outcome.Fault!.Reason, outcome.Attempts));
    }

    [Fact]
    public async Task What_is_on_the_wire_may_still_be_answered()
    {
        using var handler = new ScriptedHandler(async (request, ct) =>
        {
            await halt.CancelAsync();
            Assert.False(ct.IsCancellationRequested);
            return await Steps.Json("{}")(request, ct);
        });
        using ApiClient client = Fixture.Client(handler, time);
        Assert.Equal(OutcomeState.Succeeded, (await SendAsync(client, Fixture.Jws(Safety.Unkeyed))).State);
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_lost_answer()
    {
        using var handler = new ScriptedHandler(async (request, ct) =>
        {
            await halt.CancelAsync();
            return await Steps.Reset(request, ct);
        });
        using ApiClient client = Fixture.Client(handler, time);
        ApiOutcome outcome = await SendAsync(client, Fixture.Jws(Safety.Refuse, probe: new StatusProbe(Fixture.Jws(), static _ => true)));
        handler.AssertPlayed();
        Assert.Equal(OutcomeState.Unknown, outcome.State);
    }

    private Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request)
    {
        using var wire = new CancellationTokenSource();
        using var dispatcher = new OrderedDispatcher<object>(1, wantsWire: false, wire.Token) { Halt = halt.Token };
        Task<ApiOutcome>? sending = null;
        dispatcher.Submit(new object(), (trace, cancellation) => sending = client.SendAsync(request, trace, cancellation));
        return sending!;
    }
}
