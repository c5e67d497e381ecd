using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace FreedomPay.Fields;

/// <summary>Lets a date object stand for its ISO 8601 text. Text stays as it is, for our own strict rules to judge.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IsoDateAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the field is a moment; else it is a day, and midnight is one.</summary>
    public bool Moment { get; init; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        if (inputData is null || ReferenceEquals(inputData, AutomationNull.Value)) return null!;
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            string => value,
            DateTime date when !Moment && date.TimeOfDay == TimeSpan.Zero => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            // A time of nowhere stays one, and a rule that needs to know where says so.
            DateTime { Kind: DateTimeKind.Unspecified } time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTime time => Text(new DateTimeOffset(time)),
            DateTimeOffset time => Text(time),
            // .NET Framework and the standard that this is compiled for have no such type.
            IFormattable day when day.GetType().FullName == "System.DateOnly" => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => ValueText.Of(inputData),
        };
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
}
