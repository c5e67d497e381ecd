using System.Globalization;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>
/// The one spelling of a value that may be written in several ways, by which a journal knows its row again though somebody has saved the file
/// anew in between. What goes on the wire stays as it was written.
/// </summary>
internal sealed class Spelling
{
    private readonly Dictionary<string, FieldKind> kinds = new(StringComparer.Ordinal);

    public Spelling(OperationBinding binding, string parameterSet)
    {
        foreach (BoundField field in binding.FieldsOf(parameterSet)) kinds[field.Field.WireName] = field.Field.Kind;
        foreach (BoundList list in binding.ListsOf(parameterSet))
        {
            foreach (InputMember member in list.Members) kinds[$"{list.WireName}.{member.Field.WireName}"] = member.Field.Kind;
        }
    }

    /// <summary>The spelling of a value; null where it has but one.</summary>
    /// <param name="wireName">Dotted name on the wire, without places in lists.</param>
    /// <param name="text">The value as it is sent.</param>
    public string? Of(string wireName, string text) => kinds.TryGetValue(wireName, out FieldKind kind) ? Of(kind, text) : null;

    private static string? Of(FieldKind kind, string text) => kind switch
    {
        FieldKind.Amount or FieldKind.AmountNumber or FieldKind.Integer => PlainNumber.Of(text),
        FieldKind.Phone or FieldKind.PhoneDigits => string.Concat(text.Where(static c => c is >= '0' and <= '9')),
        FieldKind.DateTime => Moment(text),
        FieldKind.Uuid => text.ToLowerInvariant(),
        FieldKind.Country or FieldKind.Currency => text.ToUpperInvariant(),
        FieldKind.Language => text.ToLowerInvariant(),
        _ => null,
    };

    private static string? Moment(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment)
        ? moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture)
        : null;
}
