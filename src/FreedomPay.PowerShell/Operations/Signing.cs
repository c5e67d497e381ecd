namespace FreedomPay.Operations;

/// <summary>What authenticates a request (the contract's <c>x-travel.sign</c>).</summary>
internal enum Signing
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary><c>pg_sig</c> among the fields of a form, answered by signed XML.</summary>
    Pg,

    /// <summary>A detached JWS over JSON.</summary>
    Jws,

    /// <summary>A detached JWS that names the merchant by number: the older invoices.</summary>
    JwsInvoiceInit,

    /// <summary>The headers Auth-Id and Sign: gift cards.</summary>
    LegacySign,

    /// <summary>HTTP Basic.</summary>
    Basic,

    /// <summary>A bearer token.</summary>
    Bearer,
}
