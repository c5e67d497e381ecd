using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A rate at which transfers from card to card are converted. https://docs.freedompay.kz/api-9886534</summary>
public sealed class TransferRate : FreedomPayObject
{
    /// <summary>Currency of the debit, ISO 4217.</summary>
    [Field("rate.pg_currency_from")]
    [Field("rates.pg_currency_from")]
    public string? CurrencyFrom { get; internal set; }

    /// <summary>Currency of the credit, ISO 4217.</summary>
    [Field("rate.pg_currency_to")]
    [Field("rates.pg_currency_to")]
    public string? CurrencyTo { get; internal set; }

    /// <summary>The rate, as the API has it; how many of which currency it is, no page says.</summary>
    [Field("rate.pg_rate")]
    [Field("rates.pg_rate")]
    public Amount? Rate { get; internal set; }
}
