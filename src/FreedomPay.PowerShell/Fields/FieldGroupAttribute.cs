using System.Management.Automation;

namespace FreedomPay.Fields;

/// <summary>
/// On a parameter: it takes several fields together as one object. The properties of its type are the fields, each with the rules that it
/// has as a parameter of its own; hashtables and other objects become that type.
/// </summary>
/// <param name="wireName">Name of the object on the wire, dotted where it is nested itself (<c>client.address1</c>).</param>
/// <param name="type">Type of the object.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldGroupAttribute(string wireName, Type type) : ArgumentTransformationAttribute
{
    public string WireName { get; } = wireName;

    public Type Type { get; } = type;

    /// <summary>Whether it is a list of such objects.</summary>
    public bool Many { get; init; }

    /// <summary>Whether its objects are rows of a file of their own, so that those of the cmdlet have no columns for them.</summary>
    public bool OfOwnFile { get; init; }

    public string LeafName => WireName.Substring(WireName.LastIndexOf('.') + 1);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (Many ? InputReader.ReadMany(Type, inputData) : InputReader.Read(Type, inputData))!;
}
