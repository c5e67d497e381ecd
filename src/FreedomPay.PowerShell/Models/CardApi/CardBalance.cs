
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>The balance of a card. The answer is not documented; it is the additional properties. https://docs.freedompay.kz/doc-760202</summary>
public sealed class CardBalance : FreedomPayObject
{
    /// <summary>Identifier of the card in Freedom Processing.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>The caller's own number of the question, a UUID.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }
}
