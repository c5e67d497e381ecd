using System.Management.Automation;

namespace FreedomPay.Fields;

/// <summary>Takes an address. PowerShell's own message would repeat what it cannot convert, with the password that stands in it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null!,
            Uri address => address,
            string text when Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out Uri? address) => address,
            _ => throw new ArgumentTransformationMetadataException(Messages.NotAWebAddress),
        };
}
