
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>An address of a client of the Card API, for New-FreedomPayCardClient. https://docs.freedompay.kz/doc-850764</summary>
public sealed class ClientAddress : FreedomPayInput
{
    /// <summary>Country, ISO 3166-1 alpha-3, such as KAZ.</summary>
    [Field("country", FieldKind.Country), Sensitive(SensitiveKind.Pii)]
    public string? Country { get; set; }

    /// <summary>Postal code.</summary>
    [Field("postal_code", FieldKind.Id), Sensitive(SensitiveKind.Pii)]
    public string? PostalCode { get; set; }

    /// <summary>City.</summary>
    [Field("address_line1", Lines = true), Sensitive(SensitiveKind.Pii)]
    public string? City { get; set; }

    /// <summary>Street.</summary>
    [Field("address_line2", Lines = true), Sensitive(SensitiveKind.Pii)]
    public string? Street { get; set; }

    /// <summary>Building and premises.</summary>
    [Field("address_line3", Lines = true), Sensitive(SensitiveKind.Pii)]
    public string? Building { get; set; }
}
