using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The manifest and the views against the assembly that they describe.</summary>
public sealed partial class ModuleFiles
{
    private const int Columns = 120;

    private static readonly string Manifest = File.ReadAllText(Path.Combine(Repository.Root, "module", "FreedomPay.PowerShell.psd1"));
    private static readonly XElement[] Views = [.. XDocument.Load(Path.Combine(Repository.Root, "module", "FreedomPay.PowerShell.Format.ps1xml")).Descendants("View")];

    /// <summary>Everything that a cmdlet returns and that is ours.</summary>
    public static TheoryData<string> OutputTypes() => new(Outputs.Select(type => type.FullName!).Order(StringComparer.Ordinal));

    private static IEnumerable<Type> Outputs => CmdletReader.All.SelectMany(cmdlet => cmdlet.OutputTypes).Where(type => type.Assembly == typeof(FreedomPayCommand).Assembly).Distinct();

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
        Assert.All(ListOf("FormatsToProcess"), file => Assert.True(File.Exists(Path.Combine(Repository.Root, "module", file)), $"There is no {file}."));
        string assembly = typeof(FreedomPayCommand).Assembly.GetName().Name + ".dll";
        Assert.Contains($"'net8.0/{assembly}'", Manifest, StringComparison.Ordinal);
        Assert.Contains($"'net472/{assembly}'", Manifest, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void An_output_type_has_a_table_that_fits_and_shows_existing_properties(string typeName)
    {
        XElement table = View(typeName, "TableControl");
        XElement[] headers = [.. table.Descendants("TableColumnHeader")];
        XElement[] items = [.. table.Descendants("TableColumnItem")];

        Assert.Equal(headers.Length, items.Length);
        Assert.Subset(PropertiesOf(typeName), Names(table));
        int width = headers.Sum(header => (int?)header.Element("Width") ?? 0);
        Assert.True(width <= Columns, string.Create(CultureInfo.InvariantCulture, $"The columns of {typeName} are {width} wide."));
        // A script block needs a header of its own; PowerShell would print its source.
        Assert.All(headers, header => Assert.False(string.IsNullOrWhiteSpace((string?)header.Element("Label"))));
    }

    [Theory]
    [MemberData(nameof(OutputTypes))]
    public void An_output_type_has_a_list_of_all_its_properties(string typeName)
    {
        HashSet<string> shown = Names(View(typeName, "ListControl"));

        Expect.None(PropertiesOf(typeName).Except(shown).Select(property => property + " is not in the list"));
        Expect.None(shown.Except(PropertiesOf(typeName)).Select(property => property + " does not exist"));
    }

    [Fact]
    public void Every_view_is_of_an_output_type_and_there_is_one_of_each_kind()
    {
        Expect.None(Views.SelectMany(view => view.Descendants("TypeName")).Select(name => name.Value).Except([.. Outputs.Select(type => type.FullName!), typeof(Amount).FullName!, typeof(FreedomPayRunSummary).FullName!]));
        Expect.None(Views.GroupBy(view => (string)view.Element("Name")!).Where(group => group.Skip(1).Any()).Select(group => group.Key));
    }

    private static XElement View(string typeName, string control) =>
        Assert.Single(Views, view => view.Descendants("TypeName").Any(name => name.Value == typeName) && view.Element(control) is not null).Element(control)!;

    private static HashSet<string> Names(XElement control) => [.. control.Descendants("PropertyName").Select(name => name.Value)];

    private static HashSet<string> PropertiesOf(string typeName) => [.. Outputs.Single(type => type.FullName == typeName).GetProperties().Select(property => property.Name)];

    private static string[] ListOf(string key) => [.. Quoted().Matches(Match($@"\b{key}\s*=\s*@\(([^)]*)\)").Groups[1].Value).Select(name => name.Groups[1].Value)];

    private static Match Match(string pattern)
    {
        Match match = Regex.Match(Manifest, pattern);
        Assert.True(match.Success, $"The manifest does not match {pattern}.");
        return match;
    }

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Quoted();
}
