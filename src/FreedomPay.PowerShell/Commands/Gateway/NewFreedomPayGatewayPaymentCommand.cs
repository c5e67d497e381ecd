using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Charges a card, a saved card, a wallet of a phone or a recurring profile through the Gateway API.</summary>
/// <remarks>
/// <para>
/// The columns of a row choose what is charged: a card by -CardNumber and the rest of its data, a saved card by -CardToken, a recurring profile by
/// -RecurringProfile. -ApplePay and -GooglePay say that the card is the one that a wallet has decrypted, with its cryptogram. Status says whether the
/// request was taken, ok or pending; what became of the money tells Get-FreedomPayGatewayPayment. With -AutoClearing 0 it is only held, for
/// Complete- and Stop-FreedomPayGatewayPayment.
/// </para>
/// <para>
/// Where ThreeDs is 1 the bank of the payer wants to see him first (3-D Secure) and nothing is charged yet. Pipe the result to
/// Confirm-FreedomPayGatewayPayment -Open, or send the payer to AcsUrl with Md and PaReq and give what comes back to Confirm-FreedomPayGatewayPayment.
/// </para>
/// <para>
/// Card data are secrets: they are never shown, and no journal has them. The number is checked by its check digit; the test cards of the documentation
/// that have none are let through, but not on a connection for production. With -EncryptionKey number, expiry and CVC leave encrypted (JWE, RSA-OAEP-256
/// and A256GCM), and none of them plainly. Who holds card data needs a PCI DSS certificate.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a payment whose answer is lost is never sent again. The state of its order is asked before it leaves
/// and again when its answer is lost, and it is taken for made when the order has a payment then, over the same amount, that it had not before; else the
/// outcome is reported as unknown. An order that has a payment already, other than a failed one, is refused. A payment over the same order and amount
/// that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. Payments leave at least 1.5 seconds apart, as the documentation asks; -RatePerSecond sets another pace.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayGatewayPayment -OrderId G-1001 -Amount 1500.50 -Description 'Order G-1001' -CardNumber (ConvertTo-SecureString 4716047261941981
/// -AsPlainText -Force) -CardMonth 12 -CardYear 30 -CardCvc 653 -CardName 'IVAN IVANOV'</code>
/// <para>Charges a test card. At the prompt, leave -CardNumber and -CardCvc out of the history: Read-Host -AsSecureString.</para>
/// </example>
/// <example>
/// <code>Import-Csv tokens.csv | New-FreedomPayGatewayPayment -Journal tokens.jsonl -WhatIf</code>
/// <para>Shows what would be charged for a file with columns such as pg_order_id, pg_amount, pg_description, pg_user_id and pg_card_token.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayGatewayPayment -OrderId G-1002 -Amount 1500.50 -Description 'Subscription, January' -RecurringProfile 60144557 -WhatIf</code>
/// <para>Shows what would be charged to a recurring profile.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9586997">Payment with a card</seealso>
/// <seealso href="https://docs.freedompay.kz/api-9888724">Payment with a saved card</seealso>
/// <seealso href="https://docs.freedompay.kz/api-9856298">Payment with Apple Pay</seealso>
/// <seealso href="https://docs.freedompay.kz/api-9890798">Payment with Google Pay</seealso>
/// <seealso href="https://docs.freedompay.kz/doc-776176">Wallets and tokens, overview</seealso>
/// <seealso href="https://docs.freedompay.kz/api-18494941">Payment by a recurring profile</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayGatewayPayment", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayPayment))]
[Operation("gatewayPayByCard", "POST", "/g2g/payment", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Card, Key = "pg_order_id",
    StatusOperation = "gatewayGetPaymentStatus", PauseSec = 1.5, Statuses = ["ok", "pending"], Answer = ["pg_payment_id", "pg_status", "pg_3ds"])]
