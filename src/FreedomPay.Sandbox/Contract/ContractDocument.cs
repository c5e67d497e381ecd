using System.Text.Json;

namespace FreedomPay.Sandbox.Contract;

/// <summary>One family of the contract: a whole OpenAPI document.</summary>
internal sealed class ContractDocument(string family, JsonElement root)
{
    public string Family { get; } = family;

    public JsonElement Root { get; } = root;

    /// <summary>All documents that the assembly embeds. Read-only, so every server shares them.</summary>
    public static IReadOnlyList<ContractDocument> All { get; } = Load();

    /// <summary>Follows <c>$ref</c> until something else stands there. Siblings of a reference are the caller's business.</summary>
    public JsonElement Resolve(JsonElement element)
    {
        for (int hops = 0; hops < 32; hops++)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("$ref", out JsonElement reference)) return element;
            element = At(reference.GetString()!);
        }

        throw new InvalidDataException("the contract has a circular reference");
    }

    /// <summary>The element behind a local reference such as <c>#/components/schemas/Amount</c>.</summary>
    public JsonElement At(string reference)
    {
        JsonElement element = Root;
        foreach (string part in reference.Substring(2).Split('/'))
        {
            element = element.GetProperty(part.Replace("~1", "/").Replace("~0", "~"));
        }

        return element;
    }

    private static List<ContractDocument> Load()
    {
        using Stream stream = typeof(ContractDocument).Assembly.GetManifestResourceStream("contract.json")
            ?? throw new InvalidDataException("the assembly does not embed contract.json");
        // Never disposed: its elements live as long as the process.
        JsonDocument document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 128 });
        return document.RootElement.EnumerateObject().Select(member => new ContractDocument(member.Name, member.Value)).ToList();
    }
}
