
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An operation in a statement of a card.</summary>
public sealed class CardOperation : FreedomPayPart
{
    /// <summary>Identifier of the card that was asked about.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>When, ISO 8601 with offset, as the API wrote it.</summary>
    [Field("datetime")]
    public string? DateTime { get; internal set; }

    /// <summary>Kind of operation; its values are not documented.</summary>
    [Field("type")]
    public string? Type { get; internal set; }

    /// <summary>Amount in units of <see cref="Currency"/>.</summary>
    [Field("amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>Fee in units of <see cref="Currency"/>.</summary>
    [Field("commission")]
    public Amount? Commission { get; internal set; }

    /// <summary>Currency, ISO 4217.</summary>
    [Field("currency")]
    public string? Currency { get; internal set; }

    /// <summary>Merchant category code.</summary>
    [Field("mcc")]
    public string? Mcc { get; internal set; }

    /// <summary>Retrieval reference number.</summary>
    [Field("rrn")]
    public string? Rrn { get; internal set; }

    /// <summary>The merchant; its members are not documented.</summary>
    [Field("merchant")]
    public object? Merchant { get; internal set; }

    /// <summary>When, what and how much.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => Words(DateTime, Type, FreedomPayView.Money(Amount, Currency));
}
