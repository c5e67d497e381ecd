using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A product that is bought by installment, for New-FreedomPayInstallment. https://docs.freedompay.kz/create-application-41328080e0</summary>
public sealed class InstallmentGood : FreedomPayInput
{
    /// <summary>Name of the product.</summary>
    [Field("name", Example = "Phone 256/8GB")]
    public string? ProductName { get; set; }

    /// <summary>Price of one: digits with at most two decimals after a point, such as 1500.50.</summary>
    [Field("price", FieldKind.AmountNumber, NotBlank = true)]
    public string? Price { get; set; }

    /// <summary>How many, a whole number.</summary>
    [Field("quantity", FieldKind.Integer, NotBlank = true, Example = "1")]
    public string? Quantity { get; set; }

    /// <summary>Category of the product, such as electronics.</summary>
    [Field("category")]
    public string? Category { get; set; }
}
