namespace FreedomPay.Operations;

/// <summary>The host that a request goes to.</summary>
internal enum HostKind
{
    /// <summary>That of the API.</summary>
    Api,

    /// <summary>The sign-on host of Freedom ID.</summary>
    Passport,

    /// <summary>That of the payment pages.</summary>
    Customer,
}
