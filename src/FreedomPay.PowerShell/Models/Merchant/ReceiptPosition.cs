using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A line of the fiscal receipt of a payment. https://docs.freedompay.kz/create-payment-11620859e0</summary>
public sealed class ReceiptPosition : FreedomPayInput, IOrderLine
{
    /// <summary>The order that it belongs to, where the lines of several orders are given at once, such as those of a file; it is not sent.</summary>
    [Field("order_id", FieldKind.Id, MaxLength = 50, IsExpected = true)]
    public string? OrderId { get; set; }

    /// <summary>How many: a whole number, at least 1; needed by every line.</summary>
    [Field("count", FieldKind.Integer, Minimum = "1")]
    public string? Count { get; set; }

    /// <summary>What is sold; needed by every line.</summary>
    [Field("name", MinLength = 1)]
    public string? Name { get; set; }

    /// <summary>Tax: 0 none, 3 VAT 16/116, 7 VAT 10/110, 11 VAT 5/105; older pages list 1 to 9 too, among them 2 for VAT of 12 %.</summary>
    [Field("tax_type", FieldKind.Integer, Values = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "11"])]
    public string? TaxType { get; set; }

    /// <summary>Price of one in the currency of the payment, from 0.01 to 9999999, with at most two decimals after a point; needed by every line.</summary>
    [Field("price", FieldKind.Amount, Minimum = "0.01", Maximum = "9999999")]
    public string? Price { get; set; }

    /// <summary>Unit of measure, a number.</summary>
    [Field("UnitCode", FieldKind.Integer)]
    public string? UnitCode { get; set; }

    /// <summary>Barcode.</summary>
    [Field("GTIN")]
    public string? Gtin { get; set; }

    /// <summary>Barcode of the national goods catalogue of Kazakhstan.</summary>
    [Field("NTIN")]
    public string? Ntin { get; set; }
}
