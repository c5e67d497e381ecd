using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the Gateway API.</summary>
internal sealed class GatewayLists : FamilyLists
{
    public override string Family => "gateway";

    public override Dictionary<string, string[]> ThroughAdditionalProperties { get; } = new(StringComparer.Ordinal)
    {
        ["gatewayGetPaymentStatus"] =
        [
            "pg_user_email", // Personal data of the payer: the merchant has sent it, nobody has to see it again.
            "pg_card_name",
            "pg_user_phone",
            "pg_card_id", // What the token replaces.
            "pg_card_exp",
            "pg_datetime", // When it answered.
        ],
        ["gatewayClearPayment"] = ["pg_datetime"],
        ["gatewayCancelPayment"] = ["pg_datetime"],
        ["gatewayRefundPayment"] = ["pg_datetime"],
        ["gatewayPayoutToToken"] = ["pg_merchant_id", "pg_card_hash", "pg_datetime"], // Of what the hash is, no page says.
        ["gatewayPayOutToIban"] = ["pg_merchant_id", "pg_datetime"],
        ["gatewayGetPayoutStatus"] = ["pg_merchant_id", "pg_datetime"],
        ["gatewayGetPayoutBalance"] = ["pg_datetime", "pg_payment_id"], // An error may have the number of a payment.
    };

    public override Dictionary<(string OperationId, string WireName, string Rule), string> StricterRules { get; } = new()
    {
        [("gatewayGetPaymentStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the answer, and in the older docs.",
        [("gatewayGetPayoutStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "No payout can have been made under a longer number.",
        [("gatewayPayoutToToken", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "The limit that the number has in the older docs.",
        [("gatewayPayoutToToken", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payout of the Merchant API.",
        [("gatewayPayoutToToken", "pg_order_time_limit", nameof(FieldAttribute.Pattern))] = "The format that the Merchant API has.",
        [("gatewayPayOutToIban", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("gatewayPayOutToIban", "pg_amount", nameof(FieldAttribute.Maximum))] = "As above.",
        [("gatewayClearPayment", "pg_clearing_amount", nameof(FieldAttribute.Minimum))] = "No payment can have been created over less.",
    };

    public override IReadOnlyList<string> StillToCome { get; } =
    [
        "gatewayCreatePaymentPage",
        "gatewayCreateAnyAmountPaymentPage",
        "gatewayPayByCard",
        "gatewayCompleteCardPayment3ds",
        "gatewayPayByRecurringProfile",
        "gatewayPayOutToCard",
        "gatewayTransferCardToCard",
        "gatewayCompleteTransfer3ds",
        "gatewayGetTransferRates",
        "gatewayGetTransferStatus",
        "gatewayAddCard",
        "gatewayCompleteCardThreeDs",
        "gatewayListCards",
        "gatewayRemoveCard",
        "gatewayPayByToken",
        "gatewayPayWithApplePay",
        "gatewayPayWithGooglePay",
    ];
}
