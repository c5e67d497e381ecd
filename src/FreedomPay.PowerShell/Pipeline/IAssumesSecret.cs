namespace FreedomPay.Pipeline;

/// <summary>A cmdlet of an operation whose secret no page names, so that the user may.</summary>
internal interface IAssumesSecret
{
    /// <summary>The secret that signs; that of the connection, and else the one that the contract assumes, unless given.</summary>
    FreedomPaySecret? Secret { get; }
}
