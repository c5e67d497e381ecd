using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>From an answer to an output object: properties by their <see cref="FieldAttribute"/>, everything else kept.</summary>
internal static class AnswerReader
{
    // Parts of the envelope: they prove an answer and mean nothing afterwards.
    private static readonly HashSet<string> Envelope = new(["pg_salt", "pg_sig"], StringComparer.Ordinal);
    // Written for people, and may name anybody.
    private static readonly HashSet<string> FreeTexts = new(
        ["status_message", "message", "description", "error_description", "pg_failure_description", "pg_error_description"], StringComparer.Ordinal);
    private static readonly Redactor CardNumbers = new([]);
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Reads an output object.</summary>
    /// <param name="model">A new object of the output type.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="sent">The body of the request, for fields that the answer does not repeat.</param>
    public static void Fill(IAnswerPart model, JsonObject answer, JsonObject? sent)
    {
        Shape shape = ShapeOf(model.GetType());
        HashSet<string> known = shape.Known;
        foreach ((PropertyInfo property, FieldAttribute field) in shape.Properties)
        {
            if (field.FromRequest)
            {
                if (sent is not null && Read(property, field, sent, null) is { } own) property.SetValue(model, own);
                continue;
            }

            if (Read(property, field, answer, sent) is { } value)
            {
                property.SetValue(model, value);
                continue;
            }

            // What cannot be read as it should be is shown as it came, among the additional properties.
            if (WireObject.FirstAt(answer, field.WireName) is not null && !IsReadElsewhere(shape, field.WireName, answer, sent))
            {
                if (known == shape.Known) known = new HashSet<string>(known, StringComparer.Ordinal);
                known.Remove(field.WireName);
            }

            if (field.Echo && sent is not null && property.GetValue(model) is null or TextList { Count: 0 } && Read(property, field, sent, null) is { } echo)
            {
                // A code is typed by hand, and may be a card number by mistake that the API takes for an unknown product.
                property.SetValue(model, field.Words is not null && echo is string typed ? CardNumbers.Text(typed) : echo);
            }
        }

        if (model is not FreedomPayObject { MasksUnknown: true })
        {
            model.Keep(() => new AdditionalProperties(Remainder(answer, known, "") ?? []));
            return;
        }

        JsonObject masked = Remainder(answer, known, "") ?? [];
        foreach (string name in masked.Where(member => member.Value is not null).Select(member => member.Key).ToArray()) masked[name] = SensitiveText.Mask;
        model.Keep(() => new AdditionalProperties(masked));
    }

    /// <summary>What of an answer may be kept on disk: the fields that the output type knows and that are not sensitive.</summary>
    /// <param name="model">The output type.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="redact">Masks what is recognised by itself, such as a card number.</param>
    public static JsonObject Keep(Type model, JsonObject answer, Func<string, string> redact)
    {
        var kept = new HashSet<string>(
            from described in ShapeOf(model).Properties
            where !described.Field.FromRequest
                && described.Property.PropertyType != typeof(SensitiveText)
                && described.Property.GetCustomAttribute<SensitiveAttribute>() is null
                && MayBeKept(described.Field.LeafName)
            select described.Field.WireName, StringComparer.Ordinal);
        return Kept(answer, kept, "", redact) as JsonObject ?? [];
    }

