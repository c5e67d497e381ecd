namespace FreedomPay;

/// <summary>A difference between an order of a file and its payment, as Compare-FreedomPayPayment finds it.</summary>
public sealed class PaymentDifference
{
    /// <summary>Number of the row, from 1; 0 where the values were typed.</summary>
    public long Row { get; internal init; }

    /// <summary>The merchant's own number of the order.</summary>
    public string OrderId { get; internal init; } = "";

    /// <summary>What differs.</summary>
    public PaymentFinding Finding { get; internal init; }

    /// <summary>What the file has, where that is compared; null elsewhere.</summary>
    public string? Expected { get; internal init; }

    /// <summary>What the API has; of OrderRepeated, the number of the first row with that order; null where there is no payment.</summary>
    public string? Actual { get; internal init; }

    /// <summary>Number of the payment in Freedom Pay; null where there is none.</summary>
    public string? PaymentId { get; internal init; }

    /// <summary>State of the payment; null where there is none.</summary>
    public string? PaymentStatus { get; internal init; }
}
