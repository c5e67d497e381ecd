
using FreedomPay.Core.Diagnostics;
using FreedomPay.Core.Protocols;
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

    private static readonly FieldAttribute RowIdRules = new(RowId, FieldKind.Id) { MaxLength = 200 };

    /// <summary>Says what is wrong with the keys of a row: that of its request, and its id in the run, which it takes.</summary>
    /// <param name="row">The row, with its fields.</param>
    /// <param name="rowId">The id that it brings.</param>
    /// <param name="keyField">The field of the key; null where there is none.</param>
    /// <param name="keyGiven">What that field has.</param>
    /// <param name="isTyped">Whether a parameter is given for every row.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static void Judge(Row row, string? rowId, BoundField? keyField, string? keyGiven, Func<string, bool> isTyped, ICollection<FieldFault> faults)
    {
        string wireName = row.Operation.Key ?? "";
        string parameter = keyField?.ParameterName ?? wireName;
        if (!row.Operation.IsRead)
        {
            row.RowId = ReadRowId(rowId, faults);
            if (row.Operation.Key is not null) RefuseCardNumber(WireObject.Text(row.Sent, wireName), parameter, wireName, faults);
            if (isTyped(RowId) && string.IsNullOrWhiteSpace(rowId)) faults.Add(new FieldFault(RowId, RowId, null, Messages.KeyIsNothing));
        }

        // A key that was meant and is not there would let the same request act under a new one.
        if (keyField is null || !isTyped(parameter) || !string.IsNullOrWhiteSpace(keyGiven) || faults.Any(fault => fault.Parameter == parameter)) return;
        faults.Add(new FieldFault(parameter, wireName, null, Messages.KeyIsNothing));
    }

    /// <summary>Sees to it that a row that acts has a key: its own, or one that is made for it and put among its fields.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isAnothers">Whether the key came with a result of ours, which carries the id of the request that made it: that must not become
    /// the id of the next request.</param>
    public static void Ensure(Row row, bool isAnothers)
    {
        if (row.Operation.Key is not { } key) return;
        row.RequestId = WireObject.Text(row.Sent, key);
        bool mayBeMade = !row.Operation.IsRead || row.Operation.FreshKey;
        if (row.RequestId is not null && !isAnothers) row.OwnKey = row.RequestId;
        if (!mayBeMade || row.OwnKey is not null) return;

        row.RequestId = Uuid7.NewId();
        row.Sent[key] = row.RequestId;
    }

    /// <summary>A key as errors show it. One that only adds up like a card number is needed to find the request again.</summary>
    public static string? Shown(string? key, Func<string, string> redact) => key is not null && Redactor.HoldsCardNumber(key) ? redact(key) : key;

    /// <summary>Refuses what is shown as it is and holds a card number.</summary>
    /// <param name="key">The text; null for none.</param>
    /// <param name="parameter">Its parameter.</param>
    /// <param name="wireName">Its name on the wire.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static void RefuseCardNumber(string? key, string parameter, string wireName, ICollection<FieldFault> faults)
    {
        if (key is not null && Redactor.HoldsCardNumber(key)) faults.Add(new FieldFault(parameter, wireName, key, Messages.KeyIsCardNumber));
    }

    private static string? ReadRowId(string? text, ICollection<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (FieldRules.ToWire(RowIdRules, text!, out string? fault) is { } id)
        {
            RefuseCardNumber(text, RowId, RowId, faults);
            return id.ToString();
        }

        faults.Add(new FieldFault(RowId, RowId, ValueText.Shown(text), fault!));
        return null;
    }
}
