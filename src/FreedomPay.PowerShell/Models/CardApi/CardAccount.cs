
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An account in an extended statement of a card.</summary>
public sealed class CardAccount : FreedomPayPart
{
    /// <summary>Identifier of the card that was asked about.</summary>
    [Field("card_id", Echo = true)]
    public string? CardId { get; internal set; }

    /// <summary>Account, an IBAN.</summary>
    [Field("iban")]
    public string? Iban { get; internal set; }

    /// <summary>Currency, ISO 4217.</summary>
    [Field("currency")]
    public string? Currency { get; internal set; }

    /// <summary>Balance in units of <see cref="Currency"/>.</summary>
    [Field("amount")]
    public Amount? Amount { get; internal set; }

    /// <summary>Amount on hold in units of <see cref="Currency"/>.</summary>
    [Field("blocked_amount")]
    public Amount? BlockedAmount { get; internal set; }

    /// <summary>Debit, a whole number; its unit is not documented.</summary>
    [Field("debit")]
    public string? Debit { get; internal set; }

    /// <summary>Credit, a whole number; its unit is not documented.</summary>
    [Field("credit")]
    public string? Credit { get; internal set; }

    /// <summary>The account and its balance.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => Words(Iban, FreedomPayView.Money(Amount, Currency));
}
