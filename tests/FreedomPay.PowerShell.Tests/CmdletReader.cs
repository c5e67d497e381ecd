using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// A cmdlet as its attributes describe it. The reference assembly of PowerShell has attributes that remember nothing, so
/// PowerShell's own are read as data; ours are real.
/// </summary>
internal sealed class CmdletReader
{
    private CmdletReader(Type type, CustomAttributeData cmdlet)
    {
        Type = type;
        Verb = (string)cmdlet.ConstructorArguments[0].Value!;
        Noun = (string)cmdlet.ConstructorArguments[1].Value!;
        SupportsShouldProcess = cmdlet.Named<bool>("SupportsShouldProcess");
        DefaultParameterSet = cmdlet.Named<string>("DefaultParameterSetName");
        IsHighImpact = cmdlet.Named<int>("ConfirmImpact") == (int)ConfirmImpact.High;
        Operations = [.. type.GetCustomAttributes<OperationAttribute>()];
        Parameters = [.. type.GetProperties().Select(property => new ParameterReader(property)).Where(parameter => parameter.Places.Count > 0)];
        string[] sets = [.. Parameters.SelectMany(parameter => parameter.Places.Select(place => place.Set))
            .Concat(Operations.Select(operation => operation.Set))
            .Append(DefaultParameterSet)
            .OfType<string>().Where(set => set != ParameterAttribute.AllParameterSets).Distinct()];
        ParameterSets = sets.Length > 0 ? sets : [ParameterAttribute.AllParameterSets];
    }

    public static IReadOnlyList<CmdletReader> All { get; } =
        [.. from type in typeof(FreedomPayCommand).Assembly.GetTypes()
            let cmdlet = type.GetCustomAttributesData().FirstOrDefault(attribute => attribute.AttributeType == typeof(CmdletAttribute))
            where cmdlet is not null
            select new CmdletReader(type, cmdlet)];

    public Type Type { get; }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    public bool SupportsShouldProcess { get; }

    public bool IsHighImpact { get; }

    public string? DefaultParameterSet { get; }

    /// <summary>The operations that are this cmdlet's own.</summary>
    public IReadOnlyList<OperationAttribute> Operations { get; }

    public IReadOnlyList<ParameterReader> Parameters { get; }

    public IReadOnlyList<string> ParameterSets { get; }

    public IReadOnlyList<Type> OutputTypes =>
        [.. from attribute in Type.GetCustomAttributesData()
            where attribute.AttributeType == typeof(OutputTypeAttribute)
            from type in (ReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!
            select (Type)type.Value!];

    /// <summary>The output type of its operations.</summary>
    public Type? Model => BaseTypes.FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ApiCommand<>))?.GetGenericArguments()[0];

    /// <summary>Each operation with each parameter set that performs it; a cmdlet may perform that of another one.</summary>
    public IEnumerable<(OperationAttribute Operation, string Set)> Performs
    {
        get
        {
            if (Model is null) return [];
            object cmdlet = RuntimeHelpers.GetUninitializedObject(Type);
            MethodInfo operationOf = Type.GetMethod("OperationOf", BindingFlags.Instance | BindingFlags.NonPublic)!;
            return ParameterSets.Select(set => ((OperationAttribute)operationOf.Invoke(cmdlet, [set])!, set));
        }
    }

    /// <summary>Whether it tells a status that proves the arrival of a request from one that does not.</summary>
    public bool JudgesArrival => Type.GetMethod("ShowsArrival", BindingFlags.Instance | BindingFlags.NonPublic)!.DeclaringType is { } judge
        && judge != typeof(BulkCommand);

    /// <summary>Whether it writes what it finds in an answer, and not the answer as it is.</summary>
    public bool WritesFindings => Type.GetMethod("Write", BindingFlags.Instance | BindingFlags.NonPublic)?.DeclaringType == Type;

    private IEnumerable<Type> BaseTypes
    {
        get { for (Type? type = Type; type is not null; type = type.BaseType) yield return type; }
    }

    public IEnumerable<(ParameterReader Parameter, FieldAttribute Field)> FieldsOf(string set) =>
        from parameter in Parameters
        where parameter.IsIn(set)
        from field in parameter.Fields
        where field.Set is null || field.Set == set
        select (parameter, field);

    /// <summary>The fields of a parameter set that are sent, but its headers, those inside objects too.</summary>
    public IEnumerable<(ParameterReader Parameter, FieldAttribute Field)> WireFieldsOf(string set) => FieldsOf(set).Where(field => field.Field is { IsHeader: false, IsExpected: false }).Concat(
        from parameter in Parameters
        where parameter.IsIn(set) && parameter.Group is not null
        from member in parameter.Members
        from field in member.Fields
        where !field.IsExpected
        select (member, field.In(parameter.Group!.WireName)));

    public override string ToString() => Name;
}

