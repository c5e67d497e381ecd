using System.Diagnostics;
using System.Text.RegularExpressions;
using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>Regular expressions take a time that grows with the text, so that none needs a limit which would end a command where the clock runs oddly.</summary>
public sealed partial class PatternTests
{
    public static TheoryData<string> Kinds() => new(Enum.GetNames<FieldKind>());

    [Fact]
    public void None_has_a_time_limit_of_its_own_or_of_the_process() =>
        Expect.None(from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
                    where !Built().IsMatch(file)
                    from use in Use().Matches(File.ReadAllText(file))
                    where !use.Value.Contains("Regex.InfiniteMatchTimeout", StringComparison.Ordinal)
                    select $"{Path.GetFileName(file)}: {use.Value}");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_field_of_any_kind_is_judged_at_once_however_long_its_text_is(string kind)
    {
        var field = new FieldAttribute("a", Enum.Parse<FieldKind>(kind)) { Pattern = "^[a-zA-Z0-9_-]+$" };
        foreach (string part in new[] { "1", "+1", "a", "a ", "a,", "a@a.", "1.", "-1", "123456***", "1-" })
        {
            string text = string.Concat(Enumerable.Repeat(part, 200_000 / part.Length)) + "!";
            var clock = Stopwatch.StartNew();
            FieldRules.ToWire(field, text, out _);
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed} over '{part}' again and again.");
        }
    }

    [GeneratedRegex(@"(new Regex\(|Regex \w+ = new\(|\bRegex\.(IsMatch|Matches|Match|Replace|Split)\()[^;]*;", RegexOptions.Singleline)]
    private static partial Regex Use();

    [GeneratedRegex(@"[\\/](obj|bin)[\\/]")]
    private static partial Regex Built();
}
