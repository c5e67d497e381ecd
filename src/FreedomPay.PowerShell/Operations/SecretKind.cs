namespace FreedomPay.Operations;

/// <summary>With what of a connection a request is authenticated (the contract's <c>x-travel.secret</c>).</summary>
internal enum SecretKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The merchant's secret for receiving payments.</summary>
    Payment,

    /// <summary>The merchant's secret for payouts.</summary>
    Payout,

    /// <summary>The partner's.</summary>
    Partner,

    /// <summary>Client id and client secret of Freedom ID.</summary>
    Client,

    /// <summary>The connection's token of Freedom ID.</summary>
    Token,

    /// <summary>The token of the Freedom ID user who has signed in; the contract's token, too.</summary>
    User,

    /// <summary>A token that no connection has.</summary>
    AgentToken,
}