[Operation("gatewayPayByToken", "POST", "/g2g/payment", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Token, Key = "pg_order_id",
    StatusOperation = "gatewayGetPaymentStatus", PauseSec = 1.5, Statuses = ["ok", "pending"], Answer = ["pg_payment_id", "pg_status", "pg_order_id"])]
[Operation("gatewayPayWithApplePay", "POST", "/g2g/payment", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Apple, Key = "pg_order_id",
    Constants = ["pg_payment_method=apple_pay"], StatusOperation = "gatewayGetPaymentStatus", PauseSec = 1.5, Statuses = ["ok", "pending"],
    Answer = ["pg_payment_id", "pg_status", "pg_3ds"])]
[Operation("gatewayPayWithGooglePay", "POST", "/g2g/payment", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Google, Key = "pg_order_id",
    Constants = ["pg_payment_method=google_pay"], StatusOperation = "gatewayGetPaymentStatus", PauseSec = 1.5, Statuses = ["ok", "pending"],
    Answer = ["pg_payment_id", "pg_status", "pg_3ds"])]
[Operation("gatewayPayByRecurringProfile", "POST", "/g2g/recurrent", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Recurring, Key = "pg_order_id",
    StatusOperation = "gatewayGetPaymentStatus", PauseSec = 1.5, Answer = ["pg_payment_id", "pg_status", "pg_recurring_profile"])]
public sealed class NewFreedomPayGatewayPaymentCommand : ApiCommand<GatewayPayment>, IJoinsLists
{
    private const string Card = "Card";
    private const string Token = "Token";
    private const string Apple = "ApplePay";
    private const string Google = "GooglePay";
    private const string Recurring = "Recurring";

    private readonly ReceiptPositions positions = new();

    private string? IdOfKey => KeyId ?? EncryptionKey?.KeyId;

    /// <summary>Charges the card that Apple Pay has decrypted.</summary>
    [Parameter(ParameterSetName = Apple, Mandatory = true)]
    public SwitchParameter ApplePay { get; set; }

