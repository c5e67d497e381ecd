
using FreedomPay.Operations;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What the pages say of the API is what the contract says.</summary>
public sealed class OperationPageTests
{
    private static readonly (FreedomPayApi Family, string Name)[] Families =
    [
        (FreedomPayApi.Card, "Card API"), (FreedomPayApi.Partner, "Partner API"), (FreedomPayApi.GatewayAsync, "Gateway API, async"),
        (FreedomPayApi.Gateway, "Gateway API, sync"), (FreedomPayApi.Merchant, "Merchant API"), (FreedomPayApi.FreedomId, "Freedom ID"),
    ];

    [Fact]
    public void The_table_of_what_is_documented_is_that_of_the_contract()
    {
        string[] table = [.. Families.Select(family => Line(family.Name, [.. OperationCatalog.All.Where(operation => operation.Family == family.Family)])), Line("all", OperationCatalog.All)];
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cmdlets", "README.md")).ReplaceLineEndings("\n");

        Assert.Contains(string.Join("\n", table), page, StringComparison.Ordinal);
    }

    private static string Line(string name, IReadOnlyList<FreedomPayOperation> operations)
    {
        int Count(string evidence) => operations.Count(operation => operation.Evidence == evidence);
        return $"| {name} | {operations.Count} | {Count("documented")} | {Count("partial")} | {Count("secondary")} | {Count("inferred")} | {Count("none")} | {operations.Count(operation => operation.Available)} |";
    }
}
