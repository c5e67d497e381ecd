namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the Gateway API.</summary>
internal sealed class GatewayLists : FamilyLists
{
    public override string Family => "gateway";

    public override IReadOnlyList<string> StillToCome { get; } =
    [
        "gatewayCreatePaymentPage",
        "gatewayCreateAnyAmountPaymentPage",
        "gatewayPayByCard",
        "gatewayCompleteCardPayment3ds",
        "gatewayPayByRecurringProfile",
        "gatewayCancelPayment",
        "gatewayClearPayment",
        "gatewayRefundPayment",
        "gatewayGetPaymentStatus",
        "gatewayPayOutToCard",
        "gatewayPayOutToIban",
        "gatewayGetPayoutBalance",
        "gatewayGetPayoutStatus",
        "gatewayTransferCardToCard",
        "gatewayCompleteTransfer3ds",
        "gatewayGetTransferRates",
        "gatewayGetTransferStatus",
        "gatewayAddCard",
        "gatewayCompleteCardThreeDs",
        "gatewayListCards",
        "gatewayRemoveCard",
        "gatewayGetCardPaymentStatus",
        "gatewayPayByToken",
        "gatewayPayWithApplePay",
        "gatewayPayWithGooglePay",
        "gatewayPayoutToToken",
        "gatewayGetTokenPaymentStatus",
        "gatewayGetHealthcheck",
    ];
}
