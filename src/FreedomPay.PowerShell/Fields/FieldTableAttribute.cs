using System.Collections;
using System.Management.Automation;

namespace FreedomPay.Fields;

/// <summary>Takes a table of names and values. PowerShell's own message would repeat what it cannot convert, such as a token in a text.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldTableAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null!,
            Hashtable table => table,
            IDictionary table => new Hashtable(table, StringComparer.OrdinalIgnoreCase),
            _ => throw new ArgumentTransformationMetadataException(Messages.NotAHashtable),
        };
}
