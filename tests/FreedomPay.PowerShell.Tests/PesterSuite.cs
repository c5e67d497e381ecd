using System.Diagnostics;
using System.Text.Json;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// The door to the Pester suite: each file of tests/Pester is one test here, which runs it in a real PowerShell and fails with
/// the names of the Pester tests that failed. Without PowerShell or Pester they are skipped, with the reason.
/// </summary>
public sealed class PesterSuite(PesterSuite.Announcement announcement) : IClassFixture<PesterSuite.Announcement>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly Lazy<string?> WhyNot = new(FindObstacle);

    public static TheoryData<string> Files() => new(Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Pester"), "*.Tests.ps1")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal));

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Every_Pester_test_passes(string file)
    {
        announcement.Make(WhyNot.Value);
        Skip.If(WhyNot.Value is not null, WhyNot.Value);

        string results = Path.Combine(Repository.Root, "out", "pester", Path.GetFileNameWithoutExtension(file) + ".json");
        (int exitCode, string output) = Run(Limit, "-NoProfile", "-NonInteractive", "-File", Path.Combine(Repository.Root, "tests", "Pester", "run.ps1"), "-File", file, "-Results", results);
        Assert.True(File.Exists(results), $"Pester did not finish {file} (exit code {exitCode}):\n{output}");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(results));
        string[] failed = [.. document.RootElement.GetProperty("failed").EnumerateArray().Select(test => $"{test.GetProperty("name").GetString()}\n    {test.GetProperty("message").GetString()}")];
        Assert.True(failed.Length == 0, $"{failed.Length} Pester tests of {file} failed:\n" + string.Join("\n", failed));
        Assert.True(document.RootElement.GetProperty("passed").GetInt32() > 0, $"No Pester test of {file} ran:\n{output}");
    }

    private static string? FindObstacle()
    {
        try
        {
            (int exitCode, string output) = Run(TimeSpan.FromMinutes(1), "-NoProfile", "-NonInteractive", "-Command",
                "if ($PSVersionTable.PSVersion -lt [version]'7.4') { \"This is PowerShell $($PSVersionTable.PSVersion); 7.4 or later is needed.\"; exit 1 }; " +
                "if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge ([version]'5.0'))) { 'PowerShell does not find Pester 5 or later: Install-PSResource Pester'; exit 1 }");
            return exitCode == 0 ? null : output.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "There is no pwsh on PATH: the Pester suite needs PowerShell 7.4 or later.";
        }
    }

    private static (int ExitCode, string Output) Run(TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo("pwsh", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["NO_COLOR"] = "1";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return (-1, $"ended after {limit.TotalMinutes} minutes\n{output.Result}\n{errors.Result}");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }

    /// <summary>Says once, in the output of dotnet test, why the suite is skipped.</summary>
    public sealed class Announcement(IMessageSink sink)
    {
        private bool made;

        public void Make(string? obstacle)
        {
            if (obstacle is null || made) return;
            made = true;
            sink.OnMessage(new DiagnosticMessage("The Pester suite is skipped. " + obstacle));
        }
    }
}
