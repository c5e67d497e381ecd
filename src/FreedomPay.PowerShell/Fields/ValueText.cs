using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;
using System.Xml;

namespace FreedomPay.Fields;

/// <summary>
/// From a value to the text that a rule judges. A value that has no text of its own, such as an object, or none that everybody would
/// write, such as a date, becomes a text that no rule takes and that says why: a parameter of the row is to be refused and not the binding.
/// </summary>
internal static class ValueText
{
    // U+FFFE is no character, so that no text begins with it.
    /// <summary>Whether a text looks like JSON or markup, whose fields have names.</summary>
    public static bool IsBody(string text)
    {
        string begun = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return begun.Length > 0 && (begun[0] is '{' or '<' || (begun[0] == '[' && begun.IndexOf('"') > 0));
    }

    private const string Unfit = "\uFFFE!";
    private const string Several = "\uFFFE,";
    private const string Fraction = "\uFFFE.";

    /// <summary>The text of a value that is no row.</summary>
    /// <param name="value">The value.</param>
    /// <param name="takesSeveral">Whether several values are meant, with commas between them.</param>
    public static string Of(object? value, bool takesSeveral = false)
    {
        value = Unwrapped(value);
        object? bare = Bare(value);
        if (value is PSObject wrapped && bare is IFormattable && Typed(wrapped, bare) is { } typed) return typed;
        return Scalar(bare)
            ?? (bare is IEnumerable items and not (IDictionary or XmlNode)
                ? Joined(items, takesSeveral ? "" : Several)
                : Refused(Messages.FieldHasNoText.With(bare!.GetType().Name)));
    }

    /// <summary>What an amount of ours becomes that goes through JSON or XML: an object whose only member is its value. Anything else is given back.</summary>
    public static object? Unwrapped(object? value)
    {
        object? inner = Bare(value) switch
        {
            PSCustomObject when value is PSObject custom && custom.Properties.Take(2).ToArray() is { Length: 1 } only && IsValueName(only[0].Name) =>
                Read(only[0]),
            IDictionary { Count: 1 } members when members.Keys.Cast<object>().First() is string name && IsValueName(name) => members[name],
            _ => null,
        };
        return inner is not null && Scalar(Bare(inner)) is not null ? inner : value;
    }

    private static bool IsValueName(string name) => name.Equals(nameof(Amount.Value), StringComparison.OrdinalIgnoreCase);

    /// <summary>A text that is refused for a reason.</summary>
    public static string Refused(string reason) => Unfit + reason;

    /// <summary>Whether something is a value of its own, or several; anything else is a row, whose values are in its properties.</summary>
    public static bool IsValue(object? value) =>
        Bare(value) is { } bare && (bare is SecureString or SensitiveText || Scalar(bare) is not null || bare is IEnumerable and not (IDictionary or XmlNode));

    /// <summary>Whether a text is one of ours rather than what somebody wrote.</summary>
    public static bool IsMarked(string text) => text.Length > 1 && text[0] == Unfit[0];

    /// <summary>Takes the mark off a text.</summary>
    /// <param name="text">The text; several values are left with commas between them.</param>
    /// <param name="kind">The kind of the field.</param>
    /// <returns>Why it is refused; null when a rule may judge it.</returns>
    public static string? TakeMark(ref string text, FieldKind kind)
    {
        if (!IsMarked(text)) return null;
        char mark = text[1];
        string rest = text.Substring(2);
        if (mark == Unfit[1]) return rest;
        text = rest;
        // What a double was before it was one, such as 1001.10, nobody knows; where a number is wanted its value says it all.
        if (mark == Fraction[1]) return kind is FieldKind.Id ? Messages.FieldIsNoIdNumber : null;
        // What is no text has a rule that refuses several values, and shows them.
        return kind is FieldKind.Text or FieldKind.Id ? Messages.FieldHasSeveralValues : null;
    }

    /// <summary>A text as it may be shown; null where there is none.</summary>
    public static string? Shown(string? text) => text is null || !IsMarked(text) ? text : text[1] == Unfit[1] ? null : text.Substring(2);

    /// <summary>Reads a property, which a script may compute.</summary>
    public static object? Read(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (RuntimeException)
        {
            return Refused(Messages.FieldIsUnreadable);
        }
    }

    /// <summary>Why a floating-point number cannot be sent; null when it is what somebody wrote, digit by digit.</summary>
    /// <param name="number">The number.</param>
    /// <param name="isSingle">Whether it has the precision of a float only.</param>
    public static string? FaultOf(double number, bool isSingle) => double.IsNaN(number) || double.IsInfinity(number) ? Messages.FieldIsNoNumberOfWire
        : Math.Abs(number) >= (isSingle ? 1L << 24 : 1L << 53) ? Messages.FieldIsRounded
        : null;

    private static object? Bare(object? value) => ReferenceEquals(value, AutomationNull.Value) ? null
        : value is PSObject wrapped ? wrapped.BaseObject : value;

    // A number that was typed at the prompt, such as 1500.50 or 1kb, remembers how it was written, and is to be judged as that.
    private static string? Typed(PSObject wrapped, object bare) =>
        LanguagePrimitives.ConvertTo<string>(wrapped) is var written && written != LanguagePrimitives.ConvertTo<string>(bare) ? written : null;

    private static string? Scalar(object? bare)
    {
        switch (bare)
        {
            case null or DBNull:
                return "";
            case string text:
                return text;
            case bool yes:
                return yes ? "true" : "false";
            case SwitchParameter given:
                return given.IsPresent ? "true" : "false";
            case double number:
                return Number(number, isSingle: false, number.ToString("R", CultureInfo.InvariantCulture));
            case float number:
                return Number(number, isSingle: true, number.ToString("R", CultureInfo.InvariantCulture));
            case decimal or sbyte or byte or short or ushort or int or uint or long or ulong or System.Numerics.BigInteger:
                return ((IFormattable)bare).ToString(null, CultureInfo.InvariantCulture);
            case char or Guid or Uri or Enum or Amount or Version:
                return bare.ToString();
            case DateTime or DateTimeOffset:
                return Refused(Messages.FieldIsDateOfNoForm);
            default:
                return null;
        }
    }

    // A table calculation has whole numbers as doubles too, and .NET writes the larger of them with an exponent.
    private static string Number(double number, bool isSingle, string text) => FaultOf(number, isSingle) is { } fault ? Refused(fault)
        : Math.Floor(number) == number ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : text.Contains('E') ? Refused(Messages.FieldIsNoNumberOfWire)
        : Fraction + text;

    private static string Joined(IEnumerable items, string mark)
    {
        var texts = new List<string>();
        foreach (object? item in items)
        {
            object? bare = Bare(Unwrapped(item));
            string text = Scalar(bare) ?? Refused(Messages.FieldHasNoText.With(bare!.GetType().Name));
            if (IsMarked(text) && text[1] == Unfit[1]) return text;
            texts.Add(text);
        }

        return texts.Count == 1 ? texts[0] : texts.Count == 0 ? "" : mark + string.Join(",", texts.Select(text => Shown(text)));
    }
}
