using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;
using System.Security;
using FreedomPay.Fields;

namespace FreedomPay.Operations;

/// <summary>A cmdlet's operations and fields, read once from its attributes. The only reflection over cmdlets in the house.</summary>
internal sealed class OperationBinding
{
    private static readonly ConcurrentDictionary<Type, OperationBinding> ByCmdlet = new();
    private static readonly Lazy<Dictionary<string, OperationAttribute>> ById = new(() =>
        (from type in typeof(OperationBinding).Assembly.GetTypes()
         from operation in type.GetCustomAttributes<OperationAttribute>()
         select operation).ToDictionary(operation => operation.OperationId, StringComparer.Ordinal));

    private readonly OperationAttribute[] operations;
    private readonly PropertyInfo[] groups;
    private readonly BoundList[] lists;
    private readonly ConcurrentDictionary<string, BoundField[]> bySet = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> headersBySet = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string[]> expectedBySet = new(StringComparer.Ordinal);

    private OperationBinding(Type cmdlet)
    {
        operations = [.. cmdlet.GetCustomAttributes<OperationAttribute>()];
        Fields = [.. from property in cmdlet.GetProperties()
                     from field in property.GetCustomAttributes<FieldAttribute>()
                     select new BoundField(property, field),
                  .. from property in cmdlet.GetProperties()
                     from @group in property.GetCustomAttributes<FieldGroupAttribute>()
                     from member in InputReader.MembersOf(@group.Type)
                     select new BoundField(property, member.Field.In(@group.WireName), member.Property, @group.Many)];
        groups = [.. cmdlet.GetProperties().Where(property => property.GetCustomAttribute<FieldGroupAttribute>() is not null)];
        lists = [.. from property in groups
                    let list = property.GetCustomAttribute<FieldGroupAttribute>()!
                    where list.Many
                    select new BoundList(property, list)];
        SensitiveLeaves = [.. Fields.Where(field => field.Sensitive is not null).Select(field => field.Field.LeafName)];
        SecretLeaves = [.. Fields.Where(field => field.Sensitive is not null and not SensitiveKind.Pii).Select(field => field.Field.LeafName).Distinct()];
        SecretNames = [.. from field in Fields
                          where field.Sensitive is not null and not SensitiveKind.Pii
                          from name in field.Names.Concat([field.Field.LeafName, field.Field.WireName])
                          select name,
                       .. from property in cmdlet.GetProperties()
                          where property.GetCustomAttribute<SensitiveAttribute>() is { Kind: not SensitiveKind.Pii }
                          from name in (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Append(property.Name)
                          select name];
    }

    /// <summary>Every field of every parameter set, those inside objects last.</summary>
    public IReadOnlyList<BoundField> Fields { get; }

    public static OperationBinding Of(Type cmdlet) => ByCmdlet.GetOrAdd(cmdlet, type => new OperationBinding(type));

    /// <summary>Wire names of the fields that are masked, without their parents.</summary>
    public IReadOnlyList<string> SensitiveLeaves { get; }

    /// <summary>Wire names of the fields that are secrets, not only personal data, without their parents.</summary>
    public IReadOnlyList<string> SecretLeaves { get; }

    /// <summary>Names, aliases and wire names under which a column of a row is secret, a field or not.</summary>
    public IReadOnlyList<string> SecretNames { get; }

    /// <summary>An operation by its name in the contract; it has to have a cmdlet.</summary>
    public static OperationAttribute Operation(string operationId) => ById.Value[operationId];

    /// <summary>Whether the module has a cmdlet for the operation.</summary>
    public static bool IsAvailable(string operationId) => ById.Value.ContainsKey(operationId);

    /// <summary>The objects that a parameter was given for the row that is bound, each with its name in messages.</summary>
    public static IEnumerable<(string Name, FreedomPayInput Value)> InputsOf(PropertyInfo parameter, object cmdlet) =>
        cmdlet is IJoinsLists joins ? joins.ItemsOf(parameter.Name, GivenTo(parameter, cmdlet)) : GivenTo(parameter, cmdlet);

    private static IEnumerable<(string Name, FreedomPayInput Value)> GivenTo(PropertyInfo parameter, object cmdlet) => parameter.GetValue(cmdlet) switch
    {
        FreedomPayInput single => [(parameter.Name, single)],
        FreedomPayInput[] several => several.Select((item, place) => ($"{parameter.Name}[{place}]", item)),
        _ => [],
    };

    // Before the first row of a pipeline PowerShell may not know the set yet: where the columns choose it, and even if there is but one.
    public OperationAttribute OperationOf(string parameterSet) => operations.Length == 1 || parameterSet == ParameterAttribute.AllParameterSets
        ? operations[0]
        // A typed parameter that is in some of the sets leaves a name that is none of them.
        : operations.FirstOrDefault(operation => operation.Set is null || operation.Set == parameterSet) ?? operations[0];

    /// <summary>The fields of a parameter set, but for those in lists of objects.</summary>
    public BoundField[] FieldsOf(string parameterSet) => bySet.TryGetValue(parameterSet, out BoundField[]? known)
        ? known
        : bySet.GetOrAdd(parameterSet, set => [.. Fields.Where(field => !field.IsInList && field.IsIn(set))]);

    /// <summary>The wire names of the fields of a set that are headers.</summary>
    public IReadOnlyList<string> HeadersOf(string parameterSet) => NamesOf(parameterSet, headersBySet, static field => field.IsHeader);

    /// <summary>The names of the fields of a set that are compared with the answer, and not sent.</summary>
    public IReadOnlyList<string> ExpectedIn(string parameterSet) => NamesOf(parameterSet, expectedBySet, static field => field.IsExpected);

    private string[] NamesOf(string parameterSet, ConcurrentDictionary<string, string[]> known, Func<FieldAttribute, bool> isMeant) =>
        known.TryGetValue(parameterSet, out string[]? names)
            ? names
            : known.GetOrAdd(parameterSet, set => [.. FieldsOf(set).Where(field => isMeant(field.Field)).Select(static field => field.Field.WireName)]);

    /// <summary>The parameters of a set that take a list of objects.</summary>
    public IEnumerable<BoundList> ListsOf(string parameterSet) => lists.Length == 0 ? lists : lists.Where(list => list.IsIn(parameterSet));

    /// <summary>The parameters that were given an object which cannot be sent as it is, each with its faults.</summary>
    public IEnumerable<FieldFault> InputFaults(object cmdlet) => groups.Length == 0 ? [] :
        from property in groups
        from input in InputsOf(property, cmdlet)
        from fault in input.Value.Faults
        select new FieldFault(
            fault.Member is null ? input.Name : $"{input.Name}.{fault.Member}", property.GetCustomAttribute<FieldGroupAttribute>()!.WireName, null,
            fault.Reason);
}

/// <summary>What a declaration of a parameter says of a parameter set.</summary>
internal static class ParameterDeclaration
{
    /// <summary>Whether it counts in a set: in this one, or in all.</summary>
    public static bool IsIn(this ParameterAttribute parameter, string set) => parameter.ParameterSetName is ParameterAttribute.AllParameterSets
        || parameter.ParameterSetName == set;
}

/// <summary>A parameter that takes a list of objects.</summary>
internal sealed class BoundList(PropertyInfo property, FieldGroupAttribute place)
{
    private readonly ParameterAttribute[] parameters = [.. property.GetCustomAttributes<ParameterAttribute>()];

