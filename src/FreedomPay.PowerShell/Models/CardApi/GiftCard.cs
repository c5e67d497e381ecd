
using FreedomPay.Commands.CardApi;
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A gift card. https://docs.freedompay.kz/doc-761007</summary>
public sealed class GiftCard : FreedomPayObject
{
    /// <summary>Number of the gift card; empty where the request did not name it.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>
    /// State of the card: <c>Unknown</c>, <c>Issued</c>, <c>Activated</c>, <c>Cancelled</c>, <c>Blocked</c> or <c>Expired</c>; a code that is
    /// not documented as it came. The documented example has Issued after activation.
    /// </summary>
    [Field("card_status", Words = typeof(GiftCardStates))]
    public string? State { get; internal set; }

    /// <summary>Balance in units of <see cref="Currency"/>, a whole number.</summary>
    [Field("card_balance")]
    public Amount? Balance { get; internal set; }

    /// <summary>Currency of the card, ISO 4217.</summary>
    [Field("card_currency")]
    public string? Currency { get; internal set; }

    /// <summary>Masked card number.</summary>
    [Field("card_mask")]
    public string? CardMask { get; internal set; }

    /// <summary>Outcome of the call: 0.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>When the API answered, without offset, as the API wrote it.</summary>
    [Field("datetime")]
    public string? Timestamp { get; internal set; }
}
