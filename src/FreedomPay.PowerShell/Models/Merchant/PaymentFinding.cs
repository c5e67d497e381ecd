namespace FreedomPay;

/// <summary>In what an order and its payment differ.</summary>
public enum PaymentFinding
{
    /// <summary>The API has no payment of the order.</summary>
    Missing,

    /// <summary>The state of the payment is not success.</summary>
    NotPaid,

    /// <summary>The payment is over another amount.</summary>
    AmountDiffers,

    /// <summary>The payment is in another currency.</summary>
    CurrencyDiffers,

    /// <summary>The money is held and not taken yet.</summary>
    NotCleared,

    /// <summary>The money was given back, all of it or a part.</summary>
    Refunded,

    /// <summary>An earlier row has the same order, of which the API finds one payment alone.</summary>
    OrderRepeated,
}
