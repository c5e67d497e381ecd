using System.Text.Json;

namespace FreedomPay.Operations;

/// <summary>All operations of the contract, from the index that the build makes of it.</summary>
internal static class OperationCatalog
{
    private static readonly Lazy<IReadOnlyList<FreedomPayOperation>> Loaded = new(Load);

    public static IReadOnlyList<FreedomPayOperation> All => Loaded.Value;

    public static FreedomPayOperation? Find(string operationId) => All.FirstOrDefault(operation => operation.OperationId == operationId);

    private static List<FreedomPayOperation> Load()
    {
        using Stream stream = typeof(OperationCatalog).Assembly.GetManifestResourceStream("operations.json")!;
        using var index = JsonDocument.Parse(stream);
        return [.. index.RootElement.EnumerateArray().Select(Read)];
    }

    private static FreedomPayOperation Read(JsonElement line)
    {
        string? Text(string member) => line.GetProperty(member).GetString();
        string? cmdlet = Text("cmdlet");
        return new FreedomPayOperation
        {
            OperationId = Text("operationId")!,
            Family = Text("family") switch
            {
                "card" => FreedomPayApi.Card,
                "partner" => FreedomPayApi.Partner,
                "gateway-async" => FreedomPayApi.GatewayAsync,
                "gateway" => FreedomPayApi.Gateway,
                "merchant" => FreedomPayApi.Merchant,
                "freedom-id" => FreedomPayApi.FreedomId,
                var unknown => throw new InvalidDataException("unknown family " + unknown),
            },
            Summary = Text("summary"),
            Cmdlet = cmdlet is null or "none" ? null : cmdlet.Split(' ')[0],
            ParameterSet = cmdlet?.IndexOf('(') is int start and > 0 ? cmdlet.Substring(start + 1).TrimEnd(')') : null,
            Available = OperationBinding.IsAvailable(Text("operationId")!),
            Method = Text("method"),
            Path = Text("path"),
            Server = Text("server"),
            Protocol = Text("protocol"),
            Evidence = Text("evidence"),
            Safety = Enum.TryParse(Text("safety"), ignoreCase: true, out FreedomPaySafety safety) ? safety : null,
            Documentation = Text("documentation") is { } url ? new Uri(url) : null,
            TakesPayoutSecret = line.TryGetProperty("secret", out JsonElement secret) && secret.GetString() == "payout",
        };
    }
}
