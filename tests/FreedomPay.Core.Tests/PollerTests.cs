using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Tests.Support;

namespace FreedomPay.Core.Tests;

public class PollerTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public async Task It_asks_at_growing_intervals_until_the_answer_is_final()
    {
        int asked = 0;
        ApiOutcome outcome = await Poller.UntilAsync(_ => Task.FromResult(Ok((++asked).ToString(CultureInfo.InvariantCulture))), answer => (string?)answer["n"] == "6", new PollSchedule { Longest = TimeSpan.FromSeconds(2) }, time, default);
        Assert.Equal((OutcomeState.Succeeded, "6", 6), (outcome.State, outcome.RequestId, asked));
        Assert.Equal([500, 800, 1280, 2000, 2000], time.Waits.Select(w => w.TotalMilliseconds));
    }

    [Fact]
    public async Task It_gives_up_when_the_time_is_over_and_counts_what_was_sent()
    {
        int asked = 0;
        ApiOutcome outcome = await Poller.UntilAsync(
            _ =>
            {
                asked++;
                return Task.FromResult(Ok("1"));
            },
            _ => false, new PollSchedule { Timeout = TimeSpan.FromSeconds(10) }, time, default);
        Assert.Equal((OutcomeState.Failed, FaultReason.WaitTimeout, asked), (outcome.State, outcome.Fault!.Reason, outcome.Attempts));
        Assert.Contains("10 seconds", outcome.Fault.Message, StringComparison.Ordinal);
        Assert.Null(outcome.Answer);
        Assert.Equal(10, time.Waits.Sum(w => w.TotalSeconds), 3);
    }

    [Fact]
    public async Task The_last_fault_is_named_when_the_time_is_over()
    {
        ApiOutcome fault = Faulty(OutcomeState.Failed, FaultReason.Timeout, "nobody answered");
        ApiOutcome outcome = await Poller.UntilAsync(_ => Task.FromResult(fault), _ => true, new PollSchedule { Timeout = TimeSpan.FromSeconds(1) }, time, default);
        Assert.Equal(FaultReason.WaitTimeout, outcome.Fault!.Reason);
        Assert.EndsWith("nobody answered", outcome.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OutcomeState.Unknown, FaultReason.OutcomeUnknown, false)]
    [InlineData(OutcomeState.NotSent, FaultReason.CircuitOpen, false)]
    [InlineData(OutcomeState.NotSent, FaultReason.ConnectionFailed, false)]
    [InlineData(OutcomeState.Failed, FaultReason.Timeout, false)]
    [InlineData(OutcomeState.Failed, FaultReason.Throttled, false)]
    [InlineData(OutcomeState.Failed, FaultReason.Refused, true)]
    [InlineData(OutcomeState.Failed, FaultReason.Unauthorized, true)]
    [InlineData(OutcomeState.NotSent, FaultReason.NoCredential, true)]
    [InlineData(OutcomeState.NotSent, FaultReason.InvalidInput, true)]
    public async Task A_passing_fault_does_not_end_the_wait_and_a_lasting_one_does(OutcomeState state, FaultReason reason, bool ends)
    {
        ApiOutcome fault = Faulty(state, reason, "m");
        int asked = 0;
        ApiOutcome outcome = await Poller.UntilAsync(_ => Task.FromResult(asked++ == 0 ? fault : Ok("1")), _ => true, new PollSchedule(), time, default);
        Assert.Equal((ends ? state : OutcomeState.Succeeded, ends ? 1 : 2), (outcome.State, asked));
    }

    [Fact]
    public async Task Stopping_ends_the_wait_between_two_questions()
    {
        var held = new ManualTimeProvider { HoldWaits = true };
        using var cancel = new CancellationTokenSource();
        Task<ApiOutcome> polling = Poller.UntilAsync(_ => Task.FromResult(Ok("1")), _ => false, new PollSchedule(), held, cancel.Token);
        await held.WaitBegun;
        await cancel.CancelAsync();
        Assert.Equal(FaultReason.Cancelled, (await polling).Fault!.Reason);
    }

    private static ApiOutcome Ok(string id) => new() { State = OutcomeState.Succeeded, OperationId = "o", RequestId = id, Attempts = 1, Answer = new JsonObject { ["n"] = id } };

    private static ApiOutcome Faulty(OutcomeState state, FaultReason reason, string message) => new() { State = state, OperationId = "o", Fault = new ApiFault { Reason = reason, Message = message } };
}
