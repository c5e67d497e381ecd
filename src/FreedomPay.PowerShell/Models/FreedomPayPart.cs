namespace FreedomPay;

/// <summary>An object in an answer of the API: the whole answer, or an item of one of its lists.</summary>
public abstract class FreedomPayPart
{
    /// <summary>Fields that have no property of their own, by their wire names.</summary>
    public AdditionalProperties AdditionalProperties { get; internal set; } = new([]);
}
