using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>Whether the API answers. https://docs.freedompay.kz/overview-935332m0</summary>
public sealed class ServiceHealth : FreedomPayObject
{
    /// <summary>State of the service: <c>ok</c>.</summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>When it was checked, UTC, ISO 8601, as the API wrote it.</summary>
    [Field("time")]
    public string? Time { get; internal set; }
}
