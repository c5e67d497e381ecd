using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Diagnostics;

/// <summary>The secrets that a request itself brings: an API that refuses a PIN may repeat it in its answer.</summary>
internal static class SentSecrets
{
    // A CVC. A shorter one would mask every number that has it, and whoever sees where the masks are could tell it.
    private const int Least = 3;

    /// <summary>The values of secret fields, however deep they are.</summary>
    /// <param name="body">The body of the request.</param>
    /// <param name="names">Wire names of the secret fields, without their parents, beside those that are known as such.</param>
    public static IEnumerable<string> In(JsonNode? body, IReadOnlyCollection<string>? names) =>
        body is null
            ? []
            : Leaves(body, names, isSecret: false).Where(static value => value.Length >= Least && !IsCardNumber(value) && WireText.IsWellFormed(value));

    /// <summary>The values of headers that authenticate, without their scheme.</summary>
    /// <param name="headers">The headers that the caller gave.</param>
    public static IEnumerable<string> In(IReadOnlyDictionary<string, string>? headers) =>
        headers is null ? [] : from header in headers
                               where Redactor.IsSensitiveName(header.Key) || SecretNames.IsOfHeader(header.Key)
                               let value = header.Value.Substring(header.Value.LastIndexOf(' ') + 1)
                               where value.Length >= Least
                               select value;

    private static IEnumerable<string> Leaves(JsonNode? node, IReadOnlyCollection<string>? names, bool isSecret)
    {
        switch (node)
        {
            case JsonObject members:
                return PgForm.Pairs(members).SelectMany(member => Leaves(member.Node, names, isSecret || IsSecret(member.Name, names)));
            case JsonArray items:
                return items.SelectMany(item => Leaves(item, names, isSecret));
            case JsonValue value when isSecret && value.GetValueKind() is JsonValueKind.String:
                return [value.GetValue<string>()];
            case JsonValue value when isSecret && value.GetValueKind() is JsonValueKind.Number:
                return [value.ToJsonString()];
            default:
                return [];
        }
    }

    // Forms write a nested field as a[b][c].
    private static bool IsSecret(string name, IReadOnlyCollection<string>? names) => name.IndexOf('[') < 0
        ? IsLeaf(name, names)
        : name.Split('[', ']').Any(leaf => IsLeaf(leaf, names));

    private static bool IsLeaf(string leaf, IReadOnlyCollection<string>? names) =>
        SecretNames.Contains(leaf) || names?.Contains(leaf, StringComparer.OrdinalIgnoreCase) == true;

    // It is recognised by itself, in whatever groups it comes back, and shown as its first six and last four digits.
    private static bool IsCardNumber(string value)
    {
        string digits = new([.. value.Where(static c => c is not (' ' or '-'))]);
        return digits.Length is >= 13 and <= 19 && digits.All(static c => c is >= '0' and <= '9') && CheckDigit.Fits(digits);
    }
}

/// <summary>The redactor of one request, made when something is shown of it: most requests succeed, and nothing is.</summary>
internal sealed class RequestRedactor(Redactor connection, ApiRequest request, RequestRedactor? asker = null)
{
    private Redactor? made;

    // A question about a request may be answered with what that request held.
    public Redactor Value => made ??= (asker?.Value ?? connection).For(request);
}
