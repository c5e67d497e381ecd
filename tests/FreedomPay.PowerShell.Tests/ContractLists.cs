
using FreedomPay.Fields;

namespace FreedomPay.PowerShell.Tests;

/// <summary>What the cmdlets leave out of the contract or add to it, on purpose. <see cref="ContractConformance"/> keeps the lists from growing stale.</summary>
internal static class ContractLists
{
    /// <summary>Added by the protocol to every request of its kind; no cmdlet has them.</summary>
    public static readonly IReadOnlySet<string> ProtocolFields = new HashSet<string>(["pg_merchant_id", "merchant_id", "pg_salt", "pg_sig"], StringComparer.Ordinal);

    /// <summary>The envelope of an answer: proof, and the error that ends as an error record and never as an object.</summary>
    public static readonly IReadOnlySet<string> Envelope = new HashSet<string>(["pg_salt", "pg_sig", "pg_error_code", "pg_error_description"], StringComparer.Ordinal);

    /// <summary>Fields that go through -AdditionalField, by operation.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> ThroughAdditionalField = new Dictionary<string, string[]>(StringComparer.Ordinal)
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
        ["authorizeFreedomIdOidc"] =
        [
            "response_type", // Always code.
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

    /// <summary>Members of an answer without a property of their own; they are among the AdditionalProperties.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> ThroughAdditionalProperties = new Dictionary<string, string[]>(StringComparer.Ordinal)
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

    /// <summary>Rules of ours that the contract does not print, as operation, wire name and rule, with the reason.</summary>
    public static readonly IReadOnlyDictionary<(string OperationId, string WireName, string Rule), string> StricterRules = new Dictionary<(string, string, string), string>
    {
        [("getPaymentStatus", "pg_order_id", nameof(FieldAttribute.MaxLength))] = "No payment can have been created with a longer order number.",
        [("clearPayment", "pg_clearing_amount", nameof(FieldAttribute.Minimum))] = "No payment can have been created over less.",
        [("refundPayment", "pg_refund_amount", nameof(FieldAttribute.Minimum))] = "As above.",
        [("refundPayment", "pg_idempotency_key", nameof(FieldAttribute.MaxLength))] = "The limit that the key has everywhere else.",
    };

    /// <summary>Fields that the field list of an operation lacks and another page of the documentation speaks of, with the reason.</summary>
    public static readonly IReadOnlyDictionary<(string OperationId, string WireName), string> NotInTheFieldList = new Dictionary<(string, string), string>
    {
        [("issueCard", "client_id")] = "Create client says that its client_id is used later to issue cards; the draft of this operation does not show where.",
    };

    /// <summary>
    /// Writes whose <c>x-key</c> names what they act upon: the caller's own name of something that exists already. A new one
    /// must not be made up, so the operation has no Key.
    /// </summary>
    public static readonly IReadOnlySet<string> KeyNamesTheTarget = new HashSet<string>([], StringComparer.Ordinal);

    /// <summary>Required fields that the cmdlet fills in when they are not given.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MadeUp = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["authorizeFreedomIdOidc"] = ["state", "nonce", "client_id", "response_type"],
    };

    /// <summary>Operations of the contract that have a path and no cmdlet yet.</summary>
    public static IReadOnlyList<string> StillToCome { get; } =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "FreedomPay.PowerShell.Tests", "StillToCome.txt")).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];
}
