using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the Gateway API.</summary>
internal sealed class GatewayLists : FamilyLists
{
    public override string Family => "gateway";

    public override Dictionary<string, string[]> ThroughAdditionalField { get; } = new(StringComparer.Ordinal)
    {
        ["gatewayCreatePaymentPage"] =
        [
            "pg_receipt_positions.mark_list", // Codes of any characters: no cell can hold several.
            "pg_generate_qr", // A Boolean in a form: how it is written is not documented. -QrPath makes the code here.
        ],
        ["gatewayCreateAnyAmountPaymentPage"] = ["pg_generate_qr"],
        ["gatewayPayByCard"] =
        [
            "pg_receipt_positions.mark_list",
            "pg_encrypted_card", // -EncryptionKey makes it; one that was made elsewhere needs the plain fields left out.
        ],
        ["gatewayTransferCardToCard"] = ["pg_save_sender_card", "pg_save_recipient_card"], // Their values are not stated.
    };

    public override Dictionary<string, string[]> MadeUp { get; } = new(StringComparer.Ordinal)
    {
        ["gatewayCompleteCardPayment3ds"] = ["pg_pares"], // With -Open the bank gives it to the browser.
    };

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
        ["gatewayCreatePaymentPage"] = ["pg_redirect_qr", "pg_datetime"], // -QrPath makes the code here.
        ["gatewayCreateAnyAmountPaymentPage"] = ["pg_redirect_qr", "pg_datetime"],
        ["gatewayPayByCard"] = ["pg_datetime", "pg_card_id"], // What the token replaces.
        ["gatewayPayByToken"] = ["pg_merchant_id", "pg_datetime"],
        ["gatewayPayWithApplePay"] = ["pg_datetime", "pg_card_id"],
        ["gatewayPayWithGooglePay"] = ["pg_datetime"],
        ["gatewayPayByRecurringProfile"] = ["pg_datetime"],
        ["gatewayCompleteCardPayment3ds"] = ["pg_datetime", "pg_card_id"],
        ["gatewayPayOutToCard"] = ["pg_merchant_id", "pg_datetime"],
        ["gatewayPayoutToToken"] = ["pg_merchant_id", "pg_card_hash", "pg_datetime"], // Of what the hash is, no page says.
        ["gatewayPayOutToIban"] = ["pg_merchant_id", "pg_datetime"],
        ["gatewayGetPayoutStatus"] = ["pg_merchant_id", "pg_datetime"],
        ["gatewayGetPayoutBalance"] = ["pg_datetime", "pg_payment_id"], // An error may have the number of a payment.
        ["gatewayTransferCardToCard"] = ["pg_datetime"],
        ["gatewayCompleteTransfer3ds"] = ["pg_datetime"],
        ["gatewayGetTransferStatus"] = ["pg_datetime"],
        ["gatewayGetTransferRates"] = ["pg_status", "pg_datetime", "pg_payment_id"], // Of the call, and not of a rate.
        ["gatewayAddCard"] = ["pg_datetime"],
        ["gatewayCompleteCardThreeDs"] = ["pg_datetime"],
        ["gatewayListCards"] = ["pg_datetime"],
        ["gatewayRemoveCard"] = ["pg_datetime"],
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
        [("gatewayCreatePaymentPage", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayCreatePaymentPage", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_description", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_testing_mode", nameof(FieldAttribute.Values))] = "Its description says so.",
        [("gatewayCreatePaymentPage", "pg_request_method", nameof(FieldAttribute.Values))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_check_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_result_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_success_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_failure_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_site_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_param1", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_param2", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_param3", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_idempotency_key", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreatePaymentPage", "pg_success_url_method", nameof(FieldAttribute.Values))] = "Its description says so.",
        [("gatewayCreatePaymentPage", "pg_failure_url_method", nameof(FieldAttribute.Values))] = "Its description says so.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_description", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_testing_mode", nameof(FieldAttribute.Values))] = "Its description says so.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_request_method", nameof(FieldAttribute.Values))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_check_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_result_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_success_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_failure_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_site_url", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_param1", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_param2", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_param3", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_idempotency_key", nameof(FieldAttribute.MaxLength))] = "As for a payment of the Merchant API.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_success_url_method", nameof(FieldAttribute.Values))] = "Its description says so.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_failure_url_method", nameof(FieldAttribute.Values))] = "Its description says so.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_lifetime", nameof(FieldAttribute.Minimum))] = "That of the page with one amount.",
        [("gatewayCreateAnyAmountPaymentPage", "pg_lifetime", nameof(FieldAttribute.Maximum))] = "That of the page with one amount.",
        [("gatewayPayByCard", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayPayByCard", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayPayByToken", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayPayByToken", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayPayWithApplePay", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayPayWithApplePay", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayPayWithGooglePay", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayPayWithGooglePay", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayPayByRecurringProfile", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayPayByRecurringProfile", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayPayOutToCard", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "That of the order in the state, by which it is looked up.",
        [("gatewayPayOutToCard", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payment of the Merchant API.",
        [("gatewayPayWithApplePay", "pg_amount", nameof(FieldAttribute.Minimum))] = "Nobody can be charged less.",
        [("gatewayPayByRecurringProfile", "pg_amount", nameof(FieldAttribute.Minimum))] = "Nobody can be charged less.",
        [("gatewayPayOutToCard", "pg_amount", nameof(FieldAttribute.Minimum))] = "Nobody can be charged less.",
        [("gatewayTransferCardToCard", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("gatewayTransferCardToCard", "pg_amount_to", nameof(FieldAttribute.Minimum))] = "That of the older docs.",
        [("gatewayTransferCardToCard", "pg_commission_amount", nameof(FieldAttribute.Minimum))] = "That of the older docs.",
        [("gatewayGetTransferStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "No transfer can have been made under a longer number.",
        [("gatewayAddCard", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("gatewayPayWithApplePay", "pg_eci_indicator", nameof(FieldAttribute.Pattern))] = "All of its examples have two digits; a spreadsheet drops the first.",
        [("gatewayPayWithGooglePay", "pg_eci_indicator", nameof(FieldAttribute.Pattern))] = "As above.",
        [("gatewayClearPayment", "pg_clearing_amount", nameof(FieldAttribute.Minimum))] = "No payment can have been created over less.",
    };

    public override Dictionary<(string OperationId, string WireName), string> NotInTheFieldList { get; } = new()
    {
        [("gatewayCompleteCardPayment3ds", "pg_3d_acsurl")] = "Not sent: where -Open takes the browser.",
        [("gatewayCompleteCardPayment3ds", "pg_3d_pareq")] = "Not sent: what -Open gives the browser for the bank.",
    };

    public override IReadOnlyList<string> StillToCome { get; } = [];
}
