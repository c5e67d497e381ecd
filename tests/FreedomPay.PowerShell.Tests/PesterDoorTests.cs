using System.Text.Json;
using System.Xml.Linq;
using Xunit.Sdk;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The door to the Pester suite lets no run pass that did not.</summary>
public sealed class PesterDoorTests : IDisposable
{
    private const string Passed = """{ "passed": 5, "skipped": 0, "failed": [] }""";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("freedompay-door-");

    public void Dispose() => folder.Delete(recursive: true);

    [PesterTheory]
    [InlineData("exit 9", "did not finish * (exit code 9)")]
    [InlineData("exit 0", "did not finish * (exit code 0)")]
    public void The_results_of_an_earlier_run_are_not_those_of_this_one(string script, string expected)
    {
        File.WriteAllText(Results, Passed);

        Assert.Contains(expected.Replace("*", "Some.Tests.ps1", StringComparison.Ordinal), Fail(script), StringComparison.Ordinal);
    }

    [PesterFact]
    public void Results_without_a_failure_do_not_outweigh_the_exit_code() =>
        Assert.Contains("ended with 9", Fail($"param($File, $Results) Set-Content $Results '{Passed}'; exit 9"), StringComparison.Ordinal);

    [PesterFact]
    public void Results_without_a_test_are_no_pass() =>
        Assert.Contains("No Pester test", Fail("param($File, $Results) Set-Content $Results '{ \"passed\": 0, \"skipped\": 3, \"failed\": [] }'"), StringComparison.Ordinal);

    [PesterFact]
    public void A_failure_is_named() =>
        Assert.Contains("is wrong\n    because", Fail("param($File, $Results) Set-Content $Results '{ \"passed\": 1, \"skipped\": 0, \"failed\": [ { \"name\": \"is wrong\", \"message\": \"because\" } ] }'"), StringComparison.Ordinal);

    [PesterFact]
    public void What_passes_passes() => Run($"param($File, $Results) Set-Content $Results '{Passed}'");

    [Fact]
    public void The_tool_manifest_has_the_PowerShell_that_the_suite_runs_in()
    {
        using JsonDocument tools = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".config", "dotnet-tools.json")));
        XElement pin = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PowerShellTool").Single();

        Assert.Equal(pin.Value, tools.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString());
    }

    private string Results => Path.Combine(folder.FullName, "some.json");

    private string Fail(string script) => Assert.ThrowsAny<XunitException>(() => Run(script)).Message;

    private void Run(string script)
    {
        string file = Path.Combine(folder.FullName, "run.ps1");
        File.WriteAllText(file, script);
        PesterDoor.Run(file, "Some.Tests.ps1", Results, TimeSpan.FromMinutes(1));
    }
}
