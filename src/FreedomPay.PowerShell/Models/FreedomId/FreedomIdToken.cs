
using FreedomPay.Commands.FreedomId;
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>
/// The tokens of a user who has signed in with Freedom ID. It shows when they end and never what they are: not in a view, a CSV,
/// JSON or CLIXML. https://docs.freedompay.kz/api-12108733
/// </summary>
public sealed class FreedomIdToken : FreedomPayObject
{
    /// <summary>Id of the token, which the revoke callback names; the answer to a refresh has it, that to the first exchange may lack it.</summary>
    [Field("id")]
    public string? Id { get; internal set; }

    /// <summary>The token that reads the user's data, masked.</summary>
    [Field("access_token")]
    public SensitiveText? AccessToken { get; internal set; }

    /// <summary>The token that renews the pair, masked.</summary>
    [Field("refresh_token")]
    public SensitiveText? RefreshToken { get; internal set; }

    /// <summary>When the access token ends, ISO 8601.</summary>
    [Field("access_expire_at")]
    public string? AccessExpiresAt
    {
        get;
        internal set => field = TokenTime.ToIso(value);
    }

    /// <summary>When the refresh token ends, ISO 8601.</summary>
    [Field("refresh_expire_at")]
    public string? RefreshExpiresAt
    {
        get;
        internal set => field = TokenTime.ToIso(value);
    }

    /// <summary>Whether the access token has ended by the clock of this machine; empty where the API did not say when it ends.</summary>
    public bool? IsExpired => TokenTime.HasPassed(AccessExpiresAt);

    internal override bool MasksUnknown => true;

    /// <summary>When the access token ends, and nothing of the token.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => AccessExpiresAt is { } end
        ? FreedomIdMessages.TokenUntil.With(SensitiveText.Mask, end)
        : FreedomIdMessages.TokenUntilUnknown.With(SensitiveText.Mask);
}
