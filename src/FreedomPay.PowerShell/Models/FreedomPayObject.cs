
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>What the answers of the API have in common.</summary>
public abstract class FreedomPayObject : IAnswerPart
{
    private AdditionalProperties additional = AdditionalProperties.None;
    private Func<AdditionalProperties>? unread;

    /// <summary>Fields of the answer that have no property of their own, by their wire names.</summary>
    public AdditionalProperties AdditionalProperties
    {
        get
        {
            // Of a million results few are looked at so closely, and these fields take longer to make than all others.
            if (unread is { } read) (additional, unread) = (read(), null);
            return additional;
        }

        private set => additional = value;
    }

    /// <summary>
    /// Whether the answer to the request itself was lost and this is what the status operation found of it. Fields that
    /// only the lost answer had are empty.
    /// </summary>
    public bool Recovered { get; internal set; }

    /// <summary>
    /// Whether nothing was sent for this row, because the journal says that an earlier run has carried it out, and this is the result of
    /// that run. Fields of the answer that are secret, personal or unknown are not kept in a journal and are empty.
    /// </summary>
    public bool Replayed { get; internal set; }

    /// <summary>Whether fields that are not known have to be masked, because the answer is made of secrets.</summary>
    internal virtual bool MasksUnknown => false;

    void IAnswerPart.Keep(Func<AdditionalProperties> rest) => unread = rest;
}
