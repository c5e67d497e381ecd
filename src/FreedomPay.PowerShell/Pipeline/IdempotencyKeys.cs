
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>
/// The keys that rows bring themselves. A key is found again by what it is, so it stands as it is in journals and errors, and must not be a
/// card number.
/// </summary>
internal static class IdempotencyKeys
{
    /// <summary>The column whose value the journal knows a row by and the API never sees.</summary>
    public const string RowId = "RowId";

    private static readonly FieldAttribute RowIdRules = new(RowId) { MaxLength = 200 };

    /// <summary>Says what is wrong with the key of a row.</summary>
    /// <param name="row">The row, with its body and the key of its header.</param>
    /// <param name="fields">The fields of its cmdlet.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static void Judge(Row row, IEnumerable<BoundField> fields, ICollection<FieldFault> faults)
    {
        if (row.Operation.IsRead) return;
        string? inBody = row.Operation.Key is { } key ? WireObject.Text(row.Sent, key) : null;
        Judge(inBody, fields.FirstOrDefault(field => field.Field.WireName == row.Operation.Key)?.ParameterName ?? row.Operation.Key ?? "", row.Operation.Key ?? "", faults);
        Judge(row.OwnKey, "RequestId", "Request-Id", faults);
    }

    /// <summary>The id that a row has in its run, and what is wrong with it; null where it has none.</summary>
    /// <param name="text">What the row brings.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static string? ReadRowId(string? text, ICollection<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (FieldRules.ToWire(RowIdRules, text!, out string? fault) is { } id)
        {
            Judge(text, RowId, RowId, faults);
            return id.ToString();
        }

        faults.Add(new FieldFault(RowId, RowId, ValueText.Shown(text), fault!));
        return null;
    }

    /// <summary>A key as errors show it. One that only adds up like a card number is needed to find the request again.</summary>
    public static string? Shown(string? key, Func<string, string> redact) => key is not null && Redactor.HoldsCardNumber(key) ? redact(key) : key;

    private static void Judge(string? key, string parameter, string wireName, ICollection<FieldFault> faults)
    {
        if (key is not null && Redactor.HoldsCardNumber(key)) faults.Add(new FieldFault(parameter, wireName, key, Messages.KeyIsCardNumber));
    }
}
