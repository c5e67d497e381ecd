namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the asynchronous part of the Gateway API.</summary>
internal sealed class GatewayAsyncLists : FamilyLists
{
    public override string Family => "gateway-async";

    public override IReadOnlyList<string> StillToCome { get; } =
    [
        "asyncCreatePayment",
        "asyncReadPayment",
        "asyncReadRequest",
        "asyncRefundPayment",
        "asyncReversePayment",
        "asyncClearPayment",
    ];
}
