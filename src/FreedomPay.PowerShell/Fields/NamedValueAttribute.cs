using System.Management.Automation;

namespace FreedomPay.Fields;

/// <summary>
/// Takes a value of a list by its name alone. PowerShell itself also takes numbers and the beginning of a name, and where real money moves,
/// 2 and P must not mean production.
/// </summary>
/// <param name="type">The enumeration.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamedValueAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter is a text: PowerShell completes an enumeration in the order of the alphabet, with the riskier names first.</summary>
    public bool AsText { get; init; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null) return null!;
        if ((value.GetType() == type ? value : value is string text ? Find(type, text) : null) is { } found) return AsText ? found.ToString()! : found;
        throw new ArgumentTransformationMetadataException(Messages.NotOneOf.With(string.Join(", ", Enum.GetNames(type))));
    }

    /// <summary>The value of this name, in any case; null for none.</summary>
    public static object? Find(Type type, string text) =>
        Enum.GetNames(type).FirstOrDefault(name => string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name
            ? Enum.Parse(type, name)
            : null;
}
