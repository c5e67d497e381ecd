
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

/// <summary>Requests that share the slots of a run: how many are on the wire, and when the next leaves.</summary>
public sealed class WireSlotsTests
{
    private const string Yes = """{"status":"ok"}""";

    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task As_many_as_there_are_slots_are_on_the_wire_and_all_come_to_an_end()
    {
        int running = 0, most = 0;
        Step slow = async (sent, token) =>
        {
            int now = Interlocked.Increment(ref running);
            for (int seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            await Task.Delay(5, token);
            Interlocked.Decrement(ref running);
            return await Steps.Json(Yes)(sent, token);
        };
        using var handler = new ScriptedHandler([.. Enumerable.Repeat(slow, 40)]);
        using ApiClient client = Fixture.Client(handler, time);
        var slots = new WireSlots(3);
        ApiOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => SendAsync(client, slots)));
        handler.AssertPlayed();
        Assert.All(outcomes, static outcome => Assert.Equal(OutcomeState.Succeeded, outcome.State));
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task The_next_leaves_while_the_answer_before_it_is_still_being_worked_on()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        Task<ApiOutcome>? first = null;
        bool? wasDone = null;
        using var handler = new ScriptedHandler(
            (_, _) => answer.Task,
            (sent, token) =>
            {
                wasDone = first!.IsCompleted;
                return Steps.Json(Yes)(sent, token);
            });
        using ApiClient client = Fixture.Client(handler, time);
        var slots = new WireSlots(1);
        first = SendAsync(client, slots);
        Task<ApiOutcome> second = SendAsync(client, slots);
        Assert.Single(handler.Sent);

        answer.SetResult(await Steps.Json(Yes)(handler.Sent[0], CancellationToken.None));
        Assert.Equal(OutcomeState.Succeeded, (await first).State);
        Assert.Equal(OutcomeState.Succeeded, (await second).State);
        handler.AssertPlayed();
        Assert.False(wasDone);
    }

    [Fact]
    public async Task A_request_that_is_repeated_keeps_its_slot()
    {
        using var handler = new ScriptedHandler(Steps.Status(503, ("Retry-After", "0")), Steps.Json(Yes), Steps.Json(Yes));
        using ApiClient client = Fixture.Client(handler, time);
        var slots = new WireSlots(1);
        Task<ApiOutcome> first = SendAsync(client, slots, "/v5/card-api/card/info");
        Task<ApiOutcome> second = SendAsync(client, slots, "/v5/card-api/card/balance");
        Assert.Equal((2, 1), ((await first).Attempts, (await second).Attempts));
        handler.AssertPlayed();
        Assert.Equal(["/v5/card-api/card/info", "/v5/card-api/card/info", "/v5/card-api/card/balance"], handler.Sent.Select(static sent => sent.Uri.AbsolutePath));
    }

    [Theory]
    [InlineData("refused by the API")]
    [InlineData("not to leave")]
    [InlineData("unreachable")]
    [InlineData("unsendable")]
    public async Task Whatever_becomes_of_a_request_its_slot_is_free_afterwards_and_only_once(string fate)
    {
        Step[] script = fate switch
        {
            "refused by the API" => [Steps.Json("""{"status":"error"}""")],
            "unreachable" => [Steps.Unreachable],
            _ => [],
        };
        int running = 0, most = 0;
        Step next = async (sent, token) =>
        {
            most = Math.Max(most, ++running);
            await Task.Yield();
            running--;
            return await Steps.Json(Yes)(sent, token);
        };
        using var handler = new ScriptedHandler([.. script, next, next]);
        using ApiClient client = Fixture.Client(handler, time, Fixture.Settings(retries: 0));
        var slots = new WireSlots(1);
        Func<string?, ApiTime, Task<RequestRefusal?>>? claim = fate == "not to leave" ? static (_, _) => Task.FromResult<RequestRefusal?>(new RequestRefusal(FaultReason.Cancelled, "no")) : null;
        ApiOutcome failed = await SendAsync(client, slots, fate == "unsendable" ? "no slash" : "/v5/card-api/card/info", claim: claim);
        Assert.NotEqual(OutcomeState.Succeeded, failed.State);

        ApiOutcome[] others = await Task.WhenAll(SendAsync(client, slots), SendAsync(client, slots));
        Assert.All(others, static outcome => Assert.Equal(OutcomeState.Succeeded, outcome.State));
        Assert.Equal(1, most);
        handler.AssertPlayed();
    }

    [Fact]
    public async Task A_request_that_was_stopped_while_it_waited_is_not_sent_and_holds_nobody_up()
    {
        var answer = new TaskCompletionSource<HttpResponseMessage>();
        using var handler = new ScriptedHandler((_, _) => answer.Task, Steps.Json(Yes));
        using ApiClient client = Fixture.Client(handler, time);
        using var stop = new CancellationTokenSource();
        var slots = new WireSlots(1);
        Task<ApiOutcome> first = SendAsync(client, slots);
        Task<ApiOutcome> stopped = SendAsync(client, slots, token: stop.Token);
        Task<ApiOutcome> last = SendAsync(client, slots);
        await stop.CancelAsync();
        answer.SetResult(await Steps.Json(Yes)(handler.Sent[0], CancellationToken.None));

        Assert.Equal(OutcomeState.Succeeded, (await first).State);
        ApiOutcome outcome = await stopped;
        Assert.Equal((OutcomeState.NotSent, FaultReason.Cancelled), (outcome.State, outcome.Fault!.Reason));
        Assert.Equal(OutcomeState.Succeeded, (await last).State);
        handler.AssertPlayed();
    }

    [Fact]
    public void There_is_at_least_one_slot() => Assert.Throws<ArgumentOutOfRangeException>(static () => new WireSlots(0));

    private static Task<ApiOutcome> SendAsync(ApiClient client, WireSlots slots, string path = "/v5/card-api/card/info", Func<string?, ApiTime, Task<RequestRefusal?>>? claim = null, CancellationToken token = default) =>
        client.SendAsync(Fixture.Jws(path: path, claim: claim, slots: slots), NullWireTrace.Instance, token).WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
}
