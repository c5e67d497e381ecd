namespace FreedomPay;

/// <summary>What a harmless call said of one part of a connection.</summary>
public sealed class FreedomPayConnectionTest
{
    /// <summary>What was tested: <c>Reachable</c>, or the credential by its parameter of Connect-FreedomPay.</summary>
    public string Check { get; internal init; } = "";

    /// <summary><c>Passed</c>, <c>Failed</c>, or <c>Inconclusive</c> where the API answered an error that does not tell.</summary>
    public string Result { get; internal init; } = "";

    /// <summary>What the call proves, or else what the API said, masked.</summary>
    public string Detail { get; internal init; } = "";

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; internal init; }
}
