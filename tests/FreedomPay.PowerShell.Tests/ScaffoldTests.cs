using System.Text.Json;
using System.Text.RegularExpressions;
using FreedomPay.Operations;
using FreedomPay.Scaffold;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What a new cmdlet begins with is what the contract says of its operation.</summary>
public sealed partial class ScaffoldTests
{
    private static readonly House House = new(Repository.Root);

    /// <summary>Every operation with a path that is to have a cmdlet, whether it has one or not.</summary>
    public static TheoryData<string> Operations() =>
        new(from operation in ContractReader.Operations.Values where operation.Cmdlet is not (null or "none") orderby operation.Id select operation.Id);

    [Theory]
    [MemberData(nameof(Operations))]
    public void A_cmdlet_begins_with_method_path_family_safety_and_page_of_the_contract(string operationId)
    {
        ContractOperation contract = ContractReader.Operations[operationId];
        ScaffoldFile file = CmdletOf(operationId);
        string name = contract.Cmdlet!.Split(' ')[0];
        string declared = Regex.Replace(Declaration().Match(file.Text).Value, @"\s+", " ");

        string begin = $"[Operation(\"{operationId}\", \"{contract.Method}\", \"{contract.Path}\", FreedomPayApi.{OperationCatalog.Find(operationId)!.Family}, ";
        Assert.StartsWith(begin, declared, StringComparison.Ordinal);
        Assert.Contains($"FreedomPaySafety.{contract.Safety}", declared, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith($"/{name.Replace("-", "", StringComparison.Ordinal)}Command.cs", file.Path, StringComparison.Ordinal);
        Assert.Contains($".{name.Split('-')[0]}, \"{name.Split('-')[1]}\"", file.Text, StringComparison.Ordinal);
        Assert.Equal(contract.Safety != "read", file.Text.Contains("SupportsShouldProcess = true", StringComparison.Ordinal));
        if (contract.Sources.Any()) Assert.Contains($"<seealso href=\"{contract.Sources.First()}\">", file.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void It_has_the_fields_of_the_contract_each_by_its_name_on_the_wire_too_and_mandatory_where_it_is(string operationId)
    {
        ContractOperation contract = ContractReader.Operations[operationId];
        var parameters = ParametersOf(CmdletOf(operationId).Text).ToDictionary(parameter => parameter.Groups["wire"].Value, StringComparer.Ordinal);
        HashSet<string> noted = [.. House.StepsAfter(ScaffoldOperation.Find(operationId)!).Select(step => step.Split(' ')[0])];
        var leaves = contract.Request.Leaves.Where(leaf => !ContractLists.ProtocolFields.Contains(leaf.WireName)).ToArray();

        Expect.None(from leaf in leaves where !parameters.ContainsKey(leaf.WireName) && !noted.Contains(leaf.WireName) select leaf.WireName);
        Expect.None(from parameter in parameters
                    where !parameter.Value.Groups["field"].Value.Contains("IsHeader", StringComparison.Ordinal) && leaves.All(leaf => leaf.WireName != parameter.Key)
                    select parameter.Key + " is not in the contract");
        Expect.None(from leaf in leaves
                    where parameters.ContainsKey(leaf.WireName)
                    let parameter = parameters[leaf.WireName]
                    where parameter.Groups["parameter"].Value.Contains("Mandatory = true", StringComparison.Ordinal) != leaf.IsRequired
                    select leaf.WireName + (leaf.IsRequired ? " is not mandatory" : " is mandatory"));
        Expect.None(from parameter in parameters.Values
                    let wire = parameter.Groups["wire"].Value
                    let isRepeated = parameters.Keys.Any(other => other != wire && other.Split('.')[^1] == wire.Split('.')[^1])
                    let leaf = string.Join('.', wire.Split('.').TakeLast(isRepeated ? 2 : 1))
                    let name = parameter.Groups["name"].Value
                    where !name.Equals(leaf, StringComparison.OrdinalIgnoreCase) && !parameter.Groups["alias"].Value.Contains($"\"{leaf}\"", StringComparison.Ordinal)
                    select $"-{name} lacks the alias {leaf}");
        Expect.None(from parameter in parameters.Values
                    group parameter by parameter.Groups["name"].Value.ToUpperInvariant() into same
                    where same.Skip(1).Any()
                    select same.Key);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void What_is_secret_is_no_text_and_what_is_personal_is_marked(string operationId)
    {
        ContractOperation contract = ContractReader.Operations[operationId];

        Expect.None(from parameter in ParametersOf(CmdletOf(operationId).Text)
                    let sensitive = contract.Request.Find(parameter.Groups["wire"].Value)?.Sensitive
                    where sensitive is not null
                    let binding = string.Concat(parameter.Groups["binding"].Captures.Select(capture => capture.Value))
                    where !binding.Contains("Sensitive(SensitiveKind." + sensitive, StringComparison.OrdinalIgnoreCase)
                        || parameter.Groups["type"].Value == "SensitiveText" == (sensitive == "pii")
                    select parameter.Groups["wire"].Value);
    }

    [Fact]
    public void It_comes_with_its_output_type_and_the_texts_that_have_no_Russian_yet()
    {
        ScaffoldOperation operation = ScaffoldOperation.Find("getPayoutBalance")!;
        string model = Models.TextOf(operation);
        ScaffoldFile russian = House.FilesFor(operation).Last();

        Assert.Equal("src/FreedomPay.PowerShell/Models/Merchant/PayoutBalance.cs", Models.PathOf(operation));
        Assert.Contains("[Field(\"pg_balance\")]\n    public Amount? Balance { get; internal set; }", model.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("build/HelpCompiler/ru-RU/Merchant.json", russian.Path);
        Assert.Subset(Cmdlets.HelpOf(operation).ToHashSet(), JsonSerializer.Deserialize<Dictionary<string, string>>(russian.Text)!.Keys.ToHashSet());
    }

    [Theory]
    [InlineData("getPaymentStatus", "It has a cmdlet.")]
    [InlineData("createAnyAmountPayment", "It has a cmdlet.")]
    public void It_does_not_begin_what_is_there(string operationId, string reason) => Assert.Equal(reason, House.Refusal(ScaffoldOperation.Find(operationId)!));

    [Fact]
    public void What_the_contract_has_no_path_for_is_not_begun() => Assert.Null(ScaffoldOperation.Find("nothing"));

    private static ScaffoldFile CmdletOf(string operationId)
    {
        ScaffoldOperation operation = ScaffoldOperation.Find(operationId)!;
        return new ScaffoldFile(Cmdlets.PathOf(operation), Cmdlets.TextOf(operation, OperationBinding.IsAvailable));
    }

    private static MatchCollection ParametersOf(string text) => Parameter().Matches(text.ReplaceLineEndings("\n"));

    [GeneratedRegex(@"^\[Operation\((?:.|\n)*?\)\]$", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex("""
        ^\ {4}\[Parameter\((?<parameter>[^\]]*)\)\]\n
        (?:\ {4}\[(?<binding>AllowNull.*)\]\n)?
        \ {4}\[(?<binding>(?:Completes,\ )?(?:Sensitive[^)]*\),\ )?)(?:Alias\((?<alias>[^)]*)\),\ )?Field\("(?<wire>[^"]+)"(?<field>.*)\)\]\n
        \ {4}public\ (?<type>\w+)\?\ (?<name>\w+)\ 
        """, RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Parameter();
}
