using System.Text.Json;

namespace FreedomPay.Operations;

/// <summary>All operations of the contract, from the index that the build makes of it.</summary>
internal static class OperationCatalog
{
    private static readonly Lazy<IReadOnlyList<FreedomPayOperation>> Loaded = new(Load);

    public static IReadOnlyList<FreedomPayOperation> All => Loaded.Value;

    public static FreedomPayOperation? Find(string operationId) => All.FirstOrDefault(operation => operation.OperationId == operationId);

    /// <summary>The operation that a request to a path performs; null when none is known there.</summary>
    /// <param name="api">The family.</param>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">The path as it is called: without placeholders and query.</param>
    public static FreedomPayOperation? At(FreedomPayApi api, string method, string path)
    {
        string[] segments = path.Split('/');
        // Of several, the one that the path belongs to: the others are told apart by more than the path.
        return All
            .Where(operation => operation.Family == api && operation.Method == method
                && (Leads(operation.Path, segments) || operation.OtherPaths.Any(other => Leads(other, segments))))
            .OrderBy(static operation => operation.SharesPath)
            .FirstOrDefault();
    }

    // A placeholder stands for a whole segment of the path.
    private static bool Leads(string? template, string[] segments)
    {
        string[] wanted = template?.Split('/') ?? [];
        return wanted.Length == segments.Length
            && wanted.Zip(segments, static (want, segment) => want.StartsWith("{", StringComparison.Ordinal) ? segment.Length > 0 : want == segment)
                .All(static same => same);
    }

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
        FreedomPayApi family = Text("family") switch
        {
            "card" => FreedomPayApi.Card,
            "partner" => FreedomPayApi.Partner,
            "gateway-async" => FreedomPayApi.GatewayAsync,
            "gateway" => FreedomPayApi.Gateway,
            "merchant" => FreedomPayApi.Merchant,
            "freedom-id" => FreedomPayApi.FreedomId,
            var unknown => throw new InvalidDataException("unknown family " + unknown),
        };
        return new FreedomPayOperation
        {
            OperationId = Text("operationId")!,
            Family = family,
            Summary = Text("summary"),
            Cmdlet = cmdlet is null or "none" ? null : cmdlet.Split(' ')[0],
            ParameterSet = cmdlet?.IndexOf('(') is int start and > 0 ? cmdlet.Substring(start + 1).TrimEnd(')') : null,
            // Two operations that are one call have one cmdlet.
            Available = OperationBinding.IsAvailable(line.TryGetProperty("performedWith", out JsonElement other) ? other.GetString()! : Text("operationId")!),
            Method = Text("method"),
            Path = Text("path"),
            Server = Text("server"),
            Protocol = Text("protocol"),
            Evidence = Text("evidence"),
            Safety = Enum.TryParse(Text("safety"), ignoreCase: true, out FreedomPaySafety safety) ? safety : null,
            Documentation = Text("documentation") is { } url ? new Uri(url) : null,
            Travel = ReadTravel(family, line),
            SharesPath = line.TryGetProperty("sharesPath", out _),
            Statuses = line.TryGetProperty("statuses", out JsonElement statuses) ? [.. statuses.EnumerateArray().Select(static word => word.GetString()!)] : [],
            OtherPaths = line.TryGetProperty("otherPaths", out JsonElement paths) ? [.. paths.EnumerateArray().Select(static other => other.GetString()!)] : [],
        };
    }

    private static Travel? ReadTravel(FreedomPayApi family, JsonElement line)
    {
        string server = line.GetProperty("server").GetString() ?? "";
        HostKind host = server.Contains("//customer.") ? HostKind.Customer : server.Contains("//api.") ? HostKind.Api : Travel.HostOf(family);
        if (line.TryGetProperty("travel", out JsonElement travel))
        {
            string? Text(string member) => travel.TryGetProperty(member, out JsonElement value) ? value.GetString() : null;
            return new Travel(
                Word<Signing>(Text("sign")),
                Word<SecretKind>(Text("secret")),
                Text("secret-basis") is "assumed",
                host,
                Text("body") is "query",
                Text("body") is "form" && Text("sign") is "none",
                Word<RequestIdUse>(Text("request-id")),
                Text("action"));
        }

        // Of an operation whose path is only inferred the contract has the protocol alone.
        if (line.GetProperty("protocol").GetString() is not { } protocol) return null;
        Signing sign = Word<Signing>(protocol);
        return new Travel(sign, Travel.SecretOf(family, sign), true, host, false, false, RequestIdUse.None, null);
    }

    // The contract writes words with hyphens, and leaves out what there is not.
    private static T Word<T>(string? word)
        where T : struct, Enum => word is null ? default : (T)Enum.Parse(typeof(T), word.Replace("-", ""), ignoreCase: true);
}
