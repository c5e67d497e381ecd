namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// The door to the Pester suite: each file of tests/Pester is one test here, which runs it in a real PowerShell and fails with
/// the names of the Pester tests that failed.
/// </summary>
[TestCaseOrderer("FreedomPay.PowerShell.Tests." + nameof(PesterOrder), "FreedomPay.PowerShell.Tests")]
public sealed class PesterSuite
{
    public static TheoryData<string> Files() => new(PesterRuns.Files);

    [PesterTheory]
    [MemberData(nameof(Files))]
    public Task Every_Pester_test_passes(string file) => PesterRuns.Of(file);

    [Fact]
    public void The_files_that_are_named_as_the_longest_are_there() => Assert.Empty(PesterRuns.Missing);
}
