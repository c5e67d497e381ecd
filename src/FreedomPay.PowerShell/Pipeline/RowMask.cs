using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;

namespace FreedomPay.Pipeline;

/// <summary>
/// A row without secrets, card numbers, CVC and PIN, however deep they are: a cell may hold an object, such as an address from JSON.
/// </summary>
/// <param name="hides">Whether the value of a name must not be shown.</param>
/// <param name="redact">Masks what must not be shown of a text.</param>
internal sealed class RowMask(Func<string, bool> hides, Func<string, string> redact)
{
    // Nothing that is sent is as deep; an object may hold itself.
    private const int MostDeep = 16;

    public object? Mask(PSObject row) => Value("", row, 0);

    private PSObject Members(PSObject row, int depth)
    {
        var masked = new PSObject();
        foreach (PSPropertyInfo property in row.Properties) masked.Properties.Add(new PSNoteProperty(property.Name, Value(property.Name, property.Value, depth)));
        return masked;
    }

    private object? Value(string name, object? value, int depth)
    {
        if (hides(name) || depth > MostDeep) return SensitiveText.Mask;
        switch (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value)
        {
            case string cell:
                return redact(cell);
            case IDictionary members:
                var masked = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
                foreach (DictionaryEntry member in members) masked[redact(member.Key.ToString()!)] = Value(member.Key.ToString()!, member.Value, depth + 1);
                return masked;
            case PSObject custom:
                return Members(custom, depth + 1);
            case FreedomPayInput typed:
                return Members(PSObject.AsPSObject(typed), depth + 1);
            case object?[] items:
                return items.Select(item => Value(name, item, depth + 1)).ToArray();
            default:
                return value;
        }
    }
}
