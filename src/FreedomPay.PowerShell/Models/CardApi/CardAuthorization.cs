
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An authorisation in an extended statement of a card.</summary>
public sealed class CardAuthorization : FreedomPayPart
{
    /// <summary>Identifier of the card that was asked about.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>When, as the API wrote it.</summary>
    [Field("datetime")]
    public string? DateTime { get; internal set; }

    /// <summary>Kind of authorisation; its values are not documented.</summary>
    [Field("type")]
    public string? Type { get; internal set; }

    /// <summary>Amount in units of <see cref="Currency"/>.</summary>
    [Field("amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>Fee in units of <see cref="Currency"/>.</summary>
    [Field("commission")]
    public Amount? Commission { get; internal set; }

    /// <summary>Full amount; whether it is amount plus fee is not documented.</summary>
    [Field("full_amount")]
    public Amount? FullAmount { get; internal set; }

    /// <summary>Cashback in units of <see cref="Currency"/>.</summary>
    [Field("cashback")]
    public Amount? Cashback { get; internal set; }

    /// <summary>Currency, ISO 4217.</summary>
    [Field("currency")]
    public string? Currency { get; internal set; }

    /// <summary>Account, an IBAN.</summary>
    [Field("iban")]
    public string? Iban { get; internal set; }

    /// <summary>The merchant; its members are not documented.</summary>
    [Field("merchant")]
    public object? Merchant { get; internal set; }

    /// <summary>When, what and how much.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => Words(DateTime, Type, FreedomPayView.Money(Amount, Currency));
}
