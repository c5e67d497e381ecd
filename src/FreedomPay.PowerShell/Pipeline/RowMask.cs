using System.Collections;
using System.Collections.Specialized;
using System.Data;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;

namespace FreedomPay.Pipeline;

/// <summary>
/// A row without secrets, card numbers, CVC and PIN, whatever it is and however deep they are: a cell may hold an object, such as an address
/// from JSON, and a row may be of a class of its owner.
/// </summary>
/// <param name="hides">Whether the value of a name must not be shown.</param>
/// <param name="redact">Masks what must not be shown of a text.</param>
internal sealed class RowMask(Func<string, bool> hides, Func<string, string> redact)
{
    // Nothing that is sent is as deep; an object may hold itself.
    private const int MostDeep = 16;

    // An object may lead to all others of its program. What is left of it is not shown.
    private const int MostValues = 5000;

    private static readonly JsonSerializerOptions WrittenAsIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Redactor CardNumbers = new([]);

    private int values;

    /// <summary>What an error says that it is about: a row, or a body, whose fields are masked as in a trace.</summary>
    /// <param name="input">What was given.</param>
    /// <param name="secretNames">Names whose values are secret, beside those that are known as such.</param>
    /// <param name="redact">Masks what must not be shown of a text.</param>
    public static object? TargetOf(PSObject input, IReadOnlyCollection<string> secretNames, Func<string, string> redact)
    {
        string? text = input.BaseObject switch { string given => given, byte[] bytes => Encoding.UTF8.GetString(bytes), _ => null };
        return text is not null && ValueText.IsBody(text)
            ? redact(CardNumbers.Body(text, secretNames))
            : new RowMask(name => secretNames.Contains(name, StringComparer.OrdinalIgnoreCase) || SecretNames.Contains(name), redact).Value("", input, 0);
    }

    private object? Value(string name, object? value, int depth)
    {
        if (hides(name) || depth > MostDeep || ++values > MostValues) return SensitiveText.Mask;
        object? bare = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        switch (bare)
        {
            case null:
                return null;
            case string cell:
                return ValueText.IsBody(cell) ? Json(cell) : redact(cell);
            case SensitiveText or System.Security.SecureString or PSCredential or System.Net.NetworkCredential or Core.Connection.Secret:
                return SensitiveText.Mask;
            case byte[] bytes:
                return AsText(bytes, Encoding.UTF8.GetString(bytes), SensitiveText.Mask);
            case long or ulong or int or uint or decimal or double or float or BigInteger or Amount:
                return AsText(bare, Digits(bare));
            case DataRowView view:
                return Columns(view.Row, depth + 1);
            case DataRow row:
                return Columns(row, depth + 1);
            case JsonNode json:
                return Value(name, WireObject.ToPowerShell(json), depth);
            case XmlNode xml:
                return Markup(xml, depth + 1);
            case PSObject or FreedomPayInput:
                return Members(PSObject.AsPSObject(value!), depth + 1);
            case IDictionary members:
                return Entries(members, depth + 1);
            case IEnumerable items:
                return Items(name, items, depth + 1);
            default:
                return IsText(bare) ? AsText(bare, bare.ToString() ?? "") : Members(PSObject.AsPSObject(value!), depth + 1);
        }
    }

    // A cell may hold an object as its text. It stays a text, and as it was where nothing in it is secret.
    private string Json(string cell)
    {
        try
        {
            JsonNode? body = JsonNode.Parse(cell, documentOptions: new JsonDocumentOptions { MaxDepth = MostDeep });
            return Hide(body) ? redact(body!.ToJsonString(WrittenAsIs)) : redact(cell);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            return redact(cell);
        }
    }

