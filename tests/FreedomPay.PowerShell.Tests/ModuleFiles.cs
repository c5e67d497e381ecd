using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FreedomPay.Commands.CardApi;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The manifest and the views against the assembly that they describe.</summary>
public sealed partial class ModuleFiles
{
    private const int Columns = 80;

    private static readonly string Manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "FreedomPay.PowerShell.psd1"));

    /// <summary>As they are laid out: the build adds the lists.</summary>
    private static readonly XElement[] Views =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "out", "FreedomPay.PowerShell", "Formats"), "*.Format.ps1xml")
           from view in XDocument.Load(file).Descendants("View")
           select view,
    ];

    /// <summary>Properties that hold how far something is; the state of a sign-in is a random number.</summary>
    private static readonly string[] States = ["RequestStatus", "PaymentStatus", "Status", "State", "Result", "Severity"];

    public static TheoryData<string> ShownTypes() => new(Shown.Select(type => type.FullName!).Order(StringComparer.Ordinal));

    /// <summary>Every class that can come to a prompt, returned by a cmdlet or held by what is: with properties, and neither a value that prints as text nor an error.</summary>
    private static IEnumerable<Type> Shown => typeof(FreedomPayCommand).Assembly.GetExportedTypes().Where(type => type is { Namespace: nameof(FreedomPay), IsClass: true, IsAbstract: false }
        && type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Length > 0
        && !typeof(Exception).IsAssignableFrom(type) && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type));

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlets_that_exist_in_order()
    {
        Assert.Equal(CmdletReader.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal), ListOf("CmdletsToExport"));
        Assert.DoesNotContain(ListOf("CmdletsToExport"), name => name.Contains('*', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    public void The_manifest_exports_nothing_else(string key) => Assert.Empty(ListOf(key));

    [Fact]
    public void The_manifest_has_the_version_of_the_project()
    {
        string version = Match(@"ModuleVersion\s*=\s*'([^']*)'").Groups[1].Value;

        Assert.Equal(XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value, version);
        Assert.Equal(version, typeof(FreedomPayCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
    }

    [Fact]
    public void The_manifest_names_the_files_that_ship_with_it()
    {
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(Repository.Root, "module", "Formats")).Select(file => "Formats/" + Path.GetFileName(file)).Order(StringComparer.Ordinal),
            ListOf("FormatsToProcess"));
        Assert.True(File.Exists(Path.Combine(Repository.Root, "module", Match(@"RootModule\s*=\s*'([^']*)'").Groups[1].Value)));
    }

    /// <summary>Import-PowerShellDataFile refuses anything else, and Update-PSModuleManifest freezes it to the machine where it runs.</summary>
    [Fact]
    public void The_manifest_is_constant_data() => Assert.Empty(Regex.Matches(Manifest, @"\$|\bif\b").Select(match => match.Value));

    [Fact]
    public void The_loader_knows_every_build_and_has_letters_that_each_PowerShell_reads_alike()
    {
        string loader = File.ReadAllText(Path.Combine(Repository.Root, "module", "FreedomPay.PowerShell.psm1"));
        string builds = XDocument.Load(Path.Combine(Repository.Root, "src", "Directory.Build.props")).Descendants("TargetFrameworks").Single().Value;

        Assert.All(builds.Split(';'), build => Assert.Contains($"'{build}'", loader, StringComparison.Ordinal));
        Assert.Contains($"/{typeof(FreedomPayCommand).Assembly.GetName().Name}.dll\"", loader, StringComparison.Ordinal);
        Assert.True(loader.All(char.IsAscii));
    }

    [Fact]
    public void What_a_cmdlet_returns_is_among_the_types_that_are_shown() =>
        Expect.None(CmdletReader.All.SelectMany(cmdlet => cmdlet.OutputTypes).Where(type => type.Assembly == typeof(FreedomPayCommand).Assembly).Except(Shown).Select(type => type.Name));

    [Theory]
    [MemberData(nameof(ShownTypes))]
    public void A_type_has_a_table_that_fits_and_shows_existing_properties(string typeName)
    {
        XElement table = View(typeName, "TableControl");
        XElement[] headers = [.. table.Descendants("TableColumnHeader")];
        XElement[] items = [.. table.Descendants("TableColumnItem")];

        Assert.Equal(headers.Length, items.Length);
        Assert.Subset(PropertiesOf(typeName), Names(table));
        // A blank is between two columns, and what has no width of its own gets the rest. PowerShell leaves out without a word what does not fit,
        // and cuts what is longer unless it may go on in the next line.
        int width = headers.Sum(header => (int?)header.Element("Width") ?? ((string)header.Element("Label")!).Length) + headers.Length - 1;
        Assert.True(width <= Columns, string.Create(CultureInfo.InvariantCulture, $"The columns of {typeName} are {width} wide."));
        Assert.True(headers.Count(header => header.Element("Width") is null) <= 1, "Two columns share the rest.");
        Assert.All(table.Descendants("TableRowEntry"), row => Assert.NotNull(row.Element("Wrap")));
        // A script block needs a header of its own; PowerShell would print its source.
        Assert.All(headers, header => Assert.False(string.IsNullOrWhiteSpace((string?)header.Element("Label"))));
    }

    [Theory]
    [MemberData(nameof(ShownTypes))]
    public void A_table_has_amounts_on_the_right_with_their_currency_and_states_in_colour(string typeName)
    {
        XElement table = View(typeName, "TableControl");
        Type type = Shown.Single(shown => shown.FullName == typeName);

        Expect.None(from column in table.Descendants("TableColumnHeader").Zip(table.Descendants("TableColumnItem"))
                    let property = type.GetProperty((string)column.First.Element("Label")!)
                    let script = (string?)column.Second.Element("ScriptBlock") ?? ""
                    let isAmount = property?.PropertyType == typeof(Amount?)
                    let isState = property is not null && States.Contains(property.Name) && type != typeof(FreedomIdOidcLink)
                    where (isAmount && !(script.Contains("]::Money(", StringComparison.Ordinal) && (string?)column.First.Element("Alignment") == "Right"))
                        || (isState && !script.Contains("]::State(", StringComparison.Ordinal))
                    select property.Name);
    }

    [Theory]
    [InlineData(typeof(RequestStates))]
    [InlineData(typeof(GiftCardStates))]
    public void A_state_of_a_dictionary_has_a_colour(Type dictionary) =>
        // Issued is what the documentation has for a card after its activation, and before.
        Expect.None(WordList.Of(dictionary).Words.Select(word => word.Text).Where(word => word != "Issued" && FreedomPayView.ColorOf(word) is null));

    [Theory]
    [InlineData(typeof(FreedomPayJournalState))]
    [InlineData(typeof(CsvSeverity))]
    public void A_state_of_an_enumeration_has_a_colour(Type enumeration) => Expect.None(Enum.GetNames(enumeration).Where(name => FreedomPayView.ColorOf(name) is null));

    [Theory]
    [MemberData(nameof(ShownTypes))]
    public void A_type_has_a_list_of_all_its_properties(string typeName)
    {
        HashSet<string> shown = Names(View(typeName, "ListControl"));

        Expect.None(PropertiesOf(typeName).Except(shown).Select(property => property + " is not in the list"));
        Expect.None(shown.Except(PropertiesOf(typeName)).Select(property => property + " does not exist"));
    }

    [Fact]
    public void Every_view_is_of_a_type_that_is_shown_and_there_is_one_of_each_kind()
    {
        Expect.None(Views.SelectMany(view => view.Descendants("TypeName")).Select(name => name.Value).Except([.. Shown.Select(type => type.FullName!), typeof(Amount).FullName!]));
        Expect.None(Views.GroupBy(view => (string)view.Element("Name")!).Where(group => group.Skip(1).Any()).Select(group => group.Key));
    }

    private static XElement View(string typeName, string control) =>
        Assert.Single(Views, view => view.Descendants("TypeName").Any(name => name.Value == typeName) && view.Element(control) is not null).Element(control)!;

    /// <summary>The properties that a view shows: by name, or in a script block.</summary>
    private static HashSet<string> Names(XElement control) =>
        [.. control.Descendants("PropertyName").Select(name => name.Value), .. control.Descendants("ScriptBlock").SelectMany(script => PropertyOfItem().Matches(script.Value)).Select(match => match.Groups[1].Value)];

    private static HashSet<string> PropertiesOf(string typeName) => [.. Shown.Single(type => type.FullName == typeName).GetProperties().Select(property => property.Name)];

    private static string[] ListOf(string key) => [.. Quoted().Matches(Match($@"\b{key}\s*=\s*@\(([^)]*)\)").Groups[1].Value).Select(name => name.Groups[1].Value)];

    private static Match Match(string pattern)
    {
        Match match = Regex.Match(Manifest, pattern);
        Assert.True(match.Success, $"The manifest does not match {pattern}.");
        return match;
    }

    [GeneratedRegex(@"\$_\.(\w+)")]
    private static partial Regex PropertyOfItem();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
