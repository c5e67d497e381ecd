using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Connection;

/// <summary>Where to send, as whom, and how patiently.</summary>
public sealed class ConnectionSettings
{
    /// <summary>The API host. Plain http only to loopback.</summary>
    /// <exception cref="ArgumentException">Not absolute, not http(s), plain http to another machine, or with user, query or fragment.</exception>
    public required Uri BaseUri
    {
        get;
        init => field = Checked(value);
    }

    /// <summary>The Freedom ID host; null where none is known. Plain http only to loopback.</summary>
    /// <exception cref="ArgumentException">As for <see cref="BaseUri"/>.</exception>
    public Uri? PassportUri
    {
        get;
        init => field = value is null ? null : Checked(value);
    }

    /// <summary>The host of the payment pages; null where none is known. Plain http only to loopback.</summary>
    /// <exception cref="ArgumentException">As for <see cref="BaseUri"/>.</exception>
    public Uri? CustomerUri
    {
        get;
        init => field = value is null ? null : Checked(value);
    }

    /// <summary>auth_id and secret of the partner, for jws.</summary>
    public Credential? Partner { get; init; }

    /// <summary>The algorithm for jws where the request does not name one.</summary>
    public JwsAlgorithm JwsAlgorithm { get; init; } = JwsAlgorithm.HS512;

    /// <summary>Merchant id and payment secret.</summary>
    public Credential? Merchant { get; init; }

    /// <summary>The auth_id of the merchant's own JWS calls, where it is not the merchant id.</summary>
    public string? MerchantAuthId { get; init; }

    /// <summary>Merchant id and payout secret.</summary>
    public Credential? Payout { get; init; }

    /// <summary>Freedom ID client id and client secret.</summary>
    public Credential? FreedomIdClient { get; init; }

    /// <summary>A bearer token of Freedom ID.</summary>
    public Secret? FreedomIdToken { get; init; }

    /// <summary>The proxy; those of the environment and the system unless given. Addresses of this machine are never asked for through one.</summary>
    public ProxySettings? Proxy { get; init; }

    /// <summary>How long one attempt may take, the reading of the answer included; default 30 s.</summary>
    /// <exception cref="ArgumentException">Not between 10 ms and one day.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = value >= TimeSpan.FromMilliseconds(10) && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentException(Messages.TimeoutRange);
    } = TimeSpan.FromSeconds(30);

    /// <summary>How many times a request may be sent again; default 3.</summary>
    /// <exception cref="ArgumentException">Not between 0 and 100.</exception>
    public int MaxRetryCount
    {
        get;
        init => field = value is >= 0 and <= 100
            ? value
            : throw new ArgumentException(Messages.RetryCountRange);
    } = 3;

    /// <summary>The longest Retry-After that is waited for; default 60 s. A longer one ends the request as throttled.</summary>
    /// <exception cref="ArgumentException">Negative or more than one day.</exception>
    public TimeSpan MaxRetryAfter
    {
        get;
        init => field = value >= TimeSpan.Zero && value <= TimeSpan.FromDays(1)
            ? value
            : throw new ArgumentException(Messages.RetryAfterRange);
    } = TimeSpan.FromSeconds(60);

    /// <summary>The largest answer that is read, in bytes after decompression; default 10 MiB.</summary>
    /// <exception cref="ArgumentException">Not between 1 and 1 GiB.</exception>
    public long MaxAnswerBytes
    {
        get;
        init => field = value is >= 1 and <= 1024 * 1024 * 1024
            ? value
            : throw new ArgumentException(Messages.AnswerSizeRange);
    } = 10 * 1024 * 1024;

    /// <summary>The address of a host; null where none is known.</summary>
    internal Uri? AddressOf(ApiHost host) => host switch
    {
        ApiHost.Passport => PassportUri,
        ApiHost.Customer => CustomerUri,
        _ => BaseUri,
    };

    /// <summary>What a journal of requests with this credential is hashed with; null when the connection has no secret for it.</summary>
    internal Secret? SecretOf(CredentialKind credential) => credential is CredentialKind.FreedomIdToken ? FreedomIdToken : CredentialOf(credential)?.Secret;

    /// <summary>The id and secret by which requests with this credential are known; null when the connection has none.</summary>
    internal Credential? CredentialOf(CredentialKind credential) => credential switch
    {
        CredentialKind.Partner => Partner,
        CredentialKind.Merchant => Merchant,
        CredentialKind.Payout => Payout,
        // The user's own token changes from hour to hour.
        CredentialKind.FreedomIdClient or CredentialKind.FreedomIdUser => FreedomIdClient,
        _ => null,
    };

    // HTTP Basic sends a credential as one text, which says as much as its secret.
    internal IEnumerable<Secret> Secrets
    {
        get
        {
            Credential[] credentials =
            [
                .. new[] { Partner, Merchant, Payout, FreedomIdClient, Proxy?.Credential }.OfType<Credential>(),
                .. ProxyVariables.Credentials,
            ];
            return
            [
                .. credentials.Select(static credential => credential.Secret),
                .. FreedomIdToken is { } token ? new[] { token } : [],
                .. credentials.Select(
                    static credential => new Secret(Convert.ToBase64String(WireText.Utf8.GetBytes($"{credential.Id}:{credential.Secret.Text}")))),
            ];
        }
    }

    private static Uri Checked(Uri uri)
    {
        if (uri is null || !uri.IsAbsoluteUri) throw new ArgumentException(Messages.AddressNotAbsolute);
        bool secure = string.Equals(uri.Scheme, "https", StringComparison.Ordinal);
        bool plain = string.Equals(uri.Scheme, "http", StringComparison.Ordinal);
        if (!secure && !plain) throw new ArgumentException(Messages.AddressNotHttps);
        if (plain && !Loopback.Is(uri)) throw new ArgumentException(Messages.AddressPlainHttp);
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new ArgumentException(Messages.AddressHasExtras);
        }

        return uri;
    }
}
