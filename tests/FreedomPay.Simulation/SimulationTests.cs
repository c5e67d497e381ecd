using FreedomPay.Core;

namespace FreedomPay.Simulation;

public sealed class SimulationTests
{
    private const int Worlds = 5000;

    [Fact]
    public void No_promise_is_broken_whatever_network_disk_clock_process_and_operator_do()
    {
        var broken = new System.Collections.Concurrent.ConcurrentQueue<ulong>();
        int next = 0, played = 0;
        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Play))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.True(broken.IsEmpty, broken.TryPeek(out ulong seed) ? Told(seed) : "");
        Assert.Equal(Worlds, played);

        void Play()
        {
            while (Interlocked.Increment(ref next) is var seed && seed <= Worlds && broken.IsEmpty)
            {
                if (World.Play(Plan.Of((ulong)seed)).Violation is not null) broken.Enqueue((ulong)seed);
                Interlocked.Increment(ref played);
            }
        }
    }

    // A payment that arrived late and was repeated meanwhile, by a run that took the repeat's time for the only one. A refund that came into the list
    // of the next but one only, and passed for that. A refund of an earlier run that did so: the process had read of it in a journal. A first
    // line of a journal that a killed run had left with the system, and no run since had brought to the disk.
    [Theory]
    [InlineData(46934)]
    [InlineData(613408)]
    [InlineData(747735)]
    [InlineData(771392)]
    [InlineData(883903)]
    [InlineData(1238443)]
    public void A_world_that_once_broke_a_promise_does_so_no_more(long seed)
    {
        Assert.Null(OnThread(() => World.Play(Plan.Of((ulong)seed))).Violation);
    }

    [Fact]
    public void A_seed_says_all_that_happens()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            WorldEnd one = OnThread(() => World.Play(Plan.Of(seed))), other = OnThread(() => World.Play(Plan.Of(seed)));
            Assert.Equal((one.Course, one.Requests, one.Violation), (other.Course, other.Requests, other.Violation));
        }
    }

    [Fact]
    public void What_acts_twice_is_found_and_its_story_is_short()
    {
        // An operation that is said to answer a repeat with its first answer, and acts each time.
        var liar = new Kind { Name = "liar", Safety = Safety.Replay };
        IEnumerable<Plan> plans = Enumerable.Range(1, 300).Select(seed => Plan.Of((ulong)seed) with { Kind = liar });
        Plan bad = plans.First(static plan => OnThread(() => World.Play(plan)).Violation is not null);
        (Plan shrunk, WorldEnd end) = OnThread(() => Simulation.Shrink(bad));
        Assert.Contains("was meant 1 times and has happened 2 times", end.Violation, StringComparison.Ordinal);
        Assert.Single(shrunk.Rows);
        Assert.InRange(shrunk.Runs.Count, 1, bad.Runs.Count);
        Assert.True(end.Story.Split(", request ").Length > 2, end.Story);
        Assert.InRange(end.Story.Split('\n').Length, 3, 20);
    }

    private static string Told(ulong seed)
    {
        WorldEnd end = OnThread(() => Simulation.Shrink(Plan.Of(seed)).End);
        return $"{end.Violation}\n{end.Story}\nAgain: ./build.ps1 Simulate -Seed {seed}";
    }

    // The runner's own context would send what waits to its threads.
    private static T OnThread<T>(Func<T> play)
    {
        T? played = default;
        var thread = new Thread(() => played = play());
        thread.Start();
        thread.Join();
        return played!;
    }
}
