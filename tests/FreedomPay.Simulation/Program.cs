using System.Diagnostics;
using System.Globalization;

namespace FreedomPay.Simulation;

/// <summary>Plays as many worlds as are wished, and tells of the first that breaks a promise.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        long worlds = Number("--worlds") ?? 10_000;
        ulong seed = (ulong)(Number("--seed") ?? 1);
        bool isOne = Number("--worlds") is null && Number("--seed") is not null;
        if (isOne) worlds = 1;
        long played = 0, requests = 0;
        ulong? broken = null;
        var watch = Stopwatch.StartNew();
        using (new Timer(_ => Report(), null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5)))
        {
            // Each world has one thread, and each thread its own worlds.
            Thread[] threads = [.. Enumerable.Range(0, isOne ? 1 : Environment.ProcessorCount).Select(_ => new Thread(Play))];
            foreach (Thread thread in threads) thread.Start();
            foreach (Thread thread in threads) thread.Join();
        }

        Report();
        if (broken is not { } bad) return 0;
        (_, WorldEnd end) = Simulation.Shrink(Plan.Of(bad));
        Console.WriteLine($"{end.Story}\nSeed {bad}: {end.Violation}\nAgain: ./build.ps1 Simulate -Seed {bad}");
        return 1;

        long? Number(string name)
        {
            int at = Array.IndexOf(args, name);
            return at < 0 ? null : long.Parse(args[at + 1], CultureInfo.InvariantCulture);
        }

        void Play()
        {
            while (broken is null)
            {
                long mine = Interlocked.Increment(ref played) - 1;
                if (mine >= worlds)
                {
                    Interlocked.Decrement(ref played);
                    return;
                }

                WorldEnd end = World.Play(Plan.Of(seed + (ulong)mine));
                Interlocked.Add(ref requests, end.Requests);
                if (end.Violation is not null) broken ??= seed + (ulong)mine;
            }
        }

        void Report()
        {
            long done = Interlocked.Read(ref played), sent = Interlocked.Read(ref requests);
            double seconds = watch.Elapsed.TotalSeconds;
            string speed = FormattableString.Invariant($"{done / seconds:0} worlds and {sent / seconds:0} requests a second");
            Console.WriteLine($"{done} worlds, {sent} requests, {speed}");
        }
    }
}
