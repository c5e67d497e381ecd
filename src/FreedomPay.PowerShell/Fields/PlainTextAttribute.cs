using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Security;

namespace FreedomPay.Fields;

/// <summary>
/// Keeps a value as the text that was written, so that our own strict rules judge it and not PowerShell's conversions. A
/// decimal comma at the prompt (<c>-Amount 1500,50</c>) reaches us as an array; it becomes text again and is refused as such.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter also takes a value from the pipeline by itself, where the same place may be tried with a whole row.</summary>
    public bool FromPipeline { get; init; }

    /// <summary>Whether the parameter is a secret, which may come as one.</summary>
    public bool Secret { get; init; }

    /// <summary>Whether several values are meant, which commas then separate; elsewhere only a rule for lists takes them.</summary>
    public bool Several { get; init; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || ReferenceEquals(inputData, AutomationNull.Value)) return null!;
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        // Masked already; as text they would not be.
        if (value is string || (Secret && value is SecureString or SensitiveText)) return value;
        // A row has its value in a property, which PowerShell binds next; its own text means nothing.
        return FromPipeline && !ValueText.IsValue(value) ? inputData : ValueText.Of(inputData, Several);
    }
}
