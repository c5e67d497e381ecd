using System.Globalization;
using System.Text;
using System.Text.Json;
using FreedomPay.Commands.FreedomId;
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>
/// The tokens of a user who has signed in with OpenID Connect. It shows when the access token ends and never what the tokens are.
/// https://docs.freedompay.kz/api-14233446
/// </summary>
public sealed class FreedomIdOidcToken : FreedomPayObject
{
    /// <summary>The access token, masked.</summary>
    [Field("access_token")]
    public SensitiveText? AccessToken { get; internal set; }

    /// <summary>The refresh token, masked. How it is used is not documented.</summary>
    [Field("refresh_token")]
    public SensitiveText? RefreshToken { get; internal set; }

    /// <summary>The id token, a JWT, masked. The documentation names no key to verify its signature with.</summary>
    [Field("id_token")]
    public SensitiveText? IdToken { get; internal set; }

    /// <summary>Type of the access token, as the API wrote it.</summary>
    [Field("token_type")]
    public string? TokenType { get; internal set; }

    /// <summary>How long the access token lives, as the API wrote it: seconds, as OAuth 2.0 has it.</summary>
    [Field("expires_in")]
    public string? ExpiresIn
    {
        get;
        internal set
        {
            field = value;
            AccessExpiresAt = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
                ? TokenTime.ToIso(DateTimeOffset.UtcNow.AddSeconds(seconds))
                : null;
        }
    }

    /// <summary>When the access token ends, ISO 8601, by the clock of this machine.</summary>
    public string? AccessExpiresAt { get; private set; }

    /// <summary>Whether the access token has ended; empty where the API did not say when it ends.</summary>
    public bool? IsExpired => TokenTime.HasPassed(AccessExpiresAt);

    internal override bool MasksUnknown => true;

    /// <summary>When the access token ends, and nothing of the tokens.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => AccessExpiresAt is { } end
        ? FreedomIdMessages.TokenUntil.With(SensitiveText.Mask, end)
        : FreedomIdMessages.TokenUntilUnknown.With(SensitiveText.Mask);

    /// <summary>The nonce that the id token claims; null where it cannot be read.</summary>
    internal string? ClaimedNonce()
    {
        string[] parts = (IdToken?.Reveal() ?? "").Split('.');
        if (parts.Length != 3) return null;
        try
        {
            string payload = parts[1].Replace('-', '+').Replace('_', '/');
            using JsonDocument claims = JsonDocument.Parse(
                Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))));
            return claims.RootElement.ValueKind is JsonValueKind.Object
                && claims.RootElement.TryGetProperty("nonce", out JsonElement nonce)
                && nonce.ValueKind is JsonValueKind.String
                ? nonce.GetString()
                : null;
        }
        catch (Exception error) when (error is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