    private bool Hide(JsonNode? node)
    {
        bool hidden = false;
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items) hidden |= Hide(item);
        }
        else if (node is JsonObject members)
        {
            foreach (string name in members.Select(member => member.Key).ToArray())
            {
                if (!hides(name)) hidden |= Hide(members[name]);
                else (members[name], hidden) = (SensitiveText.Mask, true);
            }
        }

        return hidden;
    }

    // What is not masked stays what it was: a number in a row that is given again has to bind as it did.
    private object AsText(object value, string text, string? mask = null)
    {
        string masked = redact(text);
        return masked == text ? value : mask ?? masked;
    }

    // A double of sixteen digits would print with an exponent.
    private static string Digits(object number) =>
        number is double or float && Convert.ToDouble(number, CultureInfo.InvariantCulture) is var real && Math.Abs(real) < 1e30
            ? new BigInteger(real).ToString(CultureInfo.InvariantCulture)
            : Convert.ToString(number, CultureInfo.InvariantCulture) ?? "";

    // Times, ids, addresses and files: what .NET itself gives a text of is read by it. Pairs and tuples are made of what others put in.
    private static bool IsText(object value)
    {
        Type type = value.GetType();
        return type.IsEnum
            || (type.Namespace is { } home
                && (home == "System" || home.StartsWith("System.", StringComparison.Ordinal))
                && !type.IsGenericType
                && value is not DictionaryEntry
                && value.ToString() != type.ToString());
    }

    private PSObject Members(PSObject row, int depth)
    {
        var properties = row.Properties
            .Select(property => (
                property.Name,
                IsHidden: property is PSAliasProperty alias && hides(alias.ReferencedMemberName),
                Read: (Func<object?>)(() => property.Value)))
            .ToList();
        bool isPair = IsHiddenPair(name => properties.Find(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Read);
        var masked = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, bool isHidden, Func<object?> read) in properties)
        {
            object? value = isHidden || hides(name) || (isPair && IsValue(name)) || values > MostValues ? SensitiveText.Mask : Value(name, Read(read), depth);
            masked.Properties.Add(new PSNoteProperty(Unique(name, names), value));
        }

        return masked;
    }

    private PSObject Columns(DataRow row, int depth)
    {
        var masked = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DataColumn column in row.Table.Columns)
        {
            object? value = hides(column.ColumnName) ? SensitiveText.Mask : Read(() => row[column]);
            masked.Properties.Add(new PSNoteProperty(Unique(column.ColumnName, names), Value(column.ColumnName, value is DBNull ? null : value, depth)));
        }

        return masked;
    }

    // As PowerShell shows it, without the text of the whole that every part has too.
    private object Markup(XmlNode node, int depth)
    {
        XmlNode[] parts = [.. (node.Attributes as IEnumerable ?? Array.Empty<XmlNode>()).Cast<XmlNode>(), .. node.ChildNodes.OfType<XmlElement>()];
        if (parts.Length == 0 || node is XmlAttribute) return redact(node.InnerText);
        var masked = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (XmlNode part in parts) masked.Properties.Add(new PSNoteProperty(Unique(part.Name, names), Value(part.LocalName, part, depth)));
        return masked;
    }

    private OrderedDictionary Entries(IDictionary members, int depth)
    {
        bool isPair = IsHiddenPair(name => members.Contains(name) ? () => members[name] : null);
        var masked = new OrderedDictionary(StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry member in members)
        {
            string name = member.Key.ToString() ?? "";
            masked[Unique(name, names)] = isPair && IsValue(name) ? SensitiveText.Mask : Value(name, member.Value, depth);
        }

        return masked;
    }

    private object Items(string name, IEnumerable items, int depth)
    {
        var masked = new List<object?>();
        bool isSame = true;
        try
        {
            foreach (object? item in items)
            {
                object? shown = Value(name, item, depth);
                isSame &= ReferenceEquals(shown, item);
                masked.Add(shown);
                if (values > MostValues) break;
            }
        }
        catch (Exception e) when (IsBearable(e))
        {
            return Messages.MemberIsUnreadable;
        }

        return isSame ? items : masked.ToArray();
    }

    // A field may be written as its name and its value.
    private bool IsHiddenPair(Func<string, Func<object?>?> member) =>
        member("Value") is not null && (member("Key") ?? member("Name")) is { } read && Read(read)?.ToString() is { } name && hides(name);

    private static bool IsValue(string name) => name.Equals("Value", StringComparison.OrdinalIgnoreCase);

    // A name may be a card number too, and two of them the same when they are masked.
    private string Unique(string name, HashSet<string> names)
    {
        string shown = redact(name);
        for (int number = 2; !names.Add(shown); number++) shown = $"{redact(name)} ({number.ToString(CultureInfo.InvariantCulture)})";
        return shown;
    }

    // A property may be a script, which may fail. The row is refused all the same, and the others go on.
    private static object? Read(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (IsBearable(e))
        {
            return Messages.MemberIsUnreadable;
        }
    }

    private static bool IsBearable(Exception e) => e is not (OutOfMemoryException or PipelineStoppedException);
}
