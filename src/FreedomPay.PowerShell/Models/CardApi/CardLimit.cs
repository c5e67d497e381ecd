
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A limit of a card, an account or a client, for Set-FreedomPayCardLimit. https://docs.freedompay.kz/api-18613819</summary>
public sealed class CardLimit : FreedomPayInput
{
    /// <summary>Kind of transaction, such as pay; required. The list is open.</summary>
    [Field("transaction_type", Required = true, Known = ["withdrawal_atm", "pay", "withdrawal", "pay_online_non3ds"])]
    public string? TransactionType { get; set; }

    /// <summary>Region; its values are not documented.</summary>
    [Field("region")]
    public string? Region { get; set; }

    /// <summary>Period of the limit: day, month; the list is open.</summary>
    [Field("period", Known = ["day", "month"])]
    public string? Period { get; set; }

    /// <summary>Kind of bound: max; the list is open.</summary>
    [Field("amount.type", Known = ["max"])]
    public string? AmountType { get; set; }

    /// <summary>The bound in units of <see cref="Currency"/>: digits with at most two decimals after a point, such as 1500.50.</summary>
    [Field("amount.value", FieldKind.Amount, NotBlank = true)]
    public string? Amount { get; set; }

    /// <summary>Currency of the bound, ISO 4217, such as KZT.</summary>
    [Field("amount.currency", FieldKind.Currency)]
    public string? Currency { get; set; }
}
