namespace FreedomPay;

/// <summary>A secret of a connection that signs requests.</summary>
public enum FreedomPaySecret
{
    /// <summary>The merchant's for receiving payments, <c>Connect-FreedomPay -Merchant</c>.</summary>
    Payment,

    /// <summary>The merchant's for payouts, <c>Connect-FreedomPay -Payout</c>.</summary>
    Payout,

    /// <summary>The partner's, <c>Connect-FreedomPay -Partner</c>.</summary>
    Partner,
}
