namespace FreedomPay;

/// <summary>What the answers of the API have in common.</summary>
public abstract class FreedomPayObject : FreedomPayPart
{
    /// <summary>
    /// Whether the answer to the request itself was lost and this is what the status operation found of it. Fields that
    /// only the lost answer had are empty.
    /// </summary>
    public bool Recovered { get; internal set; }
}
