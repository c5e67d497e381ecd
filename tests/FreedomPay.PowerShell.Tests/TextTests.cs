using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FreedomPay.Operations;
using FreedomPay.Pipeline;
using FreedomPay.Texts;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What users read, in English and in Russian.</summary>
public sealed partial class TextTests
{
    public static TheoryData<string> Projects() => ["FreedomPay.Core", "FreedomPay.PowerShell"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_text_is_there_in_both_languages_in_the_same_place(string project) => Assert.Equal(Texts(project, "Messages.resx").Keys, Texts(project, "Messages.ru.resx").Keys);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_translation_takes_the_same_values(string project)
    {
        Dictionary<string, string> russian = Texts(project, "Messages.ru.resx");
        Expect.None(Texts(project, "Messages.resx").Where(text => !Places(text.Value).SetEquals(Places(russian[text.Key]))).Select(text => text.Key));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_translation_is_Russian(string project) =>
        Expect.None(Texts(project, "Messages.ru.resx").Where(text => Word().IsMatch(Place().Replace(text.Value, "")) && !Cyrillic().IsMatch(text.Value)).Select(text => text.Key));

    [Fact]
    public void What_a_cmdlet_would_do_is_said_in_the_words_of_the_contract()
    {
        string[] written = [.. CmdletReader.All.SelectMany(cmdlet => cmdlet.Operations).Where(operation => !operation.IsRead).Select(operation => operation.OperationId).Distinct()];

        Assert.Equal(
            written.Order(StringComparer.Ordinal).Select(id => (OperationTexts.KeyOf(id), OperationCatalog.Find(id)!.Summary!)),
            Texts("FreedomPay.PowerShell", "Messages.resx").Where(text => Do().IsMatch(text.Key)).Select(text => (text.Key, text.Value)));
        Expect.None(written.Where(id => Messages.ResourceManager.GetString(OperationTexts.KeyOf(id), CultureInfo.InvariantCulture) is null));
    }

    private static Dictionary<string, string> Texts(string project, string file) => XDocument.Load(Path.Combine(Repository.Root, "src", project, "Texts", file))
        .Descendants("data").ToDictionary(text => (string)text.Attribute("name")!, text => (string)text.Element("value")!, StringComparer.Ordinal);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("[A-Za-z]")]
    private static partial Regex Word();

    [GeneratedRegex("[А-Яа-яЁё]")]
    private static partial Regex Cyrillic();

    [GeneratedRegex("^Do[A-Z]")]
    private static partial Regex Do();
}