    public string ParameterName => property.Name;

    public string WireName => place.WireName;

    public IReadOnlyList<InputMember> Members => InputReader.MembersOf(place.Type);

    public bool IsIn(string parameterSet) => parameters.Any(parameter => parameter.IsIn(parameterSet));

    public bool IsMandatoryIn(string parameterSet) => parameters.Any(parameter => parameter.Mandatory && parameter.IsIn(parameterSet));

    /// <summary>The objects, each with its name in messages, which PowerShell understands.</summary>
    public IEnumerable<(string Name, FreedomPayInput Value)> Items(object cmdlet) => OperationBinding.InputsOf(property, cmdlet);
}

/// <summary>A parameter with its place on the wire, or a member of one that takes an object.</summary>
internal sealed class BoundField(PropertyInfo property, FieldAttribute place, PropertyInfo? member = null, bool inList = false)
{
    private readonly ParameterAttribute[] parameters = [.. property.GetCustomAttributes<ParameterAttribute>()];
    private readonly ConcurrentDictionary<string, bool> mandatory = new(StringComparer.Ordinal);

    public string ParameterName { get; } = member is null ? property.Name : $"{property.Name}.{member.Name}";

    /// <summary>Name and aliases, by each of which a column binds; of a member, its names in the object.</summary>
    public IReadOnlyList<string> Names { get; } = member is null
        ? [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []]
        : [member.Name, place.LeafName];

    public FieldAttribute Field => place;

    /// <summary>Whether a text is a name of the field, as in a header that is repeated among the rows.</summary>
    public bool IsCalled(string text) =>
        Names.Contains(text, StringComparer.OrdinalIgnoreCase)
            || text.Equals(place.WireName, StringComparison.OrdinalIgnoreCase)
            || text.Equals(place.LeafName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is a member of the objects in a list, which has as many values of it.</summary>
    public bool IsInList => inList;

    /// <summary>Whether it is a member of an object.</summary>
    public bool IsMember => member is not null;

    public SensitiveKind? Sensitive { get; } = (member ?? property).GetCustomAttribute<SensitiveAttribute>()?.Kind;

    public bool IsIn(string parameterSet) => (place.Set is null || place.Set == parameterSet)
        && parameters.Any(parameter => parameter.IsIn(parameterSet));

    public bool IsMandatoryIn(string parameterSet) => mandatory.TryGetValue(parameterSet, out bool known)
        ? known
        : mandatory.GetOrAdd(parameterSet, set => member is null && parameters.Any(parameter => parameter.Mandatory && parameter.IsIn(set)));

    /// <summary>Whether it also takes a single value from the pipeline.</summary>
    public bool TakesValue { get; } = member is null && property.GetCustomAttributes<ParameterAttribute>().Any(static parameter => parameter.ValueFromPipeline);

    /// <summary>Sets it to a value, as binding it from a column does; null takes it away.</summary>
    public void SetValue(object cmdlet, object? value)
    {
        object? bound = place.TextOf(value);
        if (property.PropertyType == typeof(SensitiveText))
        {
            bound = bound switch { string text => new SensitiveText(text), SecureString secure => new SensitiveText(secure), _ => bound };
        }
        property.SetValue(cmdlet, bound);
    }

    public string? ValueOf(object cmdlet)
    {
        object? value = OwnerOf(cmdlet) is { } owner ? (member ?? property).GetValue(owner) : null;
        return value is SensitiveText hidden ? hidden.Reveal() : (string?)value;
    }

    /// <summary>Whether the object that a parameter was given has this member, blank or not.</summary>
    public bool IsGivenIn(object cmdlet) =>
        OwnerOf(cmdlet) is FreedomPayInput owner && (owner.Given.Contains(member!.Name) || member.GetValue(owner) is not null);

    private object? OwnerOf(object cmdlet) => member is null ? cmdlet : property.GetValue(cmdlet);
}
