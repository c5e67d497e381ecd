using FreedomPay.Operations;

namespace FreedomPay;

/// <summary>What the answers of the API have in common.</summary>
public abstract class FreedomPayObject : IAnswerPart
{
    /// <summary>Fields of the answer that have no property of their own, by their wire names.</summary>
    public AdditionalProperties AdditionalProperties { get; private set; } = AdditionalProperties.None;

    /// <summary>
    /// Whether the answer to the request itself was lost and this is what the status operation found of it. Fields that
    /// only the lost answer had are empty.
    /// </summary>
    public bool Recovered { get; internal set; }

    /// <summary>Whether fields that are not known have to be masked, because the answer is made of secrets.</summary>
    internal virtual bool MasksUnknown => false;

    void IAnswerPart.Keep(AdditionalProperties rest) => AdditionalProperties = rest;
}
