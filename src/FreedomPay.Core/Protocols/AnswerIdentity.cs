using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>Whether an answer is about the very thing that was asked about: what it repeats of the ids and amounts of its request has to be the same.</summary>
internal static class AnswerIdentity
{
    // The transaction that a refund is of is the request's; that which it makes has the same name in the answer of the status operation.
    private const string Transaction = "transaction_id";
    private static readonly HashSet<string> Payments = new(["pg_payment_id", "payment_id", "id"], StringComparer.Ordinal);
    private static readonly HashSet<string> Sums = new(["pg_amount", "amount", "pg_currency", "currency"], StringComparer.Ordinal);

    /// <summary>A field that the answer to a request gives another value; null where there is none.</summary>
    /// <param name="asked">The fields of the request.</param>
    /// <param name="answer">The answer to it.</param>
    /// <param name="isRefusal">Whether it refuses: such an answer writes 0 for a payment that there is not.</param>
    public static string? Other(JsonObject? asked, JsonObject answer, bool isRefusal = false)
    {
        if (asked is null) return null;
        bool isNew = !asked.Any(static member => Payments.Contains(member.Key));
        return First(
            asked, answer, name => IsId(name) || (Sums.Contains(name) ? isNew : name.EndsWith("_amount", StringComparison.Ordinal)), isRefusal ? "0" : "");
    }

    /// <summary>A field of a request that the status operation gives another value; null where there is none.</summary>
    /// <param name="asked">The fields of the request that was asked about.</param>
    /// <param name="answer">The answer of the status operation.</param>
    /// <param name="except">A field that got a new value before each repeat; null for none.</param>
    public static string? OtherThan(JsonObject? asked, JsonObject answer, string? except)
    {
        if (asked is null) return null;
        // Whoever acts on a payment has an amount of his own; whoever makes one has the payment's.
        bool isNew = !asked.Any(static member => Payments.Contains(member.Key));
        return First(asked, answer, name => name != except && (IsId(name) ? name != Transaction : isNew && Sums.Contains(name)), "");
    }

    private static string? First(JsonObject asked, JsonObject answer, Func<string, bool> isCompared, string nothing)
    {
        foreach (KeyValuePair<string, JsonNode?> field in asked)
        {
            if (Text(field.Value) is not { } ours
                || ours.Length == 0
                || !isCompared(field.Key)
                || !answer.TryGetPropertyValue(field.Key, out JsonNode? named)
                || named is null)
            {
                continue;
            }
            // A list names several, and so not ours.
            if (Text(named) is not { } theirs) return field.Key;
            if (theirs.Length > 0 && theirs != nothing && !AreSame(field.Key, ours, theirs)) return field.Key;
        }

        return null;
    }

    private static bool IsId(string name) => name == "id" || name.EndsWith("_id", StringComparison.Ordinal);

    private static bool AreSame(string name, string one, string other)
    {
        if (one == other) return true;
        if (IsId(name)) return Guid.TryParseExact(one, "D", out Guid first) && Guid.TryParseExact(other, "D", out Guid second) && first == second;
        if (name.EndsWith("currency", StringComparison.Ordinal)) return string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
        return Amount(one) is { } ours && Amount(other) is { } theirs && ours == theirs;
    }

    private static decimal? Amount(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            ? amount
            : null;

    private static string? Text(JsonNode? node) => node is not JsonValue value ? null : value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Trim(),
        JsonValueKind.Number => value.ToJsonString(),
        _ => null,
    };
}
