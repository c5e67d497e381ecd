namespace FreedomPay.Sandbox.State;

/// <summary>A payment card: what the documentation says of its number, and nothing where it does not say anything, which makes it a good card.</summary>
internal sealed record TestCard
{
    /// <summary>The number with its middle masked, as the API shows it. The number itself is not kept.</summary>
    public string Mask { get; init; } = "";

    /// <summary>The code with which a payment is declined; null for one that succeeds.</summary>
    public string? PaymentError { get; init; }

    /// <summary>The code with which a payout fails; null for one that succeeds.</summary>
    public string? PayoutError { get; init; }

    /// <summary>Whether a payout is in process for a while before it comes to its end.</summary>
    public bool IsPayoutSettledLater { get; init; }

    /// <summary>3-D Secure, authorization, clearing, reverse, refund and saving in this order, as the contract has them: P possible, F fails or is not
    /// asked, X cannot be reached; empty where nothing is documented.</summary>
    public string Can { get; init; } = "";

    /// <summary>Whether the bank wants to see the payer, asked for or not.</summary>
    public bool WantsThreeDs => Can.Length > 0 && Can[0] == 'P';

    /// <summary>Whether the bank wants to see the payer when it is asked for.</summary>
    public bool MayHaveThreeDs => May(0);

    public bool MayBeCleared => May(2);

    public bool MayBeReversed => May(3);

    public bool MayBeRefunded => May(4);

    public bool MayBeSaved => May(5);

    private bool May(int step) => Can.Length <= step || Can[step] == 'P';
}
