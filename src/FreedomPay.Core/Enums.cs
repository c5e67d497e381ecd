namespace FreedomPay.Core;

/// <summary>What may be done when the answer to a request is lost.</summary>
public enum Safety
{
    /// <summary>Changes nothing: asked again.</summary>
    Read,

    /// <summary>A repeat leads to the same state: sent again.</summary>
    Natural,

    /// <summary>The server answers a repeat with the first answer: sent again with the same key.</summary>
    Replay,

    /// <summary>The server refuses a repeat: not sent again; the status operation is asked.</summary>
    Refuse,

    /// <summary>A repeat may act twice: never sent again.</summary>
    Unkeyed,
}

/// <summary>How a request is authenticated and encoded, and how its answer is read.</summary>
public enum WireProtocol
{
    /// <summary>JSON with a detached JWS.</summary>
    Jws,

    /// <summary>A form with <c>pg_sig</c>; the answer is signed XML.</summary>
    Pg,

    /// <summary>JSON with the headers Request-Id, Auth-Id and Sign: gift cards.</summary>
    LegacySign,

    /// <summary>JSON with HTTP Basic.</summary>
    Basic,

    /// <summary>JSON with a bearer token.</summary>
    Bearer,

    /// <summary>JSON without authentication.</summary>
    None,

    /// <summary>A form without authentication; the answer is JSON.</summary>
    Form,
}

/// <summary>The hosts of a connection.</summary>
public enum ApiHost
{
    /// <summary>The API.</summary>
    Api,

    /// <summary>The sign-on host of Freedom ID.</summary>
    Passport,

    /// <summary>The host of the payment pages.</summary>
    Customer,
}

/// <summary>The credentials of a connection.</summary>
public enum CredentialKind
{
    /// <summary>None is needed.</summary>
    None,

    /// <summary>The partner's.</summary>
    Partner,

    /// <summary>The merchant's, for receiving payments.</summary>
    Merchant,

    /// <summary>The merchant's, for payouts.</summary>
    Payout,

    /// <summary>The Freedom ID client's.</summary>
    FreedomIdClient,

    /// <summary>A bearer token of Freedom ID.</summary>
    FreedomIdToken,

    /// <summary>The access token of the user who has signed in with Freedom ID.</summary>
    FreedomIdUser,
}

/// <summary>Algorithm of a detached JWS.</summary>
public enum JwsAlgorithm
{
    /// <summary>HMAC with SHA-512.</summary>
    HS512,

    /// <summary>HMAC with SHA-256.</summary>
    HS256,
}

/// <summary>Which members the protected header of a JWS names the caller by.</summary>
public enum JwsHeaderForm
{
    /// <summary><c>uri, auth_id, method, params, alg</c>: every signed operation but one.</summary>
    AuthId,

    /// <summary><c>uri, merchant_id, method, params, alg</c>: the older invoices. So it is printed, and sent by the official SDK; the sample beside it
    /// has <c>path</c> and a number.</summary>
    MerchantId,
}
