
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An item of a list in an answer of the API.</summary>
public abstract class FreedomPayPart : IAnswerPart
{
    private Lazy<AdditionalProperties>? additional;

    /// <summary>Fields of the item that have no property of their own, by their wire names.</summary>
    public AdditionalProperties AdditionalProperties
    {
        get => additional?.Value ?? AdditionalProperties.None;
        private set => additional = new Lazy<AdditionalProperties>(() => value);
    }

    void IAnswerPart.Keep(Func<AdditionalProperties> rest) => additional = new Lazy<AdditionalProperties>(rest);

    private protected static string Words(params string?[] words) => string.Join(" ", words.Where(word => !string.IsNullOrEmpty(word)));
}
