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

    /// <summary>Name of the texts of nobody in particular, and the end of the name of those of a family.</summary>
    private const string Shared = "Messages";

    private static readonly string Sources = Path.Combine(Repository.Root, "src");

    /// <summary>Words that have Russian ones, or that a Russian sentence may do without.</summary>
    private static readonly HashSet<string> Translated = new(["API", "IIN", "BIN", "PIN", "GiB"], StringComparer.Ordinal);

    [Theory, MemberData(nameof(Files))]
    public void Both_languages_have_the_same_keys_in_the_same_order(string file)
    {
        string[] english = [.. Read(file).Select(text => text.Key)];
        Assert.NotEmpty(english);
        Assert.Equal(english, Read(Russian(file)).Select(text => text.Key).Where(key => !IsOfOperation(key)));
        Assert.Equal(english.Distinct(StringComparer.OrdinalIgnoreCase), english);
    }

    [Theory, MemberData(nameof(Files))]
    public void Both_languages_group_their_texts_alike(string file)
    {
        string[] english = [.. Comments(file)];
        Assert.NotEmpty(english);
        Assert.Equal(english, Comments(Russian(file)));

        static IEnumerable<string> Comments(string file) =>
            from comment in Load(file).Nodes().OfType<XComment>()
            let first = comment.ElementsAfterSelf("data").First().Attribute("name")!.Value
            where !IsOfOperation(first)
            select $"{comment.Value} before {first}";
    }

    [Theory, MemberData(nameof(Files))]
    public void Both_languages_have_the_same_placeholders_numbered_without_gaps(string file) => Each(file, (_, english, russian) =>
    {
        string[] expected = Placeholders(english);
        Assert.Equal(expected, Placeholders(russian));
        IEnumerable<int> all = Placeholder().Matches(english).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        int[] numbers = [.. all.Distinct().Order()];
        Assert.Equal(Enumerable.Range(0, numbers.Length), numbers);
        if (expected.Length > 0) Assert.All([english, russian], text => CompositeFormat.Parse(text));
    });

    [Theory, MemberData(nameof(Files))]
    public void No_text_is_empty_and_the_blanks_around_it_are_the_same(string file) => Each(file, (_, english, russian) =>
    {
        Assert.False(string.IsNullOrWhiteSpace(english));
        Assert.False(string.IsNullOrWhiteSpace(russian));
        Assert.Equal(Blanks().Replace(english, "$1…$2"), Blanks().Replace(russian, "$1…$2"));
    });

    [Theory, MemberData(nameof(Files))]
    public void Every_Russian_text_is_Russian(string file) => Each(file, (key, english, russian) =>
    {
        if (key == Language) Assert.Equal(("en", "ru"), (english, russian));
        else if (Placeholder().Replace(english, "").Any(char.IsLetter)) Assert.Matches(@"\p{IsCyrillic}", russian);
    });

    [Theory, MemberData(nameof(Files))]
    public void What_is_code_is_the_same_in_Russian(string file) => Each(file, (_, english, russian) =>
    {
        List<string> kept = Code(russian);
        Assert.All(Code(english), token => Assert.True(kept.Remove(token), $"'{token}' is missing"));
    });

    [Theory, MemberData(nameof(Files))]
    public void Every_text_is_used_and_those_of_a_family_by_that_family_alone(string file)
    {
        string[] path = file.Split('/');
        string name = path[^1].Replace(".resx", "", StringComparison.Ordinal);
        string family = name.Replace(Shared, "", StringComparison.Ordinal);
        ILookup<string, string> users = (from source in SourcesOf(path[0])
                                         from use in Use().Matches(source.Text)
                                         where use.Groups[1].Value == name
                                         select (Key: use.Groups[2].Value, source.Family)).ToLookup(use => use.Key, use => use.Family, StringComparer.Ordinal);
        string[] keys = [.. Read(file).Select(text => text.Key)];

        Expect.None(keys.Where(key => !users.Contains(key)).Select(key => key + " is not used"));
        Expect.None(from key in keys
                    let families = users[key].Distinct().ToArray()
                    where family.Length > 0 ? families.Any(user => user != family) : families is [{ Length: > 0 }]
                    select $"{key} is a text of {string.Join(", ", families)}");
    }

    /// <summary>Whether a text says what an operation does. It is found by the name of the operation, and is Russian: English has the contract's.</summary>
    internal static bool IsOfOperation(string key) => key.StartsWith("Do", StringComparison.Ordinal) && key.Length > 2 && char.IsUpper(key[2]);

    /// <summary>Words that stay as they are in every language, as often as they come.</summary>
    internal static List<string> Code(string text) =>
    [
        .. from match in CodeWord().Matches(Placeholder().Replace(text, "…"))
           let word = match.Value.TrimEnd('.', ',', ';', ':', ')')
           where !Translated.Contains(word)
           select word,
    ];

    /// <summary>Every file of texts in English: its project, folder and name.</summary>
    public static TheoryData<string> Files() => new(
        from file in Directory.EnumerateFiles(Sources, "*" + Shared + ".resx", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Sources, file).Replace(Path.DirectorySeparatorChar, '/')
        orderby path
        select path);

    /// <summary>The source files of a project, each with the family in whose room it lies; the empty text where it lies in none.</summary>
    private static IEnumerable<(string Family, string Text)> SourcesOf(string project)
    {
        string root = Path.Combine(Sources, project);
        return from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let folders = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)
               where folders[0] is not ("bin" or "obj")
               select (folders is ["Commands" or "Models", var family, _] ? family : "", File.ReadAllText(file));
    }

    /// <summary>Checks every text, and names all that do not pass.</summary>
    private static void Each(string file, Action<string, string, string> check)
    {
        Dictionary<string, string> russian = Read(Russian(file)).ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal);
        Assert.All(Read(file), text => check(text.Key, text.Value, russian[text.Key]));
    }

    private static string Russian(string file) => file.Replace(".resx", ".ru.resx", StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Read(string file) =>
        Load(file).Elements("data").Select(data => KeyValuePair.Create(data.Attribute("name")!.Value, data.Element("value")!.Value));

    private static XElement Load(string file) => XElement.Load(Path.Combine(Sources, file), LoadOptions.PreserveWhitespace);

    /// <summary>A Russian sentence may name a value twice.</summary>
    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<!\{)\{(\d+)[^{}]*\}(?!\})")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(\s*).*?(\s*)$", RegexOptions.Singleline)]
    private static partial Regex Blanks();

    /// <summary>Addresses; names of parameters and cmdlets; names with an underscore or a capital inside; abbreviations; whatever has a digit.</summary>
    [GeneratedRegex(@"https?://\S*|(?<![\w-])-[A-Z]\w+|\b[A-Z]\w+-[A-Z]\w+|\b\w+_\w*|\b\w*[a-z][A-Z]\w*|\b[A-Z]{3,}\b|[\w.:+-]*\d[\w.:+-]*")]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\b(\w*Messages)\.(\w+)")]
    private static partial Regex Use();
}
