using System.Text;

namespace FreedomPay.Sandbox.Authentication;

/// <summary>Verifies the Authorization header of Freedom ID: Basic with the client's credentials, or a bearer token.</summary>
internal static class FreedomIdVerifier
{
    /// <summary>Verifies HTTP Basic.</summary>
    /// <returns>Null when it is right, else what is wrong.</returns>
    public static string? Basic(string? authorization, SandboxCredentials credentials)
    {
        const string scheme = "Basic ";
        if (authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true) return "HTTP Basic with client id and client secret is expected";
        string expected = Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.FreedomIdClientId + ":" + credentials.FreedomIdClientSecret));
        return Hashing.Same(expected, authorization.Substring(scheme.Length).Trim()) ? null : "client id or client secret is wrong";
    }

    /// <summary>Verifies a bearer token.</summary>
    /// <returns>Null when it is right, else what is wrong.</returns>
    public static string? Bearer(string? authorization, string token, Func<string, bool> isIssued)
    {
        const string scheme = "Bearer ";
        if (authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) != true) return "a bearer token is expected";
        string sent = authorization.Substring(scheme.Length).Trim();
        return Hashing.Same(token, sent) || isIssued(sent) ? null : "the bearer token is unknown";
    }
}
