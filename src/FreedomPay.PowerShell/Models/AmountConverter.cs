using System.ComponentModel;
using System.Globalization;

namespace FreedomPay;

/// <summary>Lets PowerShell convert text to an amount by the strict rule and in no culture: <c>[FreedomPay.Amount]'1500.50'</c>.</summary>
public sealed class AmountConverter : TypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    /// <inheritdoc/>
    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? Amount.Parse(text) : base.ConvertFrom(context, culture, value);
}
