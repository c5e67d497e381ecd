using System.Collections;
using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>From the parameters of one row to the body of its request, or to everything that is wrong with the row.</summary>
internal static class RequestWriter
{
    /// <summary>Writes the body.</summary>
    /// <param name="cmdlet">The cmdlet, with the row's values in its parameters.</param>
    /// <param name="operation">The operation that the row chose.</param>
    /// <param name="parameterSet">Its parameter set.</param>
    /// <param name="isGiven">Whether a parameter was typed or is a column of this row, empty or not.</param>
    /// <param name="additional">Fields given with <c>-AdditionalField</c>; dotted names are nested.</param>
    /// <param name="faults">What is wrong, field by field; empty when the body may be sent.</param>
    /// <param name="secretNames">Leaf names of additional fields that came as secrets.</param>
    public static JsonObject Write(
        object cmdlet, OperationAttribute operation, string parameterSet, Func<BoundField, bool> isGiven, IDictionary? additional,
        out IReadOnlyList<FieldFault> faults, out IReadOnlyCollection<string> secretNames)
    {
        var body = new JsonObject();
        var binding = OperationBinding.Of(cmdlet.GetType());
        var found = new List<FieldFault>(binding.InputFaults(cmdlet));
        var given = new Dictionary<string, BoundField>(StringComparer.Ordinal);
        foreach (BoundField field in binding.FieldsOf(parameterSet))
        {
            string? text = field.ValueOf(cmdlet);
            if (string.IsNullOrWhiteSpace(text))
            {
                if (field.IsMandatoryIn(parameterSet)) found.Add(new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsEmpty));
                else if (field.Field.NotBlank && (field.IsMember ? field.IsGivenIn(cmdlet) : isGiven(field)))
                {
                    found.Add(new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsEmptyCell));
                }
                continue;
            }

