namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// The door to the Pester suite: each file of tests/Pester is one test here, which runs it in a real PowerShell and fails with
/// the names of the Pester tests that failed.
/// </summary>
public sealed class PesterSuite
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(25);
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Pester");

    public static TheoryData<string> Files() => new(Directory
        .EnumerateFiles(Folder, "*.Tests.ps1")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal));

    [PesterTheory]
    [MemberData(nameof(Files))]
    public void Every_Pester_test_passes(string file) =>
        PesterDoor.Run(Path.Combine(Folder, "run.ps1"), file, Path.Combine(Repository.Root, "out", "pester", Path.GetFileNameWithoutExtension(file) + ".json"), Limit);
}
