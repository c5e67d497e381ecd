
using FreedomPay.Commands.FreedomId;
using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A link at which a user signs in with Freedom ID. https://docs.freedompay.kz/api-12108728</summary>
public sealed class FreedomIdAuthorizationLink : FreedomPayObject
{
    /// <summary>The link to open in the user's browser.</summary>
    [Field("redirect_uri")]
    public string? Link { get; internal set; }

    /// <summary>When the link ends, ISO 8601, as its query says (expire_at); empty where it says nothing.</summary>
    public string? ExpiresAt => QueryOf("expire_at") is { } time ? TokenTime.ToIso(time) : null;

    /// <summary>Id of the sign-in, as the link's query has it (track_id); empty where it has none.</summary>
    public string? TrackId => QueryOf("track_id");

    private string? QueryOf(string name)
    {
        string query = Link?.IndexOf('?') is int start and >= 0 ? Link.Substring(start + 1).Split('#')[0] : "";
        string? found = query.Split('&').FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.Ordinal));
        return found is null ? null : Uri.UnescapeDataString(found.Substring(name.Length + 1));
    }
}
