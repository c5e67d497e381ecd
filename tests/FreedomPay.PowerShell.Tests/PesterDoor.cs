using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// Runs a file of tests/Pester in a real PowerShell and believes nothing but what this very run has left: the results of a run before it
/// are removed first, and results count only where the process that wrote them ended well.
/// </summary>
internal static class PesterDoor
{
    /// <summary>Why the suite cannot run: the build was told to leave PowerShell and Pester out. Null where it can.</summary>
    public static string? WhyNot { get; } = PowerShell.Length > 0 ? null : "The build left PowerShell and Pester out (-p:WithoutPowerShell=true).";

    // Laid out by the build, from the package folder: nothing on PATH or in a module folder of this machine is asked.
    private static string PowerShell => Metadata("PowerShell");

    private static string Metadata(string key) =>
        typeof(PesterDoor).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    /// <summary>Runs a file and fails with what failed in it.</summary>
    /// <param name="script">The script that runs it; tests/Pester/run.ps1.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="results">Where the script is to leave its results.</param>
    /// <param name="limit">How long it may take.</param>
    public static void Run(string script, string file, string results, TimeSpan limit)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        File.Delete(results);
        File.Delete(Path.ChangeExtension(results, "counts"));
        (int exitCode, string output) = Start(limit, "-NoProfile", "-NonInteractive", "-File", script, "-File", file, "-Results", results);
        Assert.True(File.Exists(results), $"Pester did not finish {file} (exit code {exitCode}):\n{output}");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(results));
        string[] failed = [.. document.RootElement.GetProperty("failed").EnumerateArray().Select(test => $"{test.GetProperty("name").GetString()}\n    {test.GetProperty("message").GetString()}")];
        Assert.True(failed.Length == 0, $"{failed.Length} Pester tests of {file} failed:\n" + string.Join("\n", failed));
        Assert.True(exitCode == 0, $"The results of {file} have no failure, but its process ended with {exitCode}:\n{output}");
        Assert.True(document.RootElement.GetProperty("passed").GetInt32() > 0, $"No Pester test of {file} ran:\n{output}");
    }

    private static (int ExitCode, string Output) Start(TimeSpan limit, params string[] arguments)
    {
        // dotnet pwsh.dll is the process itself; the tool's own command would be one more before it, and killing that would leave this.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [PowerShell, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
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
}

/// <summary>A theory that needs PowerShell and Pester; skipped only where the build was told to leave them out.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterTheoryAttribute : TheoryAttribute
{
    public PesterTheoryAttribute() => Skip = PesterDoor.WhyNot;
}

/// <summary>A fact that needs PowerShell and Pester; skipped only where the build was told to leave them out.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterFactAttribute : FactAttribute
{
    public PesterFactAttribute() => Skip = PesterDoor.WhyNot;
}
