using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace FreedomPay.Fields;

/// <summary>
/// A value that no parameter describes, of <c>-AdditionalField</c> or of a whole body, on its way to JSON: hashtables, objects, lists, text,
/// numbers, Booleans. What would only go as the name of its type, or in a form that depends on the culture, is a fault.
/// </summary>
/// <param name="parameter">The parameter that it was given to.</param>
internal sealed class FreeValue(string parameter)
{
    // Nothing that is sent is as deep; an object may hold itself.
    private const int MostDeep = 32;
    private const int MostValues = 100_000;

    private readonly List<FieldFault> faults = [];
    private readonly HashSet<string> secretNames = new(StringComparer.OrdinalIgnoreCase);
    private int values;
    private bool isTooLarge;

    /// <summary>What is wrong, by dotted name; empty when all may be sent.</summary>
    public IReadOnlyList<FieldFault> Faults => faults;

    /// <summary>The leaf names of values that came as secrets.</summary>
    public IReadOnlyCollection<string> SecretNames => secretNames;

    /// <summary>The value as JSON; without what is in <see cref="Faults"/>.</summary>
    /// <param name="name">Dotted name on the wire; empty for a whole body.</param>
    /// <param name="value">The value.</param>
    public JsonNode? ToJson(string name, object? value) => ToJson(name, value, 0);

    private JsonNode? ToJson(string name, object? value, int depth)
    {
        // Once is enough: an object that holds itself twice would be gone through for ever.
        if (isTooLarge) return null;
        if (depth > MostDeep || ++values > MostValues)
        {
            isTooLarge = true;
            return Fault(name, Messages.FieldIsTooDeep.With(MostDeep));
        }

        // What a command returns that returns nothing.
        if (ReferenceEquals(value, AutomationNull.Value)) return null;
        object? bare = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        switch (bare)
        {
            case null:
                return null;
            case string text when ValueText.IsMarked(text):
                return Fault(name, ValueText.TakeMark(ref text, FieldKind.Text)!);
            case string text:
                return FieldRules.IsMasked(text) ? Fault(name, FieldRules.Masked) : JsonValue.Create(text);
            case double or float when NumberFault(name, Convert.ToDouble(bare, System.Globalization.CultureInfo.InvariantCulture), bare is float) is { } fault:
                return Fault(name, fault);
            case bool or int or long or short or sbyte or byte or decimal or double or float or uint or ulong or ushort:
                return JsonSerializer.SerializeToNode(bare, bare.GetType());
            case SwitchParameter given:
                return JsonValue.Create(given.IsPresent);
            case Amount amount:
                return JsonValue.Create(amount.Value);
            case DateTimeOffset time:
                return JsonValue.Create(time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", System.Globalization.CultureInfo.InvariantCulture));
            case char or Guid or Uri or Enum:
                return JsonValue.Create(bare.ToString());
            case SensitiveText secret:
                return Secret(name, secret);
            case SecureString secret:
                return Secret(name, new SensitiveText(secret));
            case IDictionary members:
                return Members(name, members.Cast<DictionaryEntry>().Select(static member => (member.Key.ToString()!, (object?)member.Value)), depth);
            // An amount of ours that went through XML; of one that went through JSON nothing tells that it was one.
            case PSObject custom when custom.TypeNames.Contains("Deserialized.FreedomPay.Amount") && ValueText.Unwrapped(custom) is decimal written:
                return JsonValue.Create(written);
            case PSObject custom:
                return Members(name, custom.Properties.Select(static property => (property.Name, ValueText.Read(property))), depth);
            case IEnumerable items and not XmlNode:
                var array = new JsonArray();
                foreach (object? item in items) array.Add(ToJson(name, item, depth + 1));
                return array;
            case DateTime:
                return Fault(name, Messages.FieldIsDateOfNoForm);
            default:
                return Fault(name, Messages.FieldIsOfType.With(bare.GetType().Name));
        }
    }

    // No rule knows the field; its name tells an id.
    private static string? NumberFault(string name, double number, bool isSingle) => ValueText.FaultOf(number, isSingle)
        ?? (Math.Floor(number) != number
            && (name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
                || name.Equals("id", StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(".id", StringComparison.OrdinalIgnoreCase))
            ? Messages.FieldIsNoIdNumber
            : null);

    private JsonObject Members(string name, IEnumerable<(string Name, object? Value)> members, int depth)
    {
        var json = new JsonObject();
        foreach ((string leaf, object? value) in members)
        {
            string inside = Inside(name, leaf);
            // The keys 1 and '1' of a hashtable are one name.
            if (json.ContainsKey(leaf)) Fault(inside, Messages.FieldOverlaps.With(leaf));
            else json[leaf] = ToJson(inside, value, depth + 1);
            if (isTooLarge) break;
        }

        return json;
    }

    private static string Inside(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    private JsonValue Secret(string name, SensitiveText secret)
    {
        secretNames.Add(name.Substring(name.LastIndexOf('.') + 1));
        return JsonValue.Create(secret.Reveal());
    }

    private JsonNode? Fault(string name, string reason)
    {
        faults.Add(new FieldFault(name.Length == 0 ? parameter : $"{parameter}.{name}", name, null, reason));
        return null;
    }
}
