
using FreedomPay.Core.Connection;

namespace FreedomPay;

/// <summary>Where requests go and with which credentials; made by <c>Connect-FreedomPay</c>. It never shows a secret.</summary>
public sealed class FreedomPayConnection
{
    internal FreedomPayConnection(ApiClient client)
    {
        Client = client;
        ConnectionSettings settings = client.Settings;
        BaseUri = settings.BaseUri;
        PassportUri = settings.PassportUri;
        CustomerUri = settings.CustomerUri;
        PartnerId = settings.Partner?.Id;
        MerchantId = settings.Merchant?.Id;
        PayoutId = settings.Payout?.Id;
        MerchantAuthId = settings.MerchantAuthId;
        FreedomIdClientId = settings.FreedomIdClient?.Id;
        HasFreedomIdToken = settings.FreedomIdToken is not null;
        JwsAlgorithm = settings.JwsAlgorithm == Core.JwsAlgorithm.HS256 ? FreedomPayJwsAlgorithm.HS256 : FreedomPayJwsAlgorithm.HS512;
        TimeoutSec = (int)settings.Timeout.TotalSeconds;
        MaxRetryCount = settings.MaxRetryCount;
    }

    /// <summary>Sandbox, Test, Production, or Custom for an address of your own.</summary>
    public FreedomPayEnvironment Environment { get; internal init; }

    /// <summary>The country whose hosts are used.</summary>
    public FreedomPayRegion Region { get; internal init; }

    /// <summary>Address of the API.</summary>
    public Uri BaseUri { get; }

    /// <summary>Address of Freedom ID; empty where the documentation names none for the environment.</summary>
    public Uri? PassportUri { get; }

    /// <summary>Address of the payment pages; empty where the documentation names none for the environment.</summary>
    public Uri? CustomerUri { get; }

    /// <summary>The partner's auth_id, for the Card and Partner API.</summary>
    public string? PartnerId { get; }

    /// <summary>The merchant's id, for the Merchant and Gateway API.</summary>
    public string? MerchantId { get; }

    /// <summary>The merchant's id that goes with the payout secret.</summary>
    public string? PayoutId { get; }

    /// <summary>The Freedom ID client id.</summary>
    public string? FreedomIdClientId { get; }

    /// <summary>The auth_id of the merchant's signed JSON requests; empty where it is the merchant's id.</summary>
    public string? MerchantAuthId { get; }

    /// <summary>The secret that signs requests for which no page of the documentation names one; empty for the likeliest of each.</summary>
    public FreedomPaySecret? Secret { get; internal init; }

    /// <summary>Whether a bearer token for Freedom ID user provisioning is there.</summary>
    public bool HasFreedomIdToken { get; }

    /// <summary>Whether a user has signed in with Freedom ID (-FreedomIdLogin).</summary>
    public bool HasFreedomIdUser => Client.Session is not null;

    /// <summary>When the access token of that user ends, ISO 8601; it is renewed before.</summary>
    public string? FreedomIdUserExpiresAt => Client.Session?.ExpiresAt is { } end ? Commands.FreedomId.TokenTime.ToIso(end) : null;

    /// <summary>Algorithm of the detached JWS of the Card API.</summary>
    public FreedomPayJwsAlgorithm JwsAlgorithm { get; }

    /// <summary>Requests in flight at the same time for operations that only read; writing operations take one unless told otherwise.</summary>
    public int ThrottleLimit { get; internal init; } = 1;

    /// <summary>Seconds that one attempt of a request may take.</summary>
    public int TimeoutSec { get; }

    /// <summary>How often a request that may be repeated is repeated.</summary>
    public int MaxRetryCount { get; }

    /// <summary>Whether real money moves over this connection, as far as its addresses tell.</summary>
    public bool IsProduction => Environment is FreedomPayEnvironment.Production || !IsForTests(BaseUri) || (CustomerUri is { } pages && !IsForTests(pages));

    /// <summary>How the hosts begin on which the documentation says that no money moves.</summary>
    internal const string TestHost = "test-api.freedompay.";

    internal ApiClient Client { get; }

    /// <summary>The environment and the address; a production connection says so in capitals, and names the address that makes it one.</summary>
    /// <returns>The text, as -WhatIf and -Confirm show it.</returns>
    public override string ToString()
    {
        string address = BaseUri.GetLeftPart(UriPartial.Authority);
        if (IsForTests(BaseUri) && CustomerUri is { } pages && !IsForTests(pages)) address += ", " + pages.GetLeftPart(UriPartial.Authority);
        return $"{(IsProduction ? "PRODUCTION" : Environment.ToString())} ({address})";
    }

    private static bool IsForTests(Uri address) => Loopback.Is(address) || address.Host.StartsWith(TestHost, StringComparison.OrdinalIgnoreCase);
}
