using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The help in Russian says what the English help says, in the same form, and the form is that of the schema.</summary>
public sealed partial class HelpTranslationTests
{
    private const string Texts = "build/HelpCompiler/ru-RU";

    /// <summary>Words that look like code and are not: what a translation has in their place.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["PIN"] = "ПИН-код", ["IIN"] = "ИИН", ["BIN"] = "БИН", ["MB"] = "МБ", ["CardLimits"] = "CardLimit", ["Latin"] = "латинскими", ["Kazakh"] = "казахстанск",
        ["Kazakhstan"] = "Казахстан", ["Russia"] = "Росси", ["English"] = "английск", ["Almaty"] = "Алматы", ["November"] = "ноябр",
    };

    /// <summary>Latin words that a translation may have and the English text has not.</summary>
    private static readonly HashSet<string> Added = new(["API", "UTC", "BOM"], StringComparer.Ordinal);

    /// <summary>The elements of a command and what is in each, in the order of the schema (developerCommand.xsd).</summary>
    private static readonly Dictionary<string, string> Form = new(StringComparer.Ordinal)
    {
        ["helpItems"] = "(command:command )+",
        ["command:command"] = "command:details maml:description command:syntax command:parameters command:inputTypes command:returnValues command:terminatingErrors command:nonTerminatingErrors (maml:alertSet )?command:examples maml:relatedLinks ",
        ["command:details"] = "command:name maml:description maml:copyright command:verb command:noun dev:version ",
        ["command:syntax"] = "(command:syntaxItem )+",
        ["command:syntaxItem"] = "maml:name (command:parameter )*",
        ["command:parameters"] = "(command:parameter )*",
        ["command:parameter"] = "maml:name maml:description (command:parameterValue )?dev:type ",
        ["command:inputTypes"] = "(command:inputType )+",
        ["command:inputType"] = "dev:type maml:description ",
        ["command:returnValues"] = "(command:returnValue )+",
        ["command:returnValue"] = "dev:type maml:description ",
        ["command:examples"] = "(command:example )+",
        ["command:example"] = "maml:title dev:code dev:remarks ",
        ["dev:type"] = "maml:name maml:uri ",
        ["dev:remarks"] = "(maml:para )+",
        ["maml:description"] = "(maml:para )+",
        ["maml:copyright"] = "(maml:para )+",
        ["maml:alertSet"] = "(maml:alert )+",
        ["maml:alert"] = "(maml:para )+",
        ["maml:relatedLinks"] = "(maml:navigationLink )+",
        ["maml:navigationLink"] = "maml:linkText maml:uri ",
    };

    /// <summary>Attributes that Get-Help shows of a parameter.</summary>
    private static readonly string[] OfParameter = ["required", "variableLength", "globbing", "pipelineInput", "position", "aliases"];

    /// <summary>Elements that say nothing when they are empty.</summary>
    private static readonly HashSet<string> NeverEmpty = new(["command:name", "command:verb", "command:noun", "command:parameterValue", "maml:name", "maml:title", "maml:linkText", "dev:code"], StringComparer.Ordinal);

    /// <summary>Elements whose text is translated; every other one is the same in both languages.</summary>
    private static readonly HashSet<string> Translated = new(["maml:para", "maml:title", "maml:linkText"], StringComparer.Ordinal);

    private static readonly (string English, string Russian)[] Pairs = Read();

    [Fact]
    public void Every_text_has_a_translation_and_every_translation_a_text()
    {
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "out", "docs", "ru-RU.json")));
        IEnumerable<string> Of(string list) => report.RootElement.GetProperty(list).EnumerateArray().Select(text => text.GetString()!);

        Expect.None([
            .. Of("missing").Select(text => $"no Russian text, write one in {Texts}: {text}"),
            .. Of("unused").Select(text => $"not a text of the help any more, take it out of {Texts}: {text}"),
            .. Pairs.GroupBy(pair => pair.English, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => $"twice in {Texts}: {group.Key}"),
        ]);
    }

    [Fact]
    public void A_translation_is_in_Russian()
    {
        Expect.None(Faults(pair => Cyrillic().IsMatch(pair.Russian) ? [] : ["has no Russian letter"]));
        // A Latin c in a Russian word looks right and is not found by a search.
        Expect.None(Faults(pair => Mixed().Matches(pair.Russian).Select(word => $"mixes two alphabets in '{word.Value}'")));
    }

    [Fact]
    public void A_translation_has_the_placeholders_of_its_text() => Expect.None(Faults(pair =>
        Placeholder().Matches(pair.English).Select(match => match.Value).Order(StringComparer.Ordinal)
            .SequenceEqual(Placeholder().Matches(pair.Russian).Select(match => match.Value).Order(StringComparer.Ordinal)) ? [] : ["has other placeholders"]));

    [Fact]
    public void A_translation_begins_and_ends_like_its_text()
    {
        Expect.None(Faults(pair => Kind(pair.English[^1]) == Kind(pair.Russian[^1]) ? [] : [$"ends with '{pair.Russian[^1]}' and not with '{pair.English[^1]}'"]));
        Expect.None(Faults(pair => char.IsWhiteSpace(pair.English[0]) == char.IsWhiteSpace(pair.Russian[0]) ? [] : ["begins with a blank where the other does not"]));
    }

    [Fact]
    public void A_translation_has_every_code_word_of_its_text() => Expect.None(Faults(pair =>
        CodeWords(pair.English).Where(word => !Has(pair.Russian, Words.GetValueOrDefault(word, word))).Select(word => $"lacks '{Words.GetValueOrDefault(word, word)}'")));

    [Fact]
    public void A_translation_has_no_code_word_that_its_text_has_not() => Expect.None(Faults(pair =>
        LatinWord().Matches(pair.Russian).Select(match => match.Value)
            .Where(word => !Added.Contains(word) && !pair.English.Contains(word, StringComparison.OrdinalIgnoreCase)).Select(word => $"has '{word}'")));

    [Theory]
    [InlineData("en-US")]
    [InlineData("ru-RU")]
    public void The_help_has_the_form_of_its_schema(string language)
    {
        XElement root = Help(language);

        Assert.Equal(CmdletReader.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal), root.Elements().Select(command => command.Elements().First().Elements().First().Value));
        Expect.None(root.DescendantsAndSelf().SelectMany(FaultsOfForm));
    }

    [Fact]
    public void The_help_has_the_same_structure_in_both_languages() => Expect.None(Differences(Help("en-US"), Help("ru-RU")));

    [Fact]
    public void The_help_of_every_Russian_speaking_country_is_the_same() =>
        Assert.Equal(File.ReadAllBytes(HelpFile("ru-RU")), File.ReadAllBytes(HelpFile("ru")));

    private static IEnumerable<string> FaultsOfForm(XElement element)
    {
        string name = Name(element);
        string children = string.Concat(element.Elements().Select(child => Name(child) + " "));
        if (!Regex.IsMatch(children, $"^{Form.GetValueOrDefault(name, "")}$")) yield return $"{Where(element)} has {(children.Length == 0 ? "nothing" : children.TrimEnd())}";
        if (NeverEmpty.Contains(name) && string.IsNullOrWhiteSpace(element.Value)) yield return $"{Where(element)} is empty";
        if (name == "command:parameter")
        {
            foreach (string attribute in OfParameter.Where(attribute => string.IsNullOrEmpty((string?)element.Attribute(attribute)))) yield return $"{Where(element)} has no {attribute}";
        }
    }

    private static IEnumerable<string> Differences(XElement english, XElement russian)
    {
        if (Name(english) != Name(russian)) return [$"{Where(russian)} is {Name(english)} in English"];

        string[] attributes = [.. english.Attributes().Select(attribute => attribute.ToString())];
        string[] own = [.. russian.Attributes().Select(attribute => attribute.ToString())];
        if (!attributes.SequenceEqual(own)) return [$"{Where(russian)} has other attributes: {string.Join(' ', attributes)} and {string.Join(' ', own)}"];

        XElement[] children = [.. english.Elements()];
        XElement[] others = [.. russian.Elements()];
        if (children.Length != others.Length) return [$"{Where(russian)} has {others.Length} elements and not {children.Length}"];
        if (children.Length > 0) return children.Zip(others).SelectMany(both => Differences(both.First, both.Second));

        if (!Translated.Contains(Name(english))) return english.Value == russian.Value ? [] : [$"{Where(russian)} has '{russian.Value}' and not '{english.Value}'"];
        return english.Value.Length == 0 == (russian.Value.Length == 0) && (russian.Value.Length == 0 || Cyrillic().IsMatch(russian.Value)) ? [] : [$"{Where(russian)} is not translated: {russian.Value}"];
    }

    private static IEnumerable<string> Faults(Func<(string English, string Russian), IEnumerable<string>> find) =>
        Pairs.SelectMany(pair => find(pair).Select(fault => $"{fault}: {pair.Russian}\n        of: {pair.English}"));

    private static IEnumerable<string> CodeWords(string english) => CodeWord().Matches(english).Select(match => match.Value).Distinct(StringComparer.Ordinal);

    // As a word of its own: the 3 of 300 is no 3. A Russian ending may follow a hyphen, and a name may be part of a longer one nowhere.
    private static bool Has(string text, string word) => word[0] > '\u0400'
        ? text.Contains(word, StringComparison.OrdinalIgnoreCase)
        : Regex.IsMatch(text, $"{(char.IsLetterOrDigit(word[0]) ? "(?<![A-Za-z0-9_])" : "")}{Regex.Escape(word)}{(char.IsLetterOrDigit(word[^1]) ? "(?![A-Za-z0-9_])" : "")}");

    private static char Kind(char last) => char.IsLetterOrDigit(last) ? 'a' : last;

    private static string Name(XElement element) => element.GetPrefixOfNamespace(element.Name.Namespace) is { } prefix ? $"{prefix}:{element.Name.LocalName}" : element.Name.LocalName;

    private static string Where(XElement element) => string.Join('/', element.AncestorsAndSelf().Reverse().Skip(1)
        .Select(step => step.Elements().FirstOrDefault(child => child.Name.LocalName == "name") is { } name ? $"{step.Name.LocalName} {name.Value}" : Name(step) == "command:command" ? step.Descendants().ElementAt(1).Value : step.Name.LocalName));

    private static string HelpFile(string language) => Path.Combine(Repository.Root, "out", "FreedomPay.PowerShell", language, "FreedomPay.PowerShell.dll-Help.xml");

    private static XElement Help(string language) => XDocument.Load(HelpFile(language)).Root!;

    private static (string English, string Russian)[] Read() => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, Texts), "*.json").SelectMany(ReadFile)];

    private static IEnumerable<(string English, string Russian)> ReadFile(string path)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(path));
        return [.. file.RootElement.EnumerateObject().Select(text => (text.Name, text.Value.GetString()!))];
    }

    [GeneratedRegex("[А-Яа-яЁё]")]
    private static partial Regex Cyrillic();

    [GeneratedRegex(@"\w*(?:[А-Яа-яЁё][A-Za-z]|[A-Za-z][А-Яа-яЁё])\w*")]
    private static partial Regex Mixed();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9]+")]
    private static partial Regex LatinWord();

    /// <summary>
    /// What stays as it is, the longest first: hashtables, paths and URLs, times, standards, parameters, cmdlets and headers, dotted and
    /// underscored names, words with two capitals, words with a capital that begin no sentence, numbers.
    /// </summary>
    [GeneratedRegex("""
        @\{[^}]*\}
        | (?<![\w])(?:https?:/)?/[\w./-]*\w
        | \d{4}-\d\d-\d\d(?:T[\d:+-]+)? | YYYY-MM-DD
        | ISO\ [\d-]+(?:\ alpha-3)? | E\.164 | (?:OAuth|AES|PowerShell)\ \d[\d.]*
        | \+\d+ | (?<![\w-])-\d+
        | (?<![\w-])-[A-Z]\w+(?::\$\w+)?
        | [A-Z]\w*(?:-[A-Z0-9]\w*)+
        | \w+(?:\.\w+)+ | \w+@[\w.]+ | \w*_\w*
        | \w*[A-Z]\w*[A-Z]\w*
        | (?<=[\w,)]\ |\()[A-Z]\w+
        | \w*\d\w*
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex CodeWord();
}
