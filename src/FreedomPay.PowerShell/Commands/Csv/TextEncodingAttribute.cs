using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace FreedomPay.Commands.Csv;

/// <summary>Takes an encoding by the names that Import-Csv knows, by any name or number that .NET knows, or as an object.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TextEncodingAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is Encoding) return value;
        string name = LanguagePrimitives.ConvertTo<string>(value);
        try
        {
            return name.ToUpperInvariant() switch
            {
                "UTF8" or "UTF8BOM" or "UTF8NOBOM" => new UTF8Encoding(),
                "UNICODE" => Encoding.Unicode,
                "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
                "UTF32" => Encoding.UTF32,
                "BIGENDIANUTF32" => new UTF32Encoding(bigEndian: true, byteOrderMark: true),
#pragma warning disable SYSLIB0001, CA5405 // Import-Csv knows it too, and reading a file in it harms nobody.
                "UTF7" => Encoding.UTF7,
#pragma warning restore SYSLIB0001, CA5405
                "ASCII" => Encoding.ASCII,
                "DEFAULT" => Encoding.Default,
                "ANSI" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.ANSICodePage),
                "OEM" => Encoding.GetEncoding(CultureInfo.CurrentCulture.TextInfo.OEMCodePage),
                _ => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                    ? Encoding.GetEncoding(page)
                    : Encoding.GetEncoding(name),
            };
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ArgumentTransformationMetadataException(CsvMessages.NotAnEncoding.With(name));
        }
    }
}
