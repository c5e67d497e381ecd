
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.Tests;

public class OrderedDispatcherTests
{
    private static readonly Action<TraceLine> NoTrace = static _ => { };

    [Fact]
    public void Outcomes_come_in_the_order_of_submission_whatever_ends_first()
    {
        using var dispatcher = new OrderedDispatcher<string>(3, wantsWire: false, CancellationToken.None);
        TaskCompletionSource<ApiOutcome>[] sources = [new(), new(), new()];
        for (int i = 0; i < 3; i++)
        {
            TaskCompletionSource<ApiOutcome> source = sources[i];
            dispatcher.Submit($"{i}", (_, _) => source.Task);
        }

        Assert.False(dispatcher.HasRoom);
        sources[2].SetResult(Ok("2"));
        sources[1].SetResult(Ok("1"));
        Assert.False(dispatcher.IsNextReady);
        sources[0].SetResult(Ok("0"));
        Assert.True(SpinWait.SpinUntil(() => dispatcher.IsNextReady, TimeSpan.FromSeconds(30)));
        var taken = new List<string>();
        while (dispatcher.Pending > 0) taken.Add(dispatcher.Take(NoTrace, out ApiOutcome? outcome) + outcome!.RequestId);
        Assert.Equal(["00", "11", "22"], taken);
    }

    [Fact]
    public void The_limit_is_reached_and_never_exceeded()
    {
        using var dispatcher = new OrderedDispatcher<string>(4, wantsWire: false, CancellationToken.None);
        using var together = new CountdownEvent(4);
        int running = 0, most = 0, taken = 0;
        for (int i = 0; i < 500; i++)
        {
            bool first = i < 4;
            while (!dispatcher.HasRoom) Assert.Equal($"{taken++}", dispatcher.Take(NoTrace, out _));
            dispatcher.Submit($"{i}", (_, stop) => Task.Run(
                () =>
                {
                    InterlockedMax(ref most, Interlocked.Increment(ref running));
                    if (first)
                    {
                        together.Signal();
                        together.Wait(stop);
                    }

                    Interlocked.Decrement(ref running);
                    return Ok("x");
                },
                stop));
        }

        while (dispatcher.Pending > 0) Assert.Equal($"{taken++}", dispatcher.Take(NoTrace, out _));
        Assert.Equal((500, 4), (taken, most));
    }

