
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>The limits of a card, an account or a client. Their names are not documented; they are the additional properties.
/// https://docs.freedompay.kz/limits-list-18614458e0</summary>
public sealed class CardLimits : FreedomPayObject
{
    /// <summary>What the limits are for: <c>card</c>, <c>account</c> or <c>client</c>.</summary>
    [Field("object.type", Echo = true)]
    public string? ObjectType { get; internal set; }

    /// <summary>Identifier of the card, account or client.</summary>
    [Field("object.value", Echo = true)]
    public string? ObjectValue { get; internal set; }

    /// <summary>The caller's own number of the question, a UUID.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }
}
