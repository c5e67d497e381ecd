namespace FreedomPay.Bench;

/// <summary>What <c>bench/bulk.ps1</c> compares the module with. Commands come line by line, so that warm processes can take turns.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["loop", string address]:
                await TakeTurnsAsync(new RawLoop(new Uri(address))).ConfigureAwait(false);
                return 0;
            case ["serve", string address]:
                using (var server = new CannedServer(await RawLoop.WholeAnswerAsync(new Uri(address)).ConfigureAwait(false)))
                {
                    Console.WriteLine(server.Address);
                    // Until whoever started this closes it.
                    while (await Console.In.ReadLineAsync().ConfigureAwait(false) is not null)
                    {
                    }
                }

                return 0;
            default:
                await Console.Error.WriteLineAsync("loop <address of the API> | serve <address of the sandbox whose answer is repeated>").ConfigureAwait(false);
                return 2;
        }
    }

    private static async Task TakeTurnsAsync(RawLoop loop)
    {
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            string[] words = line.Split(' ');
            int limit = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture);
            int count = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long start = System.Diagnostics.Stopwatch.GetTimestamp();
            await loop.RunAsync(limit, count).ConfigureAwait(false);
            double seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
            double cpu = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant($"{{\"seconds\":{seconds},\"cpu\":{cpu}}}"));
        }
    }
}
