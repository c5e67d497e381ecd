
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>The ordered profile of a Freedom ID user, and how far the order is. https://docs.freedompay.kz/api-12108841</summary>
public sealed class FreedomIdProfile : FreedomPayObject
{
    /// <summary>The caller's own number of the order, a UUID; Get-FreedomIdProfile asks by it.</summary>
    [Field("request_id", Echo = true)]
    public string? RequestId { get; internal set; }

    /// <summary>
    /// How far the order is: accepted or pending while it is under way, then completed or failed; rejected where it was not taken;
    /// not_found where it is too old to be known. Other values may come.
    /// </summary>
    [Field("status")]
    public string? Status { get; internal set; }

    /// <summary>Text about the state.</summary>
    [Field("status_message")]
    public string? StatusMessage { get; internal set; }

    /// <summary>Identifier of the user, a UUID.</summary>
    [Field("freedom_id")]
    public string? FreedomId { get; internal set; }

    /// <summary>The profile, once there is one: text whose encoding is not documented. Ask your manager how to read it.</summary>
    [Field("profile.payload"), Sensitive(SensitiveKind.Pii)]
    public string? Payload { get; internal set; }

    /// <summary>When the API answered, ISO 8601, as the API wrote it.</summary>
    [Field("datetime")]
    public string? Timestamp { get; internal set; }
}
