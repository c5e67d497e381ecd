using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>The lists of the Merchant API.</summary>
internal sealed class MerchantLists : FamilyLists
{
    public override string Family => "merchant";

    public override Dictionary<string, string[]> ThroughAdditionalField { get; } = new(StringComparer.Ordinal)
    {
        ["createPayment"] =
        [
            "pg_receipt_positions.mark_list", // Codes of any characters: no cell can hold several. Only pages of the Gateway have it.
            "pg_template_params", // An object whose members are not documented.
            "pg_generate_qr", // A Boolean in a form: how it is written is not documented.
            "pg_payment_system", // Older code of the payment system; pg_payment_method has taken its place.
            "pg_postpone_payment", // Older field without a description.
            "pg_user_email", // Older field of the SDK; pg_user_contact_email has taken its place.
            "pg_encoding", // Older field of the SDK.
            "pg_refund_url", // Older field of the SDK.
            "pg_capture_url", // Older field of the SDK.
            "pg_token_3ds", // Only for payments by a wallet's token, which this cmdlet does not make.
        ],
        ["createRecurringPayment"] =
        [
            "pg_idempotency_key", // A third party sends it; no page has it.
        ],
        ["cancelRecurringProfile"] =
        [
            "external_id", // By it a repeat could meet a newer profile of that name.
        ],
        ["changeInstallmentApplicationStatus"] =
        [
            "id", // Exactly one of the two is taken, and by external_id the state is asked.
        ],
        ["cancelPayment"] =
        [
            "pg_receipt_positions.mark_list", // As above.
            "pg_idempotency_key", // A third party sends it; no page has it.
        ],
        ["createAnyAmountPayment"] =
        [
            "pg_generate_qr", // As above.
        ],
        ["checkoutRedirect"] =
        [
            "pg_receipt_positions.mark_list", // As for createPayment, whose fields it has.
            "pg_template_params",
            "pg_generate_qr",
            "pg_payment_system",
            "pg_postpone_payment",
            "pg_user_email",
            "pg_encoding",
            "pg_refund_url",
            "pg_capture_url",
            "pg_token_3ds",
        ],
        ["createTokenPayment"] =
        [
            "pg_receipt_positions.mark_list", // As above.
        ],
        ["deleteCardToken"] =
        [
            "pg_card_id", // Deprecated: the token has taken its place.
        ],
        ["deletePayoutCardToken"] = ["pg_card_id"],
        ["createInvoice"] =
        [
            "tax", // A list of objects: a column of a CSV cannot hold it.
            "device.id", // A column called id would be taken for the payer's device.
            "device.browser_version",
            "device.ip",
            "extra.template.name", // How a page looks is the same for all rows.
            "extra.template.params.applepay",
            "extra.template.params.googlepay",
            "extra.template.params.show_details",
            "extra.template.params.show_freedom_logo",
            "extra.template.params.show_email",
            "extra.template.params.show_phone",
            "extra.template.params.can_save_card",
            "extra.template.params.freedom_loyalty",
            "extra.template.params.theme",
            "extra.template.params.css_override",
        ],
        ["getInitInvoiceStatus"] =
        [
            "invoice_id", // Either this or the order; the number is that of a payment, of which Get-FreedomPayPayment tells.
        ],
        ["refundInvoice"] =
        [
            "device.id", // As above.
            "device.browserVersion",
            "device.ip",
        ],
    };

