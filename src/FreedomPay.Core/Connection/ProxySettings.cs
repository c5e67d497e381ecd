namespace FreedomPay.Core.Connection;

/// <summary>A proxy that was named; without one, those of the environment and the system count.</summary>
public sealed class ProxySettings
{
    private static readonly string[] Schemes =
#if NET
        ["http", "https", "socks4", "socks4a", "socks5"];
#else
        ["http"];
#endif

    /// <summary>Its address, without a user: a credential has a place of its own, from which it does not print.</summary>
    /// <exception cref="ArgumentException">Not absolute, of a kind that cannot be used, or with more in it than a host and a port.</exception>
    public required Uri Address
    {
        get;
        init
        {
            if (value is null || !value.IsAbsoluteUri || !Schemes.Contains(value.Scheme))
            {
                throw new ArgumentException(Messages.ProxyAddressWrong.With(string.Join(", ", Schemes)));
            }
            // A password with a slash in it looks like a path.
            if (value.UserInfo.Length > 0 || value.PathAndQuery.Length > 1 || value.Fragment.Length > 0)
            {
                throw new ArgumentException(Messages.ProxyAddressHasUser);
            }
            field = value;
        }
    }

    /// <summary>Whom the proxy lets through.</summary>
    public Credential? Credential { get; init; }

    /// <summary>Whether the account that this process runs as is given to the proxy.</summary>
    public bool UseDefaultCredentials { get; init; }
}
