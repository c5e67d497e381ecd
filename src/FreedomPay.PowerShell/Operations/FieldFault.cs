namespace FreedomPay.Operations;

/// <summary>What is wrong with one field of a row.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="WireName">Name on the wire.</param>
/// <param name="Value">The text that was given; null when there is none or it must not be shown.</param>
/// <param name="Reason">What is wrong and what to write instead.</param>
internal sealed record FieldFault(string Parameter, string WireName, string? Value, string Reason)
{
    public override string ToString() => Value is null ? Messages.FieldIs.With(Parameter, Reason) : Messages.FieldValueIs.With(Parameter, Shorten(Value), Reason);

    private static string Shorten(string value) => value.Length <= 60 ? value : value.Substring(0, 60) + "…";
}
