namespace FreedomPay;

/// <summary>What may be done when the answer to a request is lost. Each operation has one of these classes.</summary>
public enum FreedomPaySafety
{
    /// <summary>Changes nothing: asked again.</summary>
    Read,

    /// <summary>A repeat leads to the same state: sent again.</summary>
    Natural,

    /// <summary>The server answers a repeat with the first answer: sent again with the same key.</summary>
    Replay,

    /// <summary>The server refuses a repeat: not sent again, the status operation is asked.</summary>
    Refuse,

    /// <summary>A repeat may act twice: never sent again; looked up, or reported as unknown.</summary>
    Unkeyed,
}
