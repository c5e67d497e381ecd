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

    /// <summary>Verifies a bearer token. The one of the credentials never expires and stands for any.</summary>
    /// <returns>Null when it is right, else what is wrong.</returns>
    public static string? Bearer(string? authorization, string token, Func<string, string?> judge)
    {
        if (Token(authorization) is not { } sent) return "a bearer token is expected";
        return Hashing.Same(token, sent) ? null : judge(sent);
    }

    /// <summary>The token of an Authorization header; null when there is none.</summary>
    public static string? Token(string? authorization)
    {
        const string scheme = "Bearer ";
        return authorization?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true ? authorization.Substring(scheme.Length).Trim() : null;
    }
}
