using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A line of the fiscal receipt of a payment through the Gateway API. https://docs.freedompay.kz/api-9586997</summary>
public sealed class GatewayReceiptPosition : FreedomPayInput, IOrderLine
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

    /// <summary>Tax: 0 none, 3 VAT 16/116, 7 VAT 10/110, 11 VAT 5/105.</summary>
    [Field("tax_type", FieldKind.Integer, Values = ["0", "3", "7", "11"])]
    public string? TaxType { get; set; }

    /// <summary>Price of one in the currency of the payment, from 0.01, of a payment by card from 1, to 99999999, with at most two decimals after a
    /// point; needed by every line.</summary>
    [Field("price", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
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
