using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// The runs of the Pester suite, as many at a time as the machine has cores. Every file is a test of its own, which waits for its run;
/// each run begins when there is a core for it, not when its test's turn comes.
/// </summary>
public static class PesterRuns
{
    // Each is mostly one thread, so it has a core to itself; two at least, since they wait for other processes too.
    private static readonly SemaphoreSlim Cores = new(Math.Max(2, Environment.ProcessorCount));
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Begun = new(StringComparer.Ordinal);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);

    // Begun last, these would run on when everything else has ended.
    private static readonly string[] Longest =
    [
        "Leaks.Tests.ps1", "Csv.Tests.ps1", "Help.Tests.ps1", "WhatIf.Tests.ps1", "Bulk.Tests.ps1", "OutputText.Tests.ps1",
        "Guides.Tests.ps1", "FormatViews.Tests.ps1",
    ];

    /// <summary>The folder of the suite.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Pester");

    /// <summary>Every file of the suite, the longest first.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Directory
        .EnumerateFiles(Folder, "*.Tests.ps1")
        .Select(file => Path.GetFileName(file))
        .OrderBy(file => (uint)Array.IndexOf(Longest, file))
        .ThenBy(file => file, StringComparer.Ordinal)];

    /// <summary>The files that are named as the longest and are not there.</summary>
    public static IEnumerable<string> Missing => Longest.Except(Files);

    /// <summary>The run of a file; it begins when it is first asked for and a core is free.</summary>
    /// <param name="file">The file's name.</param>
    public static Task Of(string file) => Begun.GetOrAdd(file, name => new Lazy<Task>(() => Task.Run(() => RunAsync(name)))).Value;

    private static async Task RunAsync(string file)
    {
        await Cores.WaitAsync();
        try
        {
            string results = Path.Combine(Repository.Root, "out", "pester", Path.GetFileNameWithoutExtension(file) + ".json");
            // It blocks until the process has ended, which is no work for a thread of the pool.
            await Task.Factory.StartNew(
                () => PesterDoor.Run(Path.Combine(Folder, "run.ps1"), file, results, Limit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            Cores.Release();
        }
    }
}

/// <summary>Begins the runs of the files that are to be tested, and of no other: xunit lets an order see them all before the first one runs.</summary>
public sealed class PesterOrder : ITestCaseOrderer
{
    /// <inheritdoc />
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
    {
        TTestCase[] cases = [.. testCases];
        if (PesterDoor.WhyNot is null)
        {
            var chosen = cases.Select(test => test.TestMethodArguments is [string file] ? file : null).ToHashSet();
            foreach (string file in PesterRuns.Files.Where(chosen.Contains))
            {
                _ = PesterRuns.Of(file);
            }
        }

        return cases;
    }
}