    /// <summary>Charges the card that Google Pay has decrypted.</summary>
    [Parameter(ParameterSetName = Google, Mandatory = true)]
    public SwitchParameter GooglePay { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; unique, for the payment is looked up by it. A new UUID (version 7)
    /// unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Amount to charge in units of -Currency: digits with at most two decimals after a point, from 0.01 to 99999999, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
    public string? Amount { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Number of the card, 13 to 20 digits, in groups or not; with -ApplePay and -GooglePay that of the device. A secret or text.
    /// Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pg_card_pan")]
    [Field("pg_card_pan", FieldKind.CardNumber, Set = Card, Secret = true, MinLength = 13, MaxLength = 20, Example = "4405645000006150")]
    [Field("pg_card_pan", FieldKind.CardNumber, Set = Apple, Secret = true, Example = "4405645000006150")]
    [Field("pg_card_pan", FieldKind.CardNumber, Set = Google, Secret = true, Example = "4405645000006150")]
    public SensitiveText? CardNumber { get; set; }

    /// <summary>Month in which the card expires, 01 to 12: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pg_card_month"), Field("pg_card_month", FieldKind.CardMonth, Secret = true, Example = "12")]
    public SensitiveText? CardMonth { get; set; }

    /// <summary>Year in which the card expires, such as 30 or 2030: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pg_card_year"), Field("pg_card_year", FieldKind.CardYear, Secret = true, Example = "30")]
    public SensitiveText? CardYear { get; set; }

    /// <summary>Verification code of the card (CVC, CVV), three or four digits with their leading zeros: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Cvc)]
    [Alias("pg_card_cvc"), Field("pg_card_cvc", FieldKind.CardCode, Secret = true, Example = "653")]
    public SensitiveText? CardCvc { get; set; }

    /// <summary>Name of the holder as it stands on the card: Latin letters, hyphen and space. It is not encrypted.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_card_name"), Field("pg_card_name", Latin = true, Example = "IVAN IVANOV")]
    public string? CardName { get; set; }

    /// <summary>Cryptogram of the wallet (TAVV), base64: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Apple, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias("pg_online_payment_cryptogram")]
    [Field("pg_online_payment_cryptogram", Secret = true, Example = "APlNRdHvE+geASgppg/dAoABFAA=")]
    public SensitiveText? Cryptogram { get; set; }

    /// <summary>Electronic commerce indicator that came with the cryptogram, two digits with the leading zero, such as 05.</summary>
    [Parameter(ParameterSetName = Apple, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Alias("pg_eci_indicator"), Field("pg_eci_indicator", Pattern = @"^\d{2}$", Known = ["00", "01", "02", "05", "06", "07"])]
    public string? EciIndicator { get; set; }

    /// <summary>Token of the saved card, as Get-FreedomPayGatewayCustomerCard returns it: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("pg_card_token"), Field("pg_card_token", Secret = true, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardToken { get; set; }

    /// <summary>Number of the recurring profile, as the first payment returned it: digits.</summary>
    [Parameter(ParameterSetName = Recurring, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_recurring_profile"), Field("pg_recurring_profile", FieldKind.Integer, Example = "60144557")]
    public string? RecurringProfile { get; set; }

    /// <summary>The payer's number on the merchant's side; with -CardToken that for which the card was saved.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id)]
    public string? UserId { get; set; }

    /// <summary>Currency, ISO 4217, such as KZT; the shop's own unless given.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Token, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency"), Field("pg_currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>1 takes the money at once, 0 holds it; a hold that is neither charged nor released is charged on its own after five days.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Google, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_auto_clearing"), Field("pg_auto_clearing", FieldKind.Flag)]
    public string? AutoClearing { get; set; }

    /// <summary>1 makes a test payment, 0 a real one; the shop's setting unless given.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_testing_mode"), Field("pg_testing_mode", FieldKind.Flag)]
    public string? TestingMode { get; set; }

    /// <summary>1 asks the bank of the payer for a 3-D Secure challenge; it may ignore that.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_3ds_challenge"), Field("pg_3ds_challenge", FieldKind.Flag)]
    public string? ThreeDsChallenge { get; set; }

    /// <summary>1 opens a recurring profile, whose number the result has; after agreement with the manager only.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_recurring_start"), Field("pg_recurring_start", FieldKind.Flag)]
    public string? RecurringStart { get; set; }

    /// <summary>Life of the recurring profile in months, from 1 to 156.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_recurring_lifetime"), Field("pg_recurring_lifetime", FieldKind.Integer, Minimum = "1", Maximum = "156")]
    public string? RecurringLifetimeMonth { get; set; }

    /// <summary>The payer's e-mail address.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_email"), Field("pg_user_email", FieldKind.Email)]
    public string? UserEmail { get; set; }

    /// <summary>The payer's phone number with country code, such as +77011234567; the API gets its digits.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_phone"), Field("pg_user_phone", FieldKind.PhoneDigits)]
    public string? UserPhone { get; set; }

    /// <summary>The payer's IPv4 address.</summary>
    [Parameter(ParameterSetName = Google, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_ip"), Field("pg_user_ip", FieldKind.IpAddress)]
    public string? UserIp { get; set; }

    /// <summary>Language of the texts of errors, such as ru.</summary>
    [Parameter(ParameterSetName = Token, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_language"), Field("pg_language", Known = ["ru", "en", "kz", "kg", "uz"])]
    public string? Language { get; set; }

    /// <summary>Rate of exchange that is agreed with the manager, and applied as it is.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Alias("rate"), Field("pg_exchange_params.rate")]
    public string? ExchangeRate { get; set; }

    /// <summary>Code of the source of the rate, as the manager gave it.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Alias("rates_code"), Field("pg_exchange_params.rates_code")]
    public string? ExchangeRateCode { get; set; }

    /// <summary>Past date whose rate applies, in the format that the manager gave; today unless given.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Alias("ex_date"), Field("pg_exchange_params.ex_date")]
    public string? ExchangeDate { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Token, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param1"), Field("pg_param1", Lines = true)]
    public string? Param1 { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Token, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param2"), Field("pg_param2", Lines = true)]
    public string? Param2 { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Token, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Apple, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param3"), Field("pg_param3", Lines = true)]
    public string? Param3 { get; set; }

    /// <summary>
    /// Lines of the fiscal receipt: hashtables or objects with Name, Count and Price, and TaxType, UnitCode, Gtin, Ntin where they apply; prices
    /// times counts have to add up to the amount. A price is at least 1.
    /// Those of many orders at once are rows with an OrderId too, such as <c>(Import-Csv positions.csv)</c>: each order gets its own, and one that has
    /// none is refused.
    /// </summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("pg_receipt_positions")]
    [FieldGroup("pg_receipt_positions", typeof(GatewayReceiptPosition), Many = true, OfOwnFile = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public GatewayReceiptPosition[]? ReceiptPosition { get; set; }
#pragma warning restore CA1819

    /// <summary>The public key of Freedom Pay by which number, expiry and CVC are encrypted, so that none of them leaves plainly: a certificate, or the text
    /// or the path of a PEM, a certificate or a JWK. RSA of at least 2048 bits. Ask the manager for it.</summary>
    [Parameter(ParameterSetName = Card)]
    [CardKey]
    public CardEncryptionKey? EncryptionKey { get; set; }

    /// <summary>Identifier of -EncryptionKey in Freedom Pay (kid); that of the JWK unless given, and required where the key has none.</summary>
    [Parameter(ParameterSetName = Card)]
    [ValidateNotNullOrEmpty]
    public string? KeyId { get; set; }

    IEnumerable<(string Name, FreedomPayInput Value)> IJoinsLists.ItemsOf(string parameter, IEnumerable<(string Name, FreedomPayInput Value)> given) =>
        positions.Of(ReceiptPosition, given, OrderId);

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        positions.Judge(row.Sent, faults);
        // Which wallet it is says the switch, for one column would have to say it for all sets.
        string? method = CellText("pg_payment_method", "PaymentMethod");
        string? meant = ParameterSetName switch { Apple => "apple_pay", Google => "google_pay", _ => "bankcard" };
        if (method is not null && method != meant)
        {
            faults.Add(new FieldFault("PaymentMethod", "pg_payment_method", ValueText.Shown(method), GatewayMessages.MethodIsOther.With(meant)));
        }

        if (EncryptionKey is not null && IdOfKey is null) faults.Add(new FieldFault(nameof(KeyId), "kid", null, GatewayMessages.KeyHasNoId));
        if (EncryptionKey is null && KeyId is not null) faults.Add(new FieldFault(nameof(KeyId), "kid", null, GatewayMessages.KeyIdHasNoKey));
    }

    private protected override JsonObject FieldsOf(Row row) => EncryptionKey is { } key ? EncryptedCard.In(row.Sent, key, IdOfKey!) : row.Sent;

    private protected override string? SubjectOf(JsonObject sent) => OrderSubject.Of(sent);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        OrderPayments.ChargeAsync(
            row, () => AskFor(row, client, trace, cancellation), () => base.PerformAsync(row, client, request, trace, cancellation),
            // Its number should be unique, and of a repeat nothing is said.
            state => WireObject.Text(state, "pg_payment_status") is var status && status == DeclinedPayment.State ? null : GatewayMessages.OrderHasPayment.With(
                row.Operation.OperationId, WireObject.Text(row.Sent, "pg_order_id"), WireObject.Text(state, "pg_payment_id"), status));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => OrderPayments.IsShownBy(row, Run.Journal, answer);

    // Found by its state, which says that the bank has declined it.
    private protected override RequestFailure? FailureOf(GatewayPayment result) => DeclinedPayment.FailureOf(result);

    private protected override string LossOf(GatewayPayment result) => result.PaymentStatus is "success" ? "" : GatewayMessages.ChallengeIsLost;
}
