namespace FreedomPay;

/// <summary>The simulator of the API that runs in this process.</summary>
public sealed class FreedomPaySandbox
{
    /// <summary>Its address, on loopback; give it to <c>Connect-FreedomPay -BaseUri</c> in another process.</summary>
    public Uri BaseUri { get; internal init; } = new("http://127.0.0.1/");

    /// <summary>Its port.</summary>
    public int Port { get; internal init; }

    /// <summary>The made-up partner whose requests it accepts.</summary>
    public string PartnerId { get; internal init; } = "";

    /// <summary>The made-up merchant whose requests it accepts.</summary>
    public string MerchantId { get; internal init; } = "";
}
