using System.Reflection;
using FreedomPay.Pipeline;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// Our dependencies live in a load context of their own. PowerShell reflects over all types of the assembly before our resolver
/// is there, and users see the public ones: neither may need a dependency.
/// </summary>
public sealed class Isolation
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Module = typeof(FreedomPayCommand).Assembly;

    [Fact]
    public void No_public_or_protected_member_exposes_a_type_of_a_dependency() =>
        Expect.None(from type in Module.GetTypes()
                    where IsExposed(type)
                    from exposed in Exposed(type)
                    from part in Parts(exposed.Type)
                    where IsDependency(part) || part.Assembly.GetName().Name == "System.Text.Json"
                    select $"{type.FullName}.{exposed.Member} exposes {part.FullName}");

    [Fact]
    public void No_type_needs_a_dependency_to_be_loaded() =>
        Expect.None(from type in Module.GetTypes()
                    from needed in Needed(type)
                    from part in Parts(needed.Type)
                    where IsDependency(part)
                    select $"{type.FullName}: {needed.Why} {part.FullName}");

    [Fact]
    public void No_attribute_of_a_type_or_member_comes_from_a_dependency_or_names_a_type_of_one() =>
        Expect.None(from type in Module.GetTypes()
                    from member in type.GetMembers(Declared).Prepend(type)
                    from attribute in member.GetCustomAttributesData()
                    where IsDependency(attribute.AttributeType) || Arguments(attribute).OfType<Type>().SelectMany(Parts).Any(IsDependency)
                    // The compiler's own note on an async method or iterator is read by debuggers only.
                    where attribute.AttributeType.Namespace != "System.Runtime.CompilerServices"
                    select $"{type.FullName}.{member.Name}: {attribute.AttributeType.FullName}");

    private static bool IsDependency(Type type) => type.Assembly.GetName().Name is { } name
        && (name.StartsWith("Polly", StringComparison.Ordinal) || name is "QRCoder" or "jose-jwt" || (name.StartsWith("FreedomPay.", StringComparison.Ordinal) && type.Assembly != Module));

    private static bool IsExposed(Type type) => type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsExposed(type.DeclaringType!) : type.IsPublic;

    private static bool IsExposed(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static IEnumerable<(string Member, Type Type)> Exposed(Type type)
    {
        if (type.BaseType is { } above) yield return ("base type", above);
        foreach (Type contract in type.GetInterfaces()) yield return ("interface", contract);
        foreach (Type constraint in type.GetGenericArguments().Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints())) yield return ("constraint", constraint);
        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly)) yield return (field.Name, field.FieldType);
        foreach (MethodBase method in type.GetMembers(Declared).OfType<MethodBase>().Where(IsExposed))
        {
            foreach (ParameterInfo parameter in method.GetParameters()) yield return (method.Name, parameter.ParameterType);
            if (method is MethodInfo { ReturnType: { } result }) yield return (method.Name, result);
            foreach (Type constraint in (method.IsGenericMethod ? method.GetGenericArguments() : []).SelectMany(argument => argument.GetGenericParameterConstraints())) yield return (method.Name, constraint);
        }

        // Properties and events are their methods.
    }

    // References to classes are not followed when a type is loaded; a value is, because the type has to know its size.
    private static IEnumerable<(string Why, Type Type)> Needed(Type type)
    {
        if (type.BaseType is { } above) yield return ("has the base type", above);
        foreach (Type contract in type.GetInterfaces()) yield return ("implements", contract);
        foreach (Type constraint in type.GetGenericArguments().Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints())) yield return ("is constrained to", constraint);
        foreach (FieldInfo field in type.GetFields(Declared).Where(field => field.FieldType.IsValueType)) yield return ($"holds in {field.Name} the value", field.FieldType);
    }

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type) : [type];
    }

    private static IEnumerable<object?> Arguments(CustomAttributeData attribute) =>
        attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
            .SelectMany(argument => argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> several ? several.Select(one => one.Value) : [argument.Value]);
}