            if (given.TryGetValue(field.Field.WireName, out BoundField? other))
            {
                found.Add(new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsGivenTwice.With(other.ParameterName)));
                continue;
            }

            given.Add(field.Field.WireName, field);
            JsonNode? value = FieldRules.ToWire(field.Field, text!, out string? fault);
            if (fault is null && field.Field.Kind is FieldKind.Id && field.IsCalled(text!)) fault = Messages.FieldIsItsName;
            if (fault is null) Put(body, field.Field.WireName, value);
            else
            {
                found.Add(new FieldFault(
                    field.ParameterName, field.Field.WireName,
                    field.Sensitive is null or SensitiveKind.Pii || ValueText.Shown(text) is null ? ValueText.Shown(text) : SensitiveText.Mask, fault));
            }
        }

        foreach (BoundField field in given.Values)
        {
            if (field.Field.Needs is { } other && IsPlaced(body, field.Field.WireName) && !given.ContainsKey(other))
            {
                found.Add(new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldNeedsOther.With(other)));
            }
        }

        foreach (BoundList list in binding.ListsOf(parameterSet))
        {
            JsonNode[] items = [.. list.Items(cmdlet).Select(item => Item(list, item.Name, item.Value, found))];
            if (items.Length > 0) Put(body, list.WireName, new JsonArray(items));
            else if (list.IsMandatoryIn(parameterSet)) found.Add(new FieldFault(list.ParameterName, list.WireName, null, Messages.FieldIsEmpty));
        }

        foreach (string constant in operation.Constants)
        {
            int equals = constant.IndexOf('=');
            Put(body, constant.Substring(0, equals), constant.Substring(equals + 1));
        }

        faults = found;
        secretNames = [];
        if (additional is not null) secretNames = PutAdditional(body, additional, given, found);
        foreach (BoundField field in binding.FieldsOf(parameterSet))
        {
            if (field.Field.Unless is { } other && !IsGiven(field.Field.WireName) && !IsGiven(other))
            {
                found.Add(new FieldFault(field.ParameterName, field.Field.WireName, null, Messages.FieldIsNeededUnless.With(other)));
            }
        }

        foreach (BoundField field in given.Values)
        {
            if (field.Field.NumberedBy is not { } by
                || WireObject.Text(body, by) != NationalId.Country
                || WireObject.Text(body, field.Field.WireName) is not { } number)
            {
                continue;
            }
            if (field.Field.AnyNumber ? NationalId.IsDamaged(number) : !NationalId.Fits(number))
            {
                found.Add(new FieldFault(field.ParameterName, field.Field.WireName, number, Messages.FieldIsNoNationalId));
            }
        }

        return body;

        // Rightly or not: what is wrong with it is said already.
        bool IsGiven(string wireName) => given.ContainsKey(wireName) || IsPlaced(body, wireName);
    }

    /// <summary>Puts the fields in that no parameter describes.</summary>
    /// <returns>The leaf names of those that came as secrets.</returns>
    private static IReadOnlyCollection<string> PutAdditional(
        JsonObject body, IDictionary additional, Dictionary<string, BoundField> given, List<FieldFault> found)
    {
        var free = new FreeValue("AdditionalField");
        foreach (DictionaryEntry entry in additional)
        {
            string name = entry.Key.ToString()!;
            if (IsPlaced(body, name))
            {
                found.Add(new FieldFault(
                    "AdditionalField", name, null, (given.ContainsKey(name) ? Messages.FieldIsGivenByParameter : Messages.FieldOverlaps).With(name)));
            }
            else Put(body, name, free.ToJson(name, entry.Value));
        }

        found.AddRange(free.Faults);
        return free.SecretNames;
    }

    /// <summary>Makes lists of one item out of the objects that are lists on the wire.</summary>
    /// <param name="body">The body; it is changed.</param>
    /// <param name="lists">Dotted names, the inner ones first.</param>
    public static void WrapLists(JsonObject body, IEnumerable<string> lists)
    {
        foreach (string list in lists)
        {
            int dot = list.LastIndexOf('.');
            IEnumerable<JsonNode?> owners = [body];
            foreach (string part in dot < 0 ? [] : list.Substring(0, dot).Split('.'))
            {
                owners = owners.OfType<JsonObject>().SelectMany(owner => owner[part] as IEnumerable<JsonNode?> ?? Enumerable.Repeat(owner[part], 1));
            }
            string name = list.Substring(dot + 1);
            foreach (JsonObject parent in owners.OfType<JsonObject>().ToArray())
            {
                if (parent[name] is not JsonObject item) continue;
                parent.Remove(name);
                parent[name] = new JsonArray(item);
            }
        }
    }

    private static JsonObject Item(BoundList list, string itemName, FreedomPayInput input, List<FieldFault> found)
    {
        var item = new JsonObject();
        foreach (InputMember member in list.Members)
        {
            string name = $"{itemName}.{member.Property.Name}";
            string? text = member.TextIn(input);
            if (string.IsNullOrWhiteSpace(text))
            {
                if (member.Field.Required) found.Add(new FieldFault(name, list.WireName, null, Messages.FieldIsEmpty));
                else if (member.Field.NotBlank && (input.Given.Contains(member.Property.Name) || text is not null))
                {
                    found.Add(new FieldFault(name, list.WireName, null, Messages.FieldIsEmptyMember));
                }
                continue;
            }

            JsonNode? value = FieldRules.ToWire(member.Field, text!, out string? fault);
            if (fault is null && member.Field.Kind is FieldKind.Id && member.IsCalled(text!)) fault = Messages.FieldIsItsName;
            if (fault is null && !member.Field.IsExpected) Put(item, member.Field.WireName, value);
            else if (fault is not null) found.Add(new FieldFault(name, list.WireName, member.IsHidden ? SensitiveText.Mask : ValueText.Shown(text), fault));
        }

        return item;
    }

    // Something that stands above or below the place would be overwritten, too.
    private static bool IsPlaced(JsonObject body, string wireName)
    {
        JsonNode? node = body;
        foreach (string part in wireName.Split('.'))
        {
            if (node is not JsonObject parent) return true;
            if (!parent.TryGetPropertyValue(part, out node)) return false;
        }

        return true;
    }

    private static void Put(JsonObject body, string wireName, JsonNode? value)
    {
        int start = 0;
        for (int dot = wireName.IndexOf('.'); dot >= 0; dot = wireName.IndexOf('.', start))
        {
            string part = wireName.Substring(start, dot - start);
            if (body[part] is not JsonObject inner) body[part] = inner = [];
            body = inner;
            start = dot + 1;
        }

        body[start == 0 ? wireName : wireName.Substring(start)] = value;
    }
}
