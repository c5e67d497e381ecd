namespace FreedomPay.Sandbox.State;

/// <summary>
/// What a payer has to pass on the page of his bank, 3-D Secure. Both answers of the bank are drawn beforehand, and known to nobody who has not been
/// on that page.
/// </summary>
internal sealed class AcsChallenge
{
    /// <summary>Hexadecimal name of the page.</summary>
    public string Page { get; } = Guid.NewGuid().ToString("N");

    /// <summary>MD. It ends with the characters of base64 that a form must not take for its own.</summary>
    public string Md { get; } = Guid.NewGuid().ToString("N") + "+/=";

    public string PaReq { get; } = Random();

    /// <summary>The PaRes of a payer who has passed.</summary>
    public string Passed { get; } = Random();

    /// <summary>The PaRes of a payer who has refused.</summary>
    public string Refused { get; } = Random();

    private static string Random() => Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).ToArray());
}