    [Fact]
    public void With_a_limit_of_one_the_next_is_not_sent_before_the_last_was_taken()
    {
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, CancellationToken.None);
        dispatcher.Submit("1", (_, _) => Task.FromResult(Ok("1")));
        Assert.False(dispatcher.HasRoom);
        Assert.Throws<InvalidOperationException>(() => dispatcher.Submit("2", (_, _) => throw new InvalidOperationException("must not be asked")));
        dispatcher.Take(NoTrace, out _);
        Assert.True(dispatcher.HasRoom);
    }

    [Fact]
    public void Rows_ahead_are_sent_as_soon_as_others_are_done_though_nobody_has_taken_those()
    {
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, CancellationToken.None, ahead: 2);
        TaskCompletionSource<ApiOutcome>[] sources = [new(), new(), new()];
        using var sent = new SemaphoreSlim(0);
        int begun = 0;
        for (int i = 0; i < 3; i++)
        {
            TaskCompletionSource<ApiOutcome> source = sources[i];
            Assert.True(dispatcher.HasRoom);
            dispatcher.Submit($"{i}", (_, _) =>
            {
                Interlocked.Increment(ref begun);
                sent.Release();
                return source.Task;
            });
        }

        Assert.False(dispatcher.HasRoom);
        for (int i = 0; i < 3; i++)
        {
            Assert.True(sent.Wait(TimeSpan.FromSeconds(30)));
            // One is in flight, and those behind it are not.
            Assert.Equal(i + 1, Volatile.Read(ref begun));
            sources[i].SetResult(Ok($"{i}"));
        }

        var taken = new List<string>();
        while (dispatcher.Pending > 0) taken.Add(dispatcher.Take(NoTrace, out ApiOutcome? outcome) + outcome!.RequestId);
        Assert.Equal(["00", "11", "22"], taken);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 4)]
    [InlineData(3, 50)]
    public void With_rows_ahead_the_limit_is_not_exceeded_and_the_order_is_kept(int limit, int ahead)
    {
        using var dispatcher = new OrderedDispatcher<string>(limit, wantsWire: false, CancellationToken.None, ahead: ahead);
        int running = 0, most = 0, held = 0, taken = 0;
        for (int i = 0; i < 2000; i++)
        {
            while (!dispatcher.HasRoom || dispatcher.IsNextReady) Assert.Equal($"{taken++}", dispatcher.Take(NoTrace, out _));
            string id = $"{i}";
            dispatcher.Submit(id, async (_, _) =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref running));
                if (id.GetHashCode(StringComparison.Ordinal) % 3 == 0) await Task.Yield();
                Interlocked.Decrement(ref running);
                return Ok(id);
            });
            held = Math.Max(held, dispatcher.Pending);
        }

        while (dispatcher.Pending > 0) Assert.Equal($"{taken++}", dispatcher.Take(NoTrace, out _));
        Assert.Equal(2000, taken);
        Assert.InRange(most, 1, limit);
        Assert.InRange(held, 1, limit + ahead);
    }

    [Fact]
    public async Task After_a_stop_the_rows_ahead_are_still_asked_and_told_that_it_has_come()
    {
        using var stop = new CancellationTokenSource();
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, stop.Token, ahead: 1);
        foreach (string id in new[] { "1", "2" })
        {
            dispatcher.Submit(id, async (_, token) =>
            {
                await Task.Delay(Timeout.Infinite, token).ContinueWith(static _ => { }, TaskScheduler.Default);
                return Ok(id + token.IsCancellationRequested);
            });
        }

        await stop.CancelAsync();
        Assert.Equal("1", dispatcher.Take(NoTrace, out ApiOutcome? first));
        Assert.Equal("2", dispatcher.Take(NoTrace, out ApiOutcome? second));
        Assert.Equal(("1True", "2True"), (first!.RequestId, second!.RequestId));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_refused(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderedDispatcher<string>(limit, wantsWire: false, CancellationToken.None));

    [Fact]
    public void Trace_lines_arrive_on_the_thread_that_takes_before_the_outcome_and_in_order()
    {
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: true, CancellationToken.None);
        var heard = new TaskCompletionSource();
        dispatcher.Submit("1", async (trace, _) =>
        {
            Assert.True(trace.WantsWire);
            trace.Wire("first");
            // Ends only after the line was handed over, so that the line proves to come during the wait.
            await heard.Task;
            trace.Request("second");
            return Ok("1");
        });
        int caller = Environment.CurrentManagedThreadId;
        var lines = new List<TraceLine>();
        dispatcher.Take(
            line =>
            {
                Assert.Equal(caller, Environment.CurrentManagedThreadId);
                lines.Add(line);
                heard.TrySetResult();
            },
            out _);
        Assert.Equal([new TraceLine("first", IsWire: true), new TraceLine("second", IsWire: false)], lines);
    }

    [Fact]
    public void A_request_that_traces_after_the_end_disturbs_nobody()
    {
        IWireTrace? kept = null;
        using (var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, CancellationToken.None))
        {
            dispatcher.Submit("1", (trace, _) =>
            {
                kept = trace;
                return Task.FromResult(Ok("1"));
            });
        }

        kept!.Request("late");
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_what_does_not_end_by_itself()
    {
        using var stop = new CancellationTokenSource();
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, stop.Token);
        dispatcher.Submit("1", (_, _) => new TaskCompletionSource<ApiOutcome>().Task);
        Task<(string, ApiOutcome?)> taking = Task.Run(() => (dispatcher.Take(NoTrace, out ApiOutcome? outcome), outcome));
        await stop.CancelAsync();
        Assert.Equal(("1", null), await taking);
        Assert.Equal(0, dispatcher.Pending);
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_any_number_that_do_not_end_in_one_moment_and_the_others_are_taken()
    {
        using var stop = new CancellationTokenSource();
        using var dispatcher = new OrderedDispatcher<string>(32, wantsWire: false, stop.Token);
        for (int i = 0; i < 32; i++)
        {
            string id = $"{i}";
            dispatcher.Submit(id, (_, _) => id == "20" ? Task.FromResult(Ok(id)) : new TaskCompletionSource<ApiOutcome>().Task);
        }

        Assert.True(dispatcher.HasRoom is false);
        await stop.CancelAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var told = new List<string?>();
        while (dispatcher.Pending > 0)
        {
            dispatcher.Take(NoTrace, out ApiOutcome? outcome);
            told.Add(outcome?.RequestId);
        }

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
        Assert.Equal("20", Assert.Single(told, static id => id is not null));
        Assert.Equal(32, told.Count);
    }

    [Fact]
    public async Task Stop_ends_the_wait_for_what_writes_trace_lines_without_end()
    {
        using var stop = new CancellationTokenSource();
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, stop.Token);
        using var end = new CancellationTokenSource();
        dispatcher.Submit("1", async (trace, _) =>
        {
            while (!end.IsCancellationRequested)
            {
                trace.Request("on and on");
                await Task.Delay(5, CancellationToken.None);
            }

            return Ok("1");
        });
        await stop.CancelAsync();
        Task<ApiOutcome?> taking = Task.Run(() =>
        {
            dispatcher.Take(NoTrace, out ApiOutcome? outcome);
            return outcome;
        });
        Assert.Same(taking, await Task.WhenAny(taking, Task.Delay(TimeSpan.FromSeconds(30))));
        Assert.Null(await taking);
        await end.CancelAsync();
    }

    [Fact]
    public async Task Stop_reaches_the_request_and_what_it_says_then_is_still_taken()
    {
        using var stop = new CancellationTokenSource();
        using var dispatcher = new OrderedDispatcher<string>(1, wantsWire: false, stop.Token);
        dispatcher.Submit("1", (_, token) => Task.Run(
            () =>
            {
                token.WaitHandle.WaitOne();
                return Ok("stopped");
            },
            CancellationToken.None));
        Task<ApiOutcome> taking = Task.Run(() =>
        {
            dispatcher.Take(NoTrace, out ApiOutcome? outcome);
            return outcome!;
        });
        await stop.CancelAsync();
        Assert.Equal("stopped", (await taking).RequestId);
    }

    [Fact]
    public void Waiting_for_what_is_pending_ends_with_it_and_leaves_it_to_be_taken()
    {
        using var dispatcher = new OrderedDispatcher<string>(2, wantsWire: false, CancellationToken.None);
        dispatcher.Submit("1", (_, _) => Task.FromResult(Ok("1")));
        dispatcher.Submit("2", (_, stop) => Task.Run(() => Ok("2"), stop));
        dispatcher.WaitForPending(Timeout.InfiniteTimeSpan);
        Assert.True(SpinWait.SpinUntil(() => dispatcher.IsNextReady, TimeSpan.FromSeconds(30)));
        Assert.Equal("1", dispatcher.Take(NoTrace, out _));
        Assert.Equal("2", dispatcher.Take(NoTrace, out _));
    }

    [Fact]
    public void What_a_request_throws_surfaces_where_it_is_taken_and_does_not_block_the_next()
    {
        using var dispatcher = new OrderedDispatcher<string>(2, wantsWire: false, CancellationToken.None);
        dispatcher.Submit("1", (_, _) => Task.FromException<ApiOutcome>(new ArgumentException("bug")));
        dispatcher.Submit("2", (_, _) => Task.FromResult(Ok("2")));
        Assert.Throws<ArgumentException>(() => dispatcher.Take(NoTrace, out _));
        Assert.Equal("2", dispatcher.Take(NoTrace, out _));
    }

    [Fact]
    public void What_a_request_throws_is_told_as_its_outcome_where_somebody_can_say_how()
    {
        using var dispatcher = new OrderedDispatcher<string>(2, wantsWire: false, CancellationToken.None) { Failed = static (row, thrown) => Ok(row + thrown.Message) };
        dispatcher.Submit("1", (_, _) => throw new OperationCanceledException("ended"));
        dispatcher.Submit("2", (_, _) => Task.FromResult(Ok("2")));
        dispatcher.Take(NoTrace, out ApiOutcome? first);
        dispatcher.Take(NoTrace, out ApiOutcome? second);
        Assert.Equal(("1ended", "2"), (first!.RequestId, second!.RequestId));
    }

    private static ApiOutcome Ok(string id) => new() { State = OutcomeState.Succeeded, OperationId = "o", RequestId = id, Answer = [] };

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
