namespace FreedomPay.Operations;

/// <summary>What the header <c>X-Request-Id</c> means (the contract's <c>x-travel.request-id</c>).</summary>
internal enum RequestIdUse
{
    /// <summary>It is not sent.</summary>
    None,

    /// <summary>It names the act: the same in every repeat.</summary>
    Key,

    /// <summary>A new one with every call, repeats too.</summary>
    Fresh,
}
