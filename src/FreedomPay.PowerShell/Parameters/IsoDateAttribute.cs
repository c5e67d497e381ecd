using System.Globalization;
using System.Management.Automation;

namespace FreedomPay.Parameters;

/// <summary>Lets a date object stand for its ISO 8601 text. Text stays as it is, for our own strict rules to judge.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IsoDateAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            null or string => value!,
            DateTime date when date.TimeOfDay == TimeSpan.Zero => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime { Kind: not DateTimeKind.Unspecified } time => new DateTimeOffset(time).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            _ => LanguagePrimitives.ConvertTo<string>(inputData),
        };
    }
}
