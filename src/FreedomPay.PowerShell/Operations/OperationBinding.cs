using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

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
    private readonly ConcurrentDictionary<string, IReadOnlyList<BoundField>> bySet = new(StringComparer.Ordinal);

    private OperationBinding(Type cmdlet)
    {
        operations = [.. cmdlet.GetCustomAttributes<OperationAttribute>()];
        Fields = [.. from property in cmdlet.GetProperties()
                     from field in property.GetCustomAttributes<FieldAttribute>()
                     select new BoundField(property, field)];
        SensitiveLeaves = [.. Fields.Where(field => field.Sensitive is not null).Select(field => field.Field.LeafName)];
        SecretNames = [.. from field in Fields
                          where field.Sensitive is not null and not SensitiveKind.Pii
                          from name in new[] { field.ParameterName, field.Field.LeafName, field.Field.WireName }
                          select name,
                       .. from property in cmdlet.GetProperties()
                          where property.GetCustomAttribute<SensitiveAttribute>() is { Kind: not SensitiveKind.Pii }
                          from name in (property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Append(property.Name)
                          select name];
    }

    /// <summary>Every field of every parameter set.</summary>
    public IReadOnlyList<BoundField> Fields { get; }

    public static OperationBinding Of(Type cmdlet) => ByCmdlet.GetOrAdd(cmdlet, type => new OperationBinding(type));

    /// <summary>Wire names of the fields that are masked, without their parents.</summary>
    public IReadOnlyList<string> SensitiveLeaves { get; }

    /// <summary>Names, aliases and wire names under which a column of a row is secret, a field or not.</summary>
    public IReadOnlyList<string> SecretNames { get; }

    /// <summary>An operation by its name in the contract; it has to have a cmdlet.</summary>
    public static OperationAttribute Operation(string operationId) => ById.Value[operationId];

    /// <summary>Whether the module has a cmdlet for the operation.</summary>
    public static bool IsAvailable(string operationId) => ById.Value.ContainsKey(operationId);

    // Before the first row of a pipeline PowerShell may not know the set yet, even if there is but one.
    public OperationAttribute OperationOf(string parameterSet) => operations.Length == 1 ? operations[0] : operations.First(operation => operation.Set is null || operation.Set == parameterSet);

    public IReadOnlyList<BoundField> FieldsOf(string parameterSet) => bySet.TryGetValue(parameterSet, out IReadOnlyList<BoundField>? known)
        ? known
        : bySet.GetOrAdd(parameterSet, set => [.. Fields.Where(field => field.IsIn(set))]);
}

/// <summary>A parameter with its place on the wire.</summary>
internal sealed class BoundField(PropertyInfo property, FieldAttribute place)
{
    private readonly ParameterAttribute[] parameters = [.. property.GetCustomAttributes<ParameterAttribute>()];
    private readonly ConcurrentDictionary<string, bool> mandatory = new(StringComparer.Ordinal);

    public string ParameterName => property.Name;

    /// <summary>Name and aliases, by each of which a column binds.</summary>
    public IReadOnlyList<string> Names { get; } = [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];

    public FieldAttribute Field => place;

    public SensitiveKind? Sensitive { get; } = property.GetCustomAttribute<SensitiveAttribute>()?.Kind;

    public bool IsIn(string parameterSet) => (place.Set is null || place.Set == parameterSet)
        && parameters.Any(parameter => parameter.ParameterSetName == parameterSet || parameter.ParameterSetName == ParameterAttribute.AllParameterSets);

    public bool IsMandatoryIn(string parameterSet) => mandatory.TryGetValue(parameterSet, out bool known)
        ? known
        : mandatory.GetOrAdd(parameterSet, set => parameters.Any(parameter => parameter.Mandatory && (parameter.ParameterSetName == set || parameter.ParameterSetName == ParameterAttribute.AllParameterSets)));

    /// <summary>Whether it also takes a single value from the pipeline.</summary>
    public bool TakesValue { get; } = property.GetCustomAttributes<ParameterAttribute>().Any(static parameter => parameter.ValueFromPipeline);

    public void SetValue(object cmdlet, string? value) => property.SetValue(cmdlet, value);

    public string? ValueOf(object cmdlet)
    {
        object? value = property.GetValue(cmdlet);
        return value is SensitiveText hidden ? hidden.Reveal() : (string?)value;
    }
}
