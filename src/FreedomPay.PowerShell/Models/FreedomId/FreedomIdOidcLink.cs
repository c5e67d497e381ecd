
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A link at which a user signs in with OpenID Connect. https://docs.freedompay.kz/api-14232555</summary>
public sealed class FreedomIdOidcLink : FreedomPayObject
{
    /// <summary>The link to open in the user's browser.</summary>
    public string? Link { get; internal set; }

    /// <summary>Keep it with the user's session: the browser has to bring the same back.</summary>
    [Field("state", Echo = true)]
    public string? State { get; internal set; }

    /// <summary>Keep it with the user's session: the id token has to hold the same; give it to New-FreedomIdOidcToken.</summary>
    [Field("nonce", Echo = true)]
    public string? Nonce { get; internal set; }

    /// <summary>The grants that are asked for, separated by blanks.</summary>
    [Field("scope", Echo = true)]
    public string? Scope { get; internal set; }

    /// <summary>The client id in the link.</summary>
    [Field("client_id", Echo = true)]
    public string? ClientId { get; internal set; }

    /// <summary>Address to which the browser returns; the token exchange takes it too.</summary>
    [Field("redirect_uri", Echo = true)]
    public string? RedirectUri { get; internal set; }
}
