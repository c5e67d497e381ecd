using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A bank that gives installments or credits. https://docs.freedompay.kz/get-partners-41316452e0</summary>
public sealed class InstallmentPartner : FreedomPayObject
{
    /// <summary>Code of the bank.</summary>
    [Field("partners.code")]
    public string? Code { get; internal set; }

    /// <summary>Name of the bank.</summary>
    [Field("partners.name")]
    public string? Name { get; internal set; }

    /// <summary>Address of its logo.</summary>
    [Field("partners.logo")]
    public string? Logo { get; internal set; }

    /// <summary>Its programs.</summary>
    [Field("partners.products")]
    public PartList<InstallmentProduct> Products { get; internal set; } = new([]);
}
