
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Fields;

/// <summary>What is wrong with one field of a row.</summary>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="WireName">Name on the wire.</param>
/// <param name="Value">The text that was given; null when there is none or it must not be shown.</param>
/// <param name="Reason">What is wrong and what to write instead.</param>
internal sealed record FieldFault(string Parameter, string WireName, string? Value, string Reason)
{
    private const int MostShown = 60;
    private static readonly Redactor CardNumbers = new([]);

    /// <summary>A sentence without its point.</summary>
    /// <param name="redact">Masks what must not be shown. A secret that is cut off is none that it knows, so it comes first.</param>
    public string Describe(Func<string, string> redact) =>
        redact(
            Value is null
                ? Messages.FieldIs.With(Parameter, Reason)
                : Messages.FieldValueIs.With(Parameter, Shorten(redact(ValueText.IsBody(Value) ? CardNumbers.Body(Value) : Value)), Reason));

    public override string ToString() => Describe(CardNumbers.Text);

    private static string Shorten(string value) => value.Length <= MostShown ? value : value.Substring(0, MostShown) + "…";
}
