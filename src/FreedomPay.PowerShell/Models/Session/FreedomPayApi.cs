namespace FreedomPay;

/// <summary>A family of the Freedom Pay API; each has its own protocol, credentials and documentation.</summary>
public enum FreedomPayApi
{
    /// <summary>Card API: clients, issued cards, limits, statements. JSON with a detached JWS; <c>Connect-FreedomPay -Partner</c>.</summary>
    Card,

    /// <summary>Partner API: rates, products, wallets, accounts. JSON with a detached JWS (HS256); <c>Connect-FreedomPay -Partner</c>.</summary>
    Partner,

    /// <summary>Gateway API, asynchronous part. JSON with a detached JWS (HS256); <c>Connect-FreedomPay -Merchant</c>.</summary>
    GatewayAsync,

    /// <summary>Gateway API, synchronous part. Forms and XML with pg_sig; <c>Connect-FreedomPay -Merchant</c>.</summary>
    Gateway,

    /// <summary>Merchant API. Forms and XML with pg_sig, or JSON with a detached JWS under /v5; <c>Connect-FreedomPay -Merchant</c> and
    /// <c>-Payout</c>.</summary>
    Merchant,

    /// <summary>Freedom ID: sign-on and users. JSON with HTTP Basic or a bearer token; <c>Connect-FreedomPay -FreedomId</c> and
    /// <c>-FreedomIdToken</c>.</summary>
    FreedomId,
}