    private static object? Read(PropertyInfo property, FieldAttribute field, JsonObject fields, JsonObject? sent)
    {
        Type type = property.PropertyType;
        string wireName = field.WireName;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(PartList<>))
        {
            JsonObject[]? items = ItemsOf(WireObject.FirstAt(fields, wireName), field.Item);
            if (items is null) return null;
            Type partType = type.GetGenericArguments()[0];
            var parts = Array.CreateInstance(partType, items.Length);
            for (int i = 0; i < items.Length; i++)
            {
                var part = (IAnswerPart)Activator.CreateInstance(partType)!;
                Fill(part, items[i], sent);
                parts.SetValue(part, i);
            }

            return Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.NonPublic, null, [parts], null);
        }

        if (WireObject.FirstAt(fields, wireName) is not { } first) return null;
        if (type == typeof(object)) return WireObject.ToPowerShell(first);
        if (type == typeof(TextList)) return new TextList([.. WireObject.NodesAt(fields, wireName).Select(WireObject.TextOf)]);
        string text = WireObject.TextOf(first);
        if (type == typeof(string)) return field.Words is { } words ? WordList.Of(words).ToWord(text) : text;
        if (type == typeof(SensitiveText)) return new SensitiveText(text);
        return type == typeof(Amount?) && Amount.TryParse(text, out Amount amount) ? amount : null;
    }

    /// <summary>The items of a list in an answer; null where it is no list of objects, or not there.</summary>
    /// <param name="list">The list.</param>
    /// <param name="item">Name of its items, where XML has them in the element of the list; null in JSON.</param>
    public static JsonObject[]? ItemsOf(JsonNode? list, string? item)
    {
        if (item is null) return list is JsonArray members && members.All(static one => one is JsonObject) ? [.. members.Cast<JsonObject>()] : null;
        switch (list)
        {
            // A list of one looks like a single item, and an element without any like a text.
            case JsonObject element when element.All(member => member.Key == item):
                return element[item] switch
                {
                    null => [],
                    JsonObject single => [single],
                    JsonArray several => ItemsOf(several, null),
                    JsonValue text when IsBlank(text) => [],
                    _ => null,
                };
            case JsonArray elements:
                JsonObject[]?[] parts = [.. elements.Select(element => ItemsOf(element, item))];
                return parts.Any(static part => part is null) ? null : [.. parts.SelectMany(static part => part!)];
            case JsonValue text when IsBlank(text):
                return [];
            default:
                return null;
        }

        static bool IsBlank(JsonValue value) => value.GetValueKind() is JsonValueKind.String && string.IsNullOrWhiteSpace(value.ToString());
    }

    // The id of a card is what the next command needs, and no token: nobody pays with it.
    private static bool MayBeKept(string leaf) => leaf == "card_id" || !(Redactor.IsSensitiveName(leaf) || FreeTexts.Contains(leaf));

    private static JsonNode? Kept(JsonNode? node, HashSet<string> names, string name, Func<string, string> redact)
    {
        switch (node)
        {
            case JsonObject members:
                var some = new JsonObject();
                foreach (KeyValuePair<string, JsonNode?> member in members)
                {
                    if (Kept(member.Value, names, name.Length == 0 ? member.Key : name + "." + member.Key, redact) is { } inner) some[member.Key] = inner;
                }

                return some.Count == 0 ? null : some;
            case JsonArray items:
                JsonNode[] left = [.. items.Select(item => Kept(item, names, name, redact)).OfType<JsonNode>()];
                return left.Length == 0 ? null : new JsonArray(left);
            case not null when names.Contains(name):
                return node.GetValueKind() is JsonValueKind.String ? JsonValue.Create(redact(node.GetValue<string>())) : node.DeepClone();
            default:
                return null;
        }
    }

    private static bool IsReadElsewhere(Shape shape, string wireName, JsonObject answer, JsonObject? sent) =>
        shape.Properties.Any(other => other.Field.WireName == wireName && Read(other.Property, other.Field, answer, sent) is not null);

    /// <summary>What is left of an object without the known fields; null when nothing is.</summary>
    private static JsonObject? Remainder(JsonObject fields, HashSet<string> known, string prefix)
    {
        var left = new JsonObject();
        foreach (KeyValuePair<string, JsonNode?> member in fields)
        {
            string name = prefix.Length == 0 ? member.Key : prefix + member.Key;
            if (known.Contains(name)) continue;
            JsonNode? rest = member.Value;
            // A plain value, which most members are, has no parts that could be known.
            if (rest is not JsonValue && HoldsKnown(known, name))
            {
                rest = member.Value switch
                {
                    JsonObject inner => Remainder(inner, known, name + "."),
                    JsonArray items when items.All(item => item is JsonObject) => Remainders(items, known, name + "."),
                    _ => rest,
                };
                if (rest is null) continue;
            }

            left[member.Key] = Shown(member.Key, rest);
        }

        return left.Count == 0 ? null : left;
    }

    // A secret has no property here that would hide it: the API says more than the documentation, or the same as elsewhere.
    private static JsonNode? Shown(string name, JsonNode? node) => node switch
    {
        null => null,
        _ when SecretNames.Contains(name) => SensitiveText.Mask,
        JsonObject members => new JsonObject(
            members.Select(static member => new KeyValuePair<string, JsonNode?>(member.Key, Shown(member.Key, member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(item => Shown(name, item))]),
        _ => node.DeepClone(),
    };

    private static bool HoldsKnown(HashSet<string> known, string name)
    {
        foreach (string other in known)
        {
            if (other.Length > name.Length && other[name.Length] == '.' && other.StartsWith(name, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static JsonArray? Remainders(JsonArray items, HashSet<string> known, string prefix)
    {
        JsonObject?[] rests = [.. items.Select(item => Remainder(item!.AsObject(), known, prefix))];
        return rests.All(rest => rest is null) ? null : new JsonArray([.. rests.Select(rest => rest ?? [])]);
    }

    private static Shape ShapeOf(Type model) => Shapes.GetOrAdd(model, static type => new Shape(type));

    /// <summary>The properties of an output type that are fields of an answer, and all names that need not be kept beside them.</summary>
    private sealed class Shape(Type model)
    {
        public (PropertyInfo Property, FieldAttribute Field)[] Properties { get; } =
            [.. from property in model.GetProperties() from field in property.GetCustomAttributes<FieldAttribute>() select (property, field)];

        public HashSet<string> Known => field ??= [.. Envelope, .. Properties.Select(described => described.Field.WireName)];
    }
}
