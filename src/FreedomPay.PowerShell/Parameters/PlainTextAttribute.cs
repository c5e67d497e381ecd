using System.Collections;
using System.Management.Automation;
using System.Security;

namespace FreedomPay.Parameters;

/// <summary>
/// Keeps a value as the text that was written, so that our own strict rules judge it and not PowerShell's conversions. A
/// decimal comma at the prompt (<c>-Amount 1500,50</c>) reaches us as an array; it becomes text again and is refused as such.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or string => value!,
            // A row has its value in a property, which PowerShell binds next; its own text means nothing.
            FreedomPayObject or PSCustomObject or IDictionary => inputData,
            // Masked already; as text they would not be.
            SecureString or SensitiveText => value,
            bool yes => yes ? "true" : "false",
            IEnumerable items => string.Join(",", items.Cast<object?>().Select(item => LanguagePrimitives.ConvertTo<string>(item))),
            _ => LanguagePrimitives.ConvertTo<string>(inputData),
        };
    }
}
