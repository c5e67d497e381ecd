namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of Freedom ID.</summary>
internal sealed class FreedomIdLists : FamilyLists
{
    public override string Family => "freedom-id";

    public override Dictionary<string, string[]> ThroughAdditionalField { get; } = new(StringComparer.Ordinal)
    {
        ["authorizeFreedomIdOidc"] =
        [
            "response_type", // Always code.
        ],
    };

    public override Dictionary<string, string[]> MadeUp { get; } = new(StringComparer.Ordinal)
    {
        ["authorizeFreedomIdOidc"] = ["state", "nonce", "client_id", "response_type"],
    };
}
