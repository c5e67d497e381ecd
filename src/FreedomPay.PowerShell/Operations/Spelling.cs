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
    private readonly Dictionary<string, FieldAttribute> fields = new(StringComparer.Ordinal);

    public Spelling(OperationBinding binding, string parameterSet)
    {
        foreach (BoundField field in binding.FieldsOf(parameterSet)) fields[field.Field.WireName] = field.Field;
        foreach (BoundList list in binding.ListsOf(parameterSet))
        {
            foreach (InputMember member in list.Members) fields[$"{list.WireName}.{member.Field.WireName}"] = member.Field;
        }
    }

    /// <summary>The spelling of a value; null where it has but one.</summary>
    /// <param name="wireName">Dotted name on the wire, without places in lists.</param>
    /// <param name="text">The value as it is sent.</param>
    public string? Of(string wireName, string text) => fields.TryGetValue(wireName, out FieldAttribute? field) ? Of(field, text) : null;

    private static string? Of(FieldAttribute field, string text) => field.Kind switch
    {
        FieldKind.Amount or FieldKind.AmountNumber or FieldKind.Integer => PlainNumber.Of(text),
        FieldKind.Phone or FieldKind.PhoneDigits => string.Concat(text.Where(static c => c is >= '0' and <= '9')),
        FieldKind.DateTime => Moment(text),
        FieldKind.Uuid => text.ToLowerInvariant(),
        FieldKind.Country or FieldKind.Currency => text.ToUpperInvariant(),
        FieldKind.Language => text.ToLowerInvariant(),
        // A line ends as the program wants that has saved the file.
        FieldKind.Text when field.Lines => text.Replace("\r\n", "\n"),
        _ => null,
    };

    private static string? Moment(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset moment)
        ? moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture)
        : null;
}