/// <summary>A parameter as its attributes describe it, or a member of one that takes an object.</summary>
/// <param name="property">The property behind it.</param>
/// <param name="owner">Of a member, the parameter.</param>
internal sealed class ParameterReader(PropertyInfo property, ParameterReader? owner = null)
{
    private readonly CustomAttributeData[] attributes = [.. property.GetCustomAttributesData()];

    public PropertyInfo Property => property;

    public string Name => owner is null ? property.Name : $"{owner.Name}.{property.Name}";

    /// <summary>Its declarations, one for each parameter set.</summary>
    /// <summary>Whether it takes a value from the pipeline by itself.</summary>
    public bool FromPipeline { get; } = property.GetCustomAttributesData().Any(attribute => attribute.AttributeType == typeof(ParameterAttribute) && attribute.Named<bool>("ValueFromPipeline"));

    public IReadOnlyList<(string Set, bool IsMandatory, bool ByPropertyName)> Places { get; } = owner is not null ? [.. owner.Places.Select(place => place with { IsMandatory = place.IsMandatory && property.GetCustomAttribute<FieldAttribute>() is { Required: true } })] :
        [.. from attribute in property.GetCustomAttributesData()
            where attribute.AttributeType == typeof(ParameterAttribute)
            select (attribute.Named<string>("ParameterSetName") ?? ParameterAttribute.AllParameterSets, attribute.Named<bool>("Mandatory"), attribute.Named<bool>("ValueFromPipelineByPropertyName"))];

    public IReadOnlyList<string> Aliases =>
        [.. from attribute in attributes
            where attribute.AttributeType == typeof(AliasAttribute)
            from alias in (ReadOnlyCollection<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!
            select (string)alias.Value!];

    public IReadOnlyList<FieldAttribute> Fields { get; } = [.. property.GetCustomAttributes<FieldAttribute>()];

    /// <summary>The object that it takes; null where it takes a single value.</summary>
    public FieldGroupAttribute? Group { get; } = property.GetCustomAttribute<FieldGroupAttribute>();

    /// <summary>The members of that object.</summary>
    public IEnumerable<ParameterReader> Members => Group is null ? [] : Group.Type.GetProperties().Select(member => new ParameterReader(member, this));

    /// <summary>Whether it is a member of what rows of another file are.</summary>
    public bool IsOfOwnFile => owner?.Group is { OfOwnFile: true };

    public SensitiveKind? Sensitive => property.GetCustomAttribute<SensitiveAttribute>()?.Kind;

    public bool Has<T>() => attributes.Any(attribute => attribute.AttributeType == typeof(T));

    public bool IsIn(string set) => Places.Any(place => place.Set == set || place.Set == ParameterAttribute.AllParameterSets);

    public bool IsMandatoryIn(string set) => Places.Any(place => place.IsMandatory && (place.Set == set || place.Set == ParameterAttribute.AllParameterSets));
}

/// <summary>Reads an attribute as data.</summary>
internal static class AttributeDataExtensions
{
    public static T? Named<T>(this CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value is T value ? value : default;
}
