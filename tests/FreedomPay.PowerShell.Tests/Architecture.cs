using System.Text.RegularExpressions;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The rooms of the house, and which of them may know which: Commands, Pipeline, Operations, Fields, Core, each only what stands behind it.</summary>
public sealed partial class Architecture
{
    private const string Source = "src/FreedomPay.PowerShell";
    private const int Widest = 160;

    /// <summary>From what knows the most to what knows the least. Models and texts are known to all of them.</summary>
    private static readonly string[] Rooms = ["Commands", "Pipeline", "Operations", "Fields"];

    /// <summary>Families that use another one, and why.</summary>
    private static readonly Dictionary<(string User, string Used), string> Neighbours = new()
    {
        [("Merchant", "Payments")] = "What Merchant and Gateway share.",
        [("Gateway", "Payments")] = "What Merchant and Gateway share.",
        [("Session", "FreedomId")] = "Connect-FreedomPay signs in, and the connection says how long that lasts.",
        [("Session", "Sandbox")] = "Connect-FreedomPay starts a sandbox where none runs.",
    };

    public static TheoryData<string> Files() => new(All);

    [Theory]
    [MemberData(nameof(Files))]
    public void The_namespace_of_a_file_is_its_folder(string file)
    {
        string[] folders = Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar);
        string expected = folders[0] == "Models" ? "FreedomPay" : string.Join('.', ["FreedomPay", .. folders]);

        Assert.Equal(expected, Namespace().Match(Text(file)).Groups[1].Value);
    }

    [Fact]
    public void A_room_knows_only_the_rooms_behind_it() =>
        Expect.None(from file in All
                    let own = Array.IndexOf(Rooms, file.Split(Path.DirectorySeparatorChar)[0])
                    where own >= 0
                    from used in Used(file)
                    where Array.IndexOf(Rooms, used.Split('.')[0]) < own
                    select $"{file} uses {used}");

    [Fact]
    public void What_lies_with_a_family_is_used_by_that_family_and_its_models_only() =>
        Expect.None(from file in All
                    let folders = file.Split(Path.DirectorySeparatorChar)
                    where folders[0] is "Commands" or "Models"
                    from used in Used(file)
                    where used.StartsWith("Commands.", StringComparison.Ordinal)
                    let family = used.Split('.')[1]
                    where folders[1] != family && !Neighbours.ContainsKey((folders[1], family))
                    select $"{file} uses {used}");

    // A regular expression is one text, however long.
    [Fact]
    public void No_line_is_wider_than_a_reader_sees() =>
        Expect.None(from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
                    let path = Path.GetRelativePath(Repository.Root, file)
                    where !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin")
                    from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
                    where line.Text.Length > Widest && !line.Text.TrimStart().StartsWith("@\"", StringComparison.Ordinal)
                    select $"{path}({line.Number}) has {line.Text.Length} characters");

    private static IEnumerable<string> All => Directory.EnumerateFiles(Path.Combine(Repository.Root, Source), "*.cs", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Path.Combine(Repository.Root, Source), file))
        .Where(file => !file.StartsWith("obj", StringComparison.Ordinal) && !file.StartsWith("bin", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, Source, file));

    /// <summary>The rooms that a file names, in a using or before a type. Nothing of another room can be used without one of the two.</summary>
    private static IEnumerable<string> Used(string file)
    {
        string text = Text(file);
        return Using().Matches(text).Concat(Qualified().Matches(text)).Select(match => match.Groups[1].Value).Distinct();
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using FreedomPay\.((?:Commands\.\w+|Pipeline|Operations|Fields)\b)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"(?<![\w.])(?:FreedomPay\.)?((?:Commands\.\w+|Pipeline|Operations|Fields))\.[A-Z]")]
    private static partial Regex Qualified();
}
