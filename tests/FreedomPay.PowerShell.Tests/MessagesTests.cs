using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What users read in English and in Russian says the same, as far as a test can tell.</summary>
public sealed partial class MessagesTests
{
    /// <summary>The tag of the language itself.</summary>
    private const string Language = "Language";

    /// <summary>Words that have Russian ones, or that a Russian sentence may do without.</summary>
    private static readonly HashSet<string> Translated = new(["API", "IIN", "BIN", "PIN", "GiB"], StringComparer.Ordinal);

    [Theory, MemberData(nameof(Projects))]
    public void Both_languages_have_the_same_keys_in_the_same_order(string project)
    {
        string[] english = [.. Read(project, "Messages.resx").Select(text => text.Key)];
        Assert.NotEmpty(english);
        Assert.Equal(english, Read(project, "Messages.ru.resx").Select(text => text.Key));
        Assert.Equal(english.Distinct(StringComparer.OrdinalIgnoreCase), english);
    }

    [Theory, MemberData(nameof(Projects))]
    public void Both_languages_group_their_texts_alike(string project)
    {
        string[] english = [.. Comments("Messages.resx")];
        Assert.NotEmpty(english);
        Assert.Equal(english, Comments("Messages.ru.resx"));

        IEnumerable<string> Comments(string file) => Load(project, file).Nodes().OfType<XComment>().Select(comment => $"{comment.Value} before {comment.ElementsAfterSelf("data").First().Attribute("name")!.Value}");
    }

    [Theory, MemberData(nameof(Projects))]
    public void Both_languages_have_the_same_placeholders_numbered_without_gaps(string project) => Each(project, (_, english, russian) =>
    {
        string[] expected = Placeholders(english);
        Assert.Equal(expected, Placeholders(russian));
        int[] numbers = [.. Placeholder().Matches(english).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)).Distinct().Order()];
        Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);
        if (expected.Length > 0) Assert.All([english, russian], text => CompositeFormat.Parse(text));
    });

    [Theory, MemberData(nameof(Projects))]
    public void No_text_is_empty_and_the_blanks_around_it_are_the_same(string project) => Each(project, (_, english, russian) =>
    {
        Assert.False(string.IsNullOrWhiteSpace(english));
        Assert.False(string.IsNullOrWhiteSpace(russian));
        Assert.Equal(Blanks().Replace(english, "$1…$2"), Blanks().Replace(russian, "$1…$2"));
    });

    [Theory, MemberData(nameof(Projects))]
    public void Every_Russian_text_is_Russian(string project) => Each(project, (key, english, russian) =>
    {
        if (key == Language) Assert.Equal(("en", "ru"), (english, russian));
        else if (Placeholder().Replace(english, "").Any(char.IsLetter)) Assert.Matches(@"\p{IsCyrillic}", russian);
    });

    [Theory, MemberData(nameof(Projects))]
    public void What_is_code_is_the_same_in_Russian(string project) => Each(project, (_, english, russian) =>
    {
        List<string> kept = Code(russian);
        Assert.All(Code(english), token => Assert.True(kept.Remove(token), $"'{token}' is missing"));
    });

    [Theory, MemberData(nameof(Projects))]
    public void Every_text_is_used(string project)
    {
        string folder = Path.Combine(Repository.Root, "src", project);
        HashSet<string> used = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))];
        Assert.Empty(Read(project, "Messages.resx").Select(text => text.Key).Where(key => !IsOfOperation(key)).Except(used));
    }

    /// <summary>Whether a text says what an operation does; these are found by the name of the operation.</summary>
    internal static bool IsOfOperation(string key) => key.StartsWith("Do", StringComparison.Ordinal) && key.Length > 2 && char.IsUpper(key[2]);

    public static TheoryData<string> Projects() => new("FreedomPay.Core", "FreedomPay.PowerShell");

    /// <summary>Checks every text, and names all that do not pass.</summary>
    private static void Each(string project, Action<string, string, string> check)
    {
        Dictionary<string, string> russian = Read(project, "Messages.ru.resx").ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal);
        Assert.All(Read(project, "Messages.resx"), text => check(text.Key, text.Value, russian[text.Key]));
    }

    private static IEnumerable<KeyValuePair<string, string>> Read(string project, string file) =>
        Load(project, file).Elements("data").Select(data => KeyValuePair.Create(data.Attribute("name")!.Value, data.Element("value")!.Value));

    private static XElement Load(string project, string file) => XElement.Load(Path.Combine(Repository.Root, "src", project, "Texts", file), LoadOptions.PreserveWhitespace);

    /// <summary>A Russian sentence may name a value twice.</summary>
    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static List<string> Code(string text) => [.. CodeWord().Matches(Placeholder().Replace(text, "…")).Select(match => match.Value.TrimEnd('.', ',', ';', ':', ')')).Where(word => !Translated.Contains(word))];

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^{}]*\}(?!\})")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(\s*).*?(\s*)$", RegexOptions.Singleline)]
    private static partial Regex Blanks();

    /// <summary>Addresses; names of parameters and cmdlets; names with an underscore or a capital inside; abbreviations; whatever has a digit.</summary>
    [GeneratedRegex(@"https?://\S*|(?<![\w-])-[A-Z]\w+|\b[A-Z]\w+-[A-Z]\w+|\b\w+_\w*|\b\w*[a-z][A-Z]\w*|\b[A-Z]{3,}\b|[\w.:+-]*\d[\w.:+-]*")]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\bMessages\.(\w+)")]
    private static partial Regex Use();
}
