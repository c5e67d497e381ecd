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
            "pg_receipt_positions", // A list of objects: a column of a CSV cannot hold it.
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
        ["cancelPayment"] =
        [
            "pg_receipt_positions", // As above.
            "pg_idempotency_key", // A third party sends it; no page has it.
        ],
        ["createAnyAmountPayment"] =
        [
            "pg_generate_qr", // As above.
        ],
    };

    public override Dictionary<string, string[]> ThroughAdditionalProperties { get; } = new(StringComparer.Ordinal)
    {
        ["getPaymentStatus"] =
        [
            "pg_user_email", // Personal data of the payer: the merchant has sent it, nobody has to see it again.
            "pg_user_phone",
            "pg_card_name",
            "pg_card_token", // Stands for a card: not for the default view.
            "pg_auth_code", // Not in the field list of the page.
        ],
    };

    public override Dictionary<(string OperationId, string WireName, string Rule), string> StricterRules { get; } = new()
    {
        [("getPaymentStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "No payment can have been created with a longer order number.",
        [("clearPayment", "pg_clearing_amount", nameof(FieldAttribute.Minimum))] = "No payment can have been created over less.",
        [("refundPayment", "pg_refund_amount", nameof(FieldAttribute.Minimum))] = "As above.",
        [("refundPayment", "pg_idempotency_key", nameof(FieldAttribute.MaxLength))] = "The limit that the key has everywhere else.",
    };

    public override IReadOnlyList<string> StillToCome { get; } =
    [
        "checkoutRedirect",
        "createRecurringPayment",
        "tokenizeCard",
        "tokenizeCardWithHold",
        "deleteCardToken",
        "listCardTokens",
        "createTokenPayment",
        "createTokenPaymentWithCvc",
        "confirmTokenPayment",
        "confirmTokenPaymentWithCvc",
        "tokenizePayoutCard",
        "deletePayoutCardToken",
        "listPayoutCardTokens",
        "createTokenPayout",
        "createPayoutPage",
        "createIbanPayout",
        "getPayoutStatusByOrderId",
        "getPayoutStatusByPaymentId",
        "getPayoutStatus",
        "atmCashByCode",
        "initMobilePayment",
        "payMobilePayment",
        "approveMobilePayment",
        "resendMobilePaymentCode",
        "getMobilePaymentStatus",
        "initInvoice",
        "getInitInvoiceStatus",
        "getQrInvoiceInfo",
        "payInvoice",
        "createInvoice",
        "chargeByRecurringProfile",
        "getInvoiceInfo",
        "getInvoiceStatus",
        "refundInvoice",
        "cancelInvoice",
        "createRecurringProfile",
        "cancelRecurringProfile",
        "getRecurringProfileInfo",
        "createTip",
        "getInstallmentApplication",
        "createInstallmentApplication",
        "changeInstallmentApplicationStatus",
        "listInstallmentPartners",
        "confirmGooglePayPayment",
    ];
}