    public override Dictionary<string, string[]> ThroughAdditionalProperties { get; } = new(StringComparer.Ordinal)
    {
        ["getPaymentStatus"] =
        [
            "pg_user_email", // Personal data of the payer: the merchant has sent it, nobody has to see it again.
            "pg_user_phone",
            "pg_card_name",
            "pg_auth_code", // Not in the field list of the page.
        ],
        ["getMobilePaymentStatus"] =
        [
            "pg_user_email", // As above, and what only a card has.
            "pg_card_name",
            "pg_card_pan",
            "pg_card_token",
            "pg_auth_code",
        ],
        ["createRecurringPayment"] =
        [
            "pg_recurring_profile", // It was sent.
            "pg_recurring_profile_expiry_date", // Of the profile, and not of the payment.
        ],
        ["createTokenPayment"] = ["pg_merchant_id"],
        ["confirmTokenPayment"] =
        [
            "pg_card_id", // Deprecated.
            "pg_auth_code", // As in the state of a payment.
        ],
        ["confirmTokenPaymentWithCvc"] = ["pg_merchant_id"],
        // The result is the signed state of the payment: nothing of the answer is believed but where to send the payer.
        ["confirmGooglePayPayment"] =
        [
            "data.status",
            "data.code",
            "data.message",
            "data.frame_url",
            "data.back_url.url",
            "data.back_url.params.pg_order_id",
            "data.back_url.params.pg_payment_id",
            "data.payment_info.payment_id",
        ],
        ["createTokenPayout"] =
        [
            "pg_merchant_id", // Who asks, and knows that.
            "pg_card_id", // Deprecated.
        ],
        ["createIbanPayout"] = ["pg_merchant_id"],
        ["createPayoutPage"] = ["pg_merchant_id"],
        ["atmCashByCode"] = ["pg_merchant_id"],
        ["tokenizeCard"] = ["pg_merchant_id"],
        ["tokenizeCardWithHold"] = ["pg_merchant_id"],
        ["tokenizePayoutCard"] = ["pg_merchant_id"],
        ["deleteCardToken"] = ["pg_merchant_id", "card.pg_merchant_id"],
        ["deletePayoutCardToken"] = ["pg_merchant_id", "card.pg_merchant_id"],
        ["getInvoiceInfo"] =
        [
            "payer", // Personal data: the merchant has sent it, nobody has to see it again.
            "device.id",
            "device.browser_version",
            "device.ip",
            "extra.send_url", // How the page was made.
            "extra.send_receipt",
            "extra.template.name",
            "extra.template.params.applepay",
            "extra.template.params.googlepay",
            "extra.template.params.show_details",
            "extra.template.params.show_freedom_logo",
            "extra.template.params.show_email",
            "extra.template.params.show_phone",
            "extra.template.params.can_save_card",
            "extra.template.params.freedom_loyalty",
            "extra.template.params.theme",
            "extra.template.params.css_override",
        ],
        ["listInstallmentPartners"] = ["error_code", "error_description"], // An answer with them is an error, and no list.
        ["getPayoutStatus"] =
        [
            "pg_merchant_id",
            "pg_card_name", // Personal data: nobody has to see it again.
        ],
    };

    public override Dictionary<(string OperationId, string WireName, string Rule), string> StricterRules { get; } = new()
    {
        [("getPaymentStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "No payment can have been created with a longer order number.",
        [("getMobilePaymentStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("tokenizeCard", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "The limits that the number has in payments.",
        [("tokenizeCard", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("tokenizeCardWithHold", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("tokenizeCardWithHold", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("tokenizePayoutCard", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("tokenizePayoutCard", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("listCardTokens", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("listCardTokens", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("listPayoutCardTokens", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("listPayoutCardTokens", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("deleteCardToken", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("deleteCardToken", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("deletePayoutCardToken", "pg_user_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("deletePayoutCardToken", "pg_user_id", nameof(FieldAttribute.Pattern))] = "As above.",
        [("createRecurringPayment", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "The limit that the number has everywhere else, and that of the state.",
        [("createRecurringPayment", "pg_amount", nameof(FieldAttribute.Minimum))] = "No payment can be over less.",
        [("chargeByRecurringProfile", "amount", nameof(FieldAttribute.Minimum))] = "No payment can be over less.",
        [("createInstallmentApplication", "customer.phone", nameof(FieldAttribute.Pattern))] = "A plain number would leave unencrypted.",
        [("createTokenPayout", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "The limit that the number has everywhere else, and that of the state.",
        [("createIbanPayout", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("createIbanPayout", "pg_amount", nameof(FieldAttribute.Maximum))] = "As for a payout to a card.",
        [("createIbanPayout", "pg_post_link", nameof(FieldAttribute.MaxLength))] = "As for a payout to a card.",
        [("getPayoutStatusByOrderId", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "No payout can have been made under a longer number.",
        [("getPayoutStatusByPaymentId", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "As above.",
        [("atmCashByCode", "pg_amount", nameof(FieldAttribute.Pattern))] = "The example has no decimals, and the amounts are multiples of 2000.",
        [("atmCashByCode", "pg_amount", nameof(FieldAttribute.Minimum))] = "The words of the page.",
        [("atmCashByCode", "pg_amount", nameof(FieldAttribute.Maximum))] = "As above.",
        [("createTokenPayment", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "The limit that the number has everywhere else, and that of the state.",
        [("createInvoice", "amount", nameof(FieldAttribute.Minimum))] = "No payment can be over less.",
        [("initInvoice", "amount", nameof(FieldAttribute.Minimum))] = "As above.",
        [("refundInvoice", "amount", nameof(FieldAttribute.Minimum))] = "As above.",
        [("clearPayment", "pg_clearing_amount", nameof(FieldAttribute.Minimum))] = "No payment can have been created over less.",
        [("refundPayment", "pg_refund_amount", nameof(FieldAttribute.Minimum))] = "As above.",
        [("refundPayment", "pg_idempotency_key", nameof(FieldAttribute.MaxLength))] = "The limit that the key has everywhere else.",
    };

    public override Dictionary<(string OperationId, string WireName), string> NotInTheFieldList { get; } = new()
    {
        [("resendMobilePaymentCode", "pg_payment_id")] = "Its page has no field list; the sister pages pay and approve name the payment so.",
    };

    public override IReadOnlyList<string> StillToCome { get; } = [];
}
