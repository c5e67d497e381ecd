namespace FreedomPay.Core;

/// <summary>Where requests go, with which credentials and within which limits.</summary>
public sealed class ConnectionSettings
{
    /// <summary>Address of the API: https, or plain http to this machine.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public required Uri BaseUri
    {
        get;
        init => field = Checked(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>Address of Freedom ID, under the same rule; null where none is known.</summary>
    /// <exception cref="ArgumentException">It is neither https nor on this machine.</exception>
    public Uri? PassportUri
    {
        get;
        init => field = value is null ? null : Checked(value);
    }

    /// <summary>The partner's auth_id and secret.</summary>
    public Credential? Partner { get; init; }

    /// <summary>Algorithm of requests that leave the choice to the connection.</summary>
    public JwsAlgorithm JwsAlgorithm { get; init; } = JwsAlgorithm.HS512;

    /// <summary>The merchant's id and its secret for receiving payments.</summary>
    public Credential? Merchant { get; init; }

    /// <summary>The merchant's id and its secret for payouts.</summary>
    public Credential? Payout { get; init; }

    /// <summary>The client id and secret of Freedom ID.</summary>
    public Credential? FreedomIdClient { get; init; }

    /// <summary>A bearer token of Freedom ID.</summary>
    public Secret? FreedomIdToken { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request that may be repeated is repeated.</summary>
    public int MaxRetryCount { get; init; } = 3;

    /// <summary>The longest pause that the server may ask for; beyond it the request fails.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest answer that is read, in bytes.</summary>
    public long MaxAnswerBytes { get; init; } = 10 * 1024 * 1024;

    internal IEnumerable<Secret> Secrets =>
        new[] { Partner?.Secret, Merchant?.Secret, Payout?.Secret, FreedomIdClient?.Secret, FreedomIdToken }.OfType<Secret>();

    /// <summary>The credential of a kind.</summary>
    /// <exception cref="MissingCredentialException">The connection has none.</exception>
    internal Credential Require(CredentialKind kind) => kind switch
    {
        CredentialKind.Partner => Partner ?? throw new MissingCredentialException("the partner's credential", "-Partner"),
        CredentialKind.Merchant => Merchant ?? throw new MissingCredentialException("the merchant's credential", "-Merchant"),
        CredentialKind.Payout => Payout ?? throw new MissingCredentialException("the merchant's payout credential", "-Payout"),
        CredentialKind.FreedomIdClient => FreedomIdClient ?? throw new MissingCredentialException("the Freedom ID client credential", "-FreedomId"),
        CredentialKind.FreedomIdToken => new Credential("", FreedomIdToken ?? throw new MissingCredentialException("a bearer token of Freedom ID", "-FreedomIdToken")),
        CredentialKind.FreedomIdUser => throw new MissingCredentialException("signed-in user of Freedom ID", "-FreedomIdLogin, or the cmdlet -Token"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Uri Checked(Uri uri) =>
        uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            ? uri
            : throw new ArgumentException($"{uri} is neither https nor on this machine.");
}
