using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Reflection;

namespace FreedomPay.Fields;

/// <summary>From a hashtable or an object to the object inside a request that it stands for. It never throws: what it cannot take is a fault of the
/// row.</summary>
internal static class InputReader
{
    private const int MostShown = 60;
    private static readonly ConcurrentDictionary<Type, InputMember[]> Members = new();

    /// <summary>The members of a type, in the order in which it declares them.</summary>
    public static IReadOnlyList<InputMember> MembersOf(Type type) => Members.GetOrAdd(type, given =>
        [.. from property in given.GetProperties()
            let field = property.GetCustomAttribute<FieldAttribute>()
            where field is not null
            select new InputMember(property, field)]);

    /// <summary>Names of the members that have a value.</summary>
    public static string NamesOf(FreedomPayInput input) => Names(MembersOf(input.GetType()).Where(member => member.Property.GetValue(input) is not null));

    /// <summary>Reads a value of a parameter; null where there is none, such as an empty cell.</summary>
    /// <param name="type">The type that it has to become.</param>
    /// <param name="value">What was given.</param>
    public static FreedomPayInput? Read(Type type, object? value)
    {
        object? bare = Bare(value);
        if (bare is null || (bare is string text && string.IsNullOrWhiteSpace(text))) return null;
        if (type.IsInstanceOfType(bare)) return (FreedomPayInput)bare;

        var input = (FreedomPayInput)Activator.CreateInstance(type)!;
        switch (bare)
        {
            case IDictionary members:
                foreach (DictionaryEntry member in members) Take(input, member.Key.ToString()!, () => member.Value);
                break;
            case PSObject custom:
                foreach (PSPropertyInfo property in custom.Properties) Take(input, property.Name, () => property.Value);
                break;
            default:
                input.Faults.Add(new InputFault(null, Messages.NotAnObject.With(Names(MembersOf(type)))));
                break;
        }

        return input;
    }

    /// <summary>Reads the values of a parameter that takes several; one alone is a list of one.</summary>
    /// <param name="type">The type that each of them has to become.</param>
    /// <param name="value">What was given.</param>
    public static Array? ReadMany(Type type, object? value)
    {
        object? bare = Bare(value);
        if (bare is null || (bare is string text && string.IsNullOrWhiteSpace(text))) return null;

        object?[] items = bare is IEnumerable several and not (string or IDictionary) ? [.. several.Cast<object?>()] : [bare];
        var inputs = Array.CreateInstance(type, items.Length);
        for (int place = 0; place < items.Length; place++)
        {
            // An empty place is judged like an object without members.
            inputs.SetValue(Read(type, items[place]) ?? Activator.CreateInstance(type), place);
        }

        return inputs;
    }

    private static void Take(FreedomPayInput input, string name, Func<object?> read)
    {
        if (MembersOf(input.GetType()).FirstOrDefault(known => known.IsCalled(name)) is not { } member)
        {
            // A key may hold anything, a secret even: it is in the message only, which is redacted.
            input.Faults.Add(new InputFault(
                null, Messages.NoSuchMember.With(name.Length <= MostShown ? name : name.Substring(0, MostShown) + "…", Names(MembersOf(input.GetType())))));
            return;
        }

        input.Given.Add(member.Property.Name);
        try
        {
            object? value = Text(member, Bare(ValueText.Unwrapped(read())));
            if (value is null || (value is string text && string.IsNullOrWhiteSpace(text))) return;
            if (member.Property.GetValue(input) is not null) input.Faults.Add(new InputFault(member.Property.Name, Messages.MemberIsGivenTwice));
            else if (member.Property.PropertyType == typeof(string) && value is string) member.Property.SetValue(input, value);
            else if (member.Property.PropertyType == typeof(SensitiveText) && Hidden(value) is { } hidden) member.Property.SetValue(input, hidden);
            else input.Faults.Add(new InputFault(member.Property.Name, Messages.MemberIsNotText));
        }
        catch (RuntimeException)
        {
            // A property that a script computes.
            input.Faults.Add(new InputFault(member.Property.Name, Messages.MemberIsUnreadable));
        }
    }

    private static object? Text(InputMember member, object? value) => value is null or IDictionary or PSObject or FreedomPayInput
        ? value
        : member.Field.TextOf(value);

    private static SensitiveText? Hidden(object value) => value switch
    {
        SensitiveText hidden => hidden,
        System.Security.SecureString secure => new SensitiveText(secure),
        string text => new SensitiveText(text),
        _ => null,
    };

    private static object? Bare(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    private static string Names(IEnumerable<InputMember> members) => string.Join(", ", members.Select(member => member.Property.Name));
}

/// <summary>A member of an object inside a request.</summary>
/// <param name="Property">The property that holds it.</param>
/// <param name="Field">Its place in the object, and its rules.</param>
internal sealed record InputMember(PropertyInfo Property, FieldAttribute Field)
{
    /// <summary>Whether its values must not be shown.</summary>
    public bool IsHidden => Property.GetCustomAttribute<SensitiveAttribute>() is { Kind: not SensitiveKind.Pii };

    public string? TextIn(FreedomPayInput input) => Property.GetValue(input) is SensitiveText hidden ? hidden.Reveal() : (string?)Property.GetValue(input);

    public bool IsCalled(string name) =>
        name.Equals(Property.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(Field.WireName, StringComparison.OrdinalIgnoreCase);
}
