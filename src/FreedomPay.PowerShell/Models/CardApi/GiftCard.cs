using FreedomPay.Operations;

namespace FreedomPay;

/// <summary>A gift card. https://docs.freedompay.kz/doc-761007</summary>
public sealed class GiftCard : FreedomPayObject
{
    private static readonly string[] States = ["unknown", "issued", "activated", "cancelled", "blocked", "expired"];

    /// <summary>Number of the gift card; empty where the request did not name it.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>Code of the card's state: 0 to 5; the documented example has 1 after activation.</summary>
    [Field("card_status")]
    public string? CardStatus { get; internal set; }

    /// <summary>The same in a word: <c>issued</c>, <c>activated</c>, <c>cancelled</c>, <c>blocked</c>, <c>expired</c> or <c>unknown</c>; a code that is not documented as it came.</summary>
    public string? State => CardStatus is { Length: 1 } code && code[0] - '0' is int place && place >= 0 && place < States.Length ? States[place] : CardStatus;

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
