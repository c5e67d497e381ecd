namespace FreedomPay;

/// <summary>A line of a receipt that may stand in a file with those of other orders.</summary>
internal interface IOrderLine
{
    /// <summary>The order that it belongs to; null or blank where all lines are of one.</summary>
    string? OrderId { get; }
}
