namespace FreedomPay.PowerShell.Tests;

/// <summary>The pages under docs/ are those that the build makes of the code.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void The_committed_pages_are_those_that_the_build_makes()
    {
        Dictionary<string, string> made = Pages(Path.Combine(Repository.Root, "out", "docs", "cmdlets"));
        Dictionary<string, string> committed = Pages(Path.Combine(Repository.Root, "docs", "cmdlets"));

        Assert.NotEmpty(made);
        string[] stale = [.. made.Keys.Union(committed.Keys).Where(page => made.GetValueOrDefault(page) != committed.GetValueOrDefault(page)).Order(StringComparer.Ordinal)];
        Assert.True(stale.Length == 0, "./build.ps1 Build renews these pages of docs/cmdlets; commit them: " + string.Join(", ", stale));
    }

    private static Dictionary<string, string> Pages(string folder) => Directory.EnumerateFiles(folder, "*.md")
        .ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n"), StringComparer.Ordinal);
}
