using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>
/// The words by which an answer says that its request was taken. Any other word says nothing: not that it was carried out, and not that it
/// was refused.
/// </summary>
internal static class StatusWords
{
    private static readonly Dictionary<string, IReadOnlyCollection<string>> Pg = new(StringComparer.Ordinal) { ["pg_status"] = ["ok"] };

    private static readonly Dictionary<string, IReadOnlyCollection<string>> Partner = new(StringComparer.Ordinal)
    {
        ["status"] = ["ok"],
        ["request_status"] = ["success", "process", "error"],
    };

    // The merchant's JSON tells the state of the thing that was made, not of the request.
    private static readonly Dictionary<string, IReadOnlyCollection<string>> Merchant = new(StringComparer.Ordinal)
    {
        ["status"] =
        [
            "ok", "new", "process", "success", "approved", "waiting_3ds", "process_clearing", "reversed", "canceled", "refunded", "active", "delivered",
            "refund",
        ],
    };

    private static readonly Dictionary<string, IReadOnlyCollection<string>> Orders = new(StringComparer.Ordinal)
    {
        ["status"] = ["ok", "success", "accepted", "pending", "completed"],
    };

    private static readonly Dictionary<string, IReadOnlyCollection<string>> Any = [];

    /// <summary>The status member whose word is not one of those that are known; null where there is none.</summary>
    public static string? Unknown(ApiRequest request, JsonObject answer)
    {
        foreach (KeyValuePair<string, IReadOnlyCollection<string>> member in Of(request))
        {
            if (answer.TryGetPropertyValue(member.Key, out JsonNode? said) && !Holds(member.Value, said)) return member.Key;
        }

        return null;
    }

    /// <summary>Whether a status member says, in a known word, that the request was taken.</summary>
    public static bool SaysTaken(ApiRequest request, JsonObject answer) =>
        Of(request).Any(
            member => answer.TryGetPropertyValue(member.Key, out JsonNode? said) && Holds(member.Value, said) && said!.GetValue<string>().Trim() != "error");

    private static bool Holds(IReadOnlyCollection<string> words, JsonNode? said) =>
        said is JsonValue value && value.GetValueKind() is JsonValueKind.String && words.Contains(value.GetValue<string>().Trim());

    private static IReadOnlyDictionary<string, IReadOnlyCollection<string>> Of(ApiRequest request) => request.StatusWords ?? request.Route switch
    {
        { Protocol: WireProtocol.Pg } => Pg,
        // The request has a status of its own, and the thing may be in any state.
        { HasStatusHeader: true } => Any,
        { Protocol: WireProtocol.Jws, Credential: CredentialKind.Partner } => Partner,
        // Gift cards have numbers. What is only read may be in any state.
        { Protocol: WireProtocol.LegacySign } => Any,
        _ when request.Safety is Safety.Read => Any,
        { Protocol: WireProtocol.Jws } => Merchant,
        _ => Orders,
    };
}
