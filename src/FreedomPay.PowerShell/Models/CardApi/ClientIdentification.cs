
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>How and when a client of the Card API was identified, for New-FreedomPayCardClient. https://docs.freedompay.kz/api-12074751</summary>
public sealed class ClientIdentification : FreedomPayInput
{
    /// <summary>When, ISO 8601 with offset, such as 2026-01-31T09:30:00+05:00. Goes together with <see cref="IdentifiedBy"/>.</summary>
    [Field("idn_date", FieldKind.DateTime, Needs = "identified_by")]
    public string? Date { get; set; }

    /// <summary>By whom or what; the documentation does not list the values. Goes together with <see cref="Date"/>.</summary>
    [Field("identified_by", Needs = "idn_date")]
    public string? IdentifiedBy { get; set; }
}
