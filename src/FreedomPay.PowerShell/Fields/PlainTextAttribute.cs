using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;

namespace FreedomPay.Fields;

/// <summary>Keeps the value of a parameter that is no field as the text that was written, as <see cref="FieldAttribute"/> does with those that are.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter is a secret, which may come as one.</summary>
    public bool Secret { get; init; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || ReferenceEquals(inputData, AutomationNull.Value)) return null!;
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        // Masked already; as text they would not be.
        return value is string || (Secret && value is SecureString or SensitiveText) ? value : ValueText.Of(inputData)!;
    }
}
