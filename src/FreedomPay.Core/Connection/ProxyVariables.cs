namespace FreedomPay.Core.Connection;

/// <summary>
/// The variables that name the proxies of a process. .NET reads them itself; what they hold of credentials is read here too, to be masked
/// wherever it would show.
/// </summary>
internal static class ProxyVariables
{
    private static readonly string[] Names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

    /// <summary>Users with their passwords, each once.</summary>
    public static IEnumerable<Credential> Credentials =>
        Names.Select(Environment.GetEnvironmentVariable).OfType<string>().Distinct(StringComparer.Ordinal).Select(Of).OfType<Credential>();

    // The user ends at the last at-sign, as for .NET and curl: passwords are often written as they are.
    private static Credential? Of(string address)
    {
        int end = address.LastIndexOf('@');
        if (end < 0) return null;
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        string user = address.Substring(0, end).Substring(scheme >= 0 && scheme + 3 <= end ? scheme + 3 : 0);
        int colon = user.IndexOf(':');
        string password = colon < 0 ? "" : Uri.UnescapeDataString(user.Substring(colon + 1));
        return password.Length == 0 || !Protocols.WireText.IsWellFormed(password)
            ? null
            : new Credential(Uri.UnescapeDataString(user.Substring(0, colon)), new Secret(password));
    }
}
