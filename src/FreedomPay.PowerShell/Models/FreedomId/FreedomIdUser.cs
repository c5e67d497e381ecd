
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A Freedom ID user that was created or changed. https://docs.freedompay.kz/api-16129007</summary>
public sealed class FreedomIdUser : FreedomPayObject
{
    /// <summary>Identifier of the user, a UUID.</summary>
    [Field("freedom_id", Echo = true)]
    public string? FreedomId { get; internal set; }

    /// <summary>Phone number that was sent, E.164.</summary>
    [Field("phone", Echo = true), Sensitive(SensitiveKind.Pii)]
    public string? Phone { get; internal set; }

    /// <summary>E-mail address that was sent. The API skips an address that another user has, and does not say so.</summary>
    [Field("email", Echo = true), Sensitive(SensitiveKind.Pii)]
    public string? Email { get; internal set; }

    /// <summary>First name that was sent.</summary>
    [Field("firstname", Echo = true), Sensitive(SensitiveKind.Pii)]
    public string? FirstName { get; internal set; }

    /// <summary>Last name that was sent.</summary>
    [Field("lastname", Echo = true), Sensitive(SensitiveKind.Pii)]
    public string? LastName { get; internal set; }
}
