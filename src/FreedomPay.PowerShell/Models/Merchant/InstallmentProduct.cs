using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A program of a bank: how long, at what rate, and for which amounts.</summary>
public sealed class InstallmentProduct : FreedomPayPart
{
    /// <summary>How many months it takes.</summary>
    [Field("term_months")]
    public string? TermMonths { get; internal set; }

    /// <summary>What is paid each month, as a share of the price in the shop, such as 0.095.</summary>
    [Field("calculation_rate")]
    public string? CalculationRate { get; internal set; }

    /// <summary>Kind of the program; installment and credit are known.</summary>
    [Field("type")]
    public string? Type { get; internal set; }

    /// <summary>Least amount, in units of <see cref="Currency"/>.</summary>
    [Field("amount_limits.min")]
    public Amount? Minimum { get; internal set; }

    /// <summary>Largest amount.</summary>
    [Field("amount_limits.max")]
    public Amount? Maximum { get; internal set; }

    /// <summary>Currency of the two, ISO 4217.</summary>
    [Field("amount_limits.currency")]
    public string? Currency { get; internal set; }

    /// <summary>The program in a few words.</summary>
    /// <returns>Kind, months and amounts.</returns>
    public override string ToString() => Words(Type, TermMonths, Minimum?.ToString(), Maximum?.ToString(), Currency);
}
