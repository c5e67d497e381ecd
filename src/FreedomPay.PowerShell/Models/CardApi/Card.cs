
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A card of the Card API. Its facts are not documented; they are the additional properties. https://docs.freedompay.kz/card-info-12074999e0</summary>
public sealed class Card : FreedomPayObject
{
    /// <summary>Identifier of the card in Freedom Processing; the next cmdlet takes it.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>The caller's own number of the question, a UUID.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }
}
