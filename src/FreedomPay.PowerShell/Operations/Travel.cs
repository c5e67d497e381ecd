namespace FreedomPay.Operations;

/// <summary>
/// How the requests of an operation travel. A cmdlet declares it in its <see cref="OperationAttribute"/>, and the contract has it for every
/// operation; both become a route in one place, <see cref="Routes"/>.
/// </summary>
/// <param name="Sign">What authenticates them.</param>
/// <param name="Secret">With what.</param>
/// <param name="IsSecretAssumed">Whether no page says so, so that the user may say otherwise.</param>
/// <param name="Host">Where they go.</param>
/// <param name="InQuery">Whether the fields stand in the query and not in a body.</param>
/// <param name="IsForm">Whether the fields are a form though nothing signs them.</param>
/// <param name="RequestId">What the header X-Request-Id means.</param>
/// <param name="Action">The header X-Action; null for none.</param>
internal sealed record Travel(
    Signing Sign, SecretKind Secret, bool IsSecretAssumed, HostKind Host, bool InQuery, bool IsForm, RequestIdUse RequestId, string? Action)
{
    /// <summary>Whether the answers say in their headers whose they are and how the request went: those of operations that a header chooses.</summary>
    public bool HasStatusHeader => Action is not null;

    /// <summary>How most operations of a family are signed; the others say so.</summary>
    public static Signing SignOf(FreedomPayApi api) => api switch
    {
        FreedomPayApi.Gateway or FreedomPayApi.Merchant => Signing.Pg,
        FreedomPayApi.FreedomId => Signing.Bearer,
        _ => Signing.Jws,
    };

    /// <summary>With what most operations of a family are signed; the others say so.</summary>
    public static SecretKind SecretOf(FreedomPayApi api, Signing sign) => sign switch
    {
        Signing.None => SecretKind.None,
        Signing.Basic => SecretKind.Client,
        Signing.Bearer => api is FreedomPayApi.FreedomId ? SecretKind.Token : SecretKind.AgentToken,
        Signing.Jws when api is FreedomPayApi.Card or FreedomPayApi.Partner => SecretKind.Partner,
        _ => SecretKind.Payment,
    };

    /// <summary>Where most operations of a family go; the others say so.</summary>
    public static HostKind HostOf(FreedomPayApi api) => api is FreedomPayApi.FreedomId ? HostKind.Passport : HostKind.Api;

    /// <summary>How a request travels whose operation nobody knows.</summary>
    /// <param name="api">The family.</param>
    /// <param name="path">Its path.</param>
    public static Travel OfUnknown(FreedomPayApi api, string path)
    {
        // What of a merchant's API is newer than the forms.
        bool isNewer = SignOf(api) is Signing.Pg && path.StartsWith("/v5/", StringComparison.Ordinal);
        Signing sign = isNewer ? Signing.Jws : SignOf(api);
        return new Travel(sign, SecretOf(api, sign), isNewer, HostOf(api), false, false, RequestIdUse.None, null);
    }
}
