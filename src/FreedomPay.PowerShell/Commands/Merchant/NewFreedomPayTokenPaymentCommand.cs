using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Creates a payment with a saved card; Confirm-FreedomPayTokenPayment charges it.</summary>
/// <remarks>
/// <para>
/// Nothing is charged yet. Give the result to Confirm-FreedomPayTokenPayment, which charges the card at once, or, with -Cvc, makes the page on
/// which the payer types the CVC. The card is one that was saved for payments (Add-FreedomPayCustomerCard).
/// </para>
/// <para>
/// Safety: every payment carries an idempotency key, so that the same one is not created twice. A request whose answer is lost is
/// not sent again: the payment is looked up by its order id, and taken for this one if it was created in these very seconds over the same
/// amount, nobody has charged it yet, and no other row asked for the same; else the outcome is reported as unknown.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant. The documentation has one call for both ways of charging, on two pages.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCustomerCard client-7 | Select-Object -First 1 |
/// New-FreedomPayTokenPayment -OrderId T-1001 -Amount 1500.50 -Description 'Order T-1001'</code>
/// <para>Creates a payment over 1500.50 with the first saved card of one user.</para>
/// </example>
/// <example>
/// <code>Import-Csv charges.csv | New-FreedomPayTokenPayment -Journal charges.jsonl | Export-Csv created.csv</code>
/// <para>Creates a payment for each row, with columns such as pg_order_id, pg_amount, pg_user_id and pg_card_token, and saves their numbers.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-payment-11620900e0">Create payment (card token)</seealso>
/// <seealso href="https://docs.freedompay.kz/create-payment-with-cvc-11620882e0">Create payment with CVC</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayTokenPayment", SupportsShouldProcess = true)]
[OutputType(typeof(Payment))]
[Operation("createTokenPayment", "POST", "/v1/merchant/{merchant_id}/card/init", FreedomPayApi.Merchant, FreedomPaySafety.Refuse,
    Key = "pg_idempotency_key", StatusOperation = "getPaymentStatus", StatusField = "pg_order_id", Answer = ["pg_status"])]
public sealed class NewFreedomPayTokenPaymentCommand : NewPaymentCommand<Payment>, IJoinsLists
{
    private readonly ReceiptPositions positions = new();

    private PaymentProof Proof => PaymentProof.OfProcess(RegionOfConnection);

    /// <summary>The merchant's own number of the order, at most 50 characters; better unique, because a lost answer is looked up by it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Amount to charge, in the currency of the shop: digits with at most two decimals after a point, from 0.01 to 99999999, such as 1500.50.
    /// A decimal comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
    public string? Amount { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>The payer's number on the merchant's side, for which the card was saved: at most 50 letters, digits, _ and -.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$")]
    public string? UserId { get; set; }

    /// <summary>Token of the saved card, as Get-FreedomPayCustomerCard returns it: a secret or text, at most 255 characters. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("pg_card_token"), Field("pg_card_token", Secret = true, MaxLength = 255, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardToken { get; set; }

    /// <summary>Guards against creating the same payment twice: at most 255 characters, unique for the merchant; a new UUID (version 7) unless given.
    /// A payment that this cmdlet returned brings its own, from the pipeline or a file, so that it is not created again.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_idempotency_key"), Field("pg_idempotency_key", FieldKind.Id, MaxLength = 255)]
    public string? IdempotencyKey { get; set; }

    /// <summary>The payer's e-mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_email"), Field("pg_user_email", FieldKind.Email)]
    public string? UserEmail { get; set; }

    /// <summary>The payer's phone number with country code, such as +77011234567; the API gets its digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_phone"), Field("pg_user_phone", FieldKind.PhoneDigits)]
    public string? UserPhone { get; set; }

    /// <summary>Number of the payer in the loyalty system.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_loyalty_id"), Field("pg_loyalty_id", FieldKind.Id)]
    public string? LoyaltyId { get; set; }

    /// <summary>Units accrued in the loyalty system: digits with at most two decimals after a point.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_loyalty_amount"), Field("pg_loyalty_amount", FieldKind.Amount)]
    public string? LoyaltyAmount { get; set; }

    /// <summary>The payer's number in the Freedom ecosystem.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_freedom_id"), Field("pg_freedom_id", FieldKind.Id)]
    public string? FreedomId { get; set; }

    /// <summary>
    /// Lines of the fiscal receipt: hashtables or objects with Name, Count and Price, and TaxType, UnitCode, Gtin, Ntin where they apply; prices
    /// times counts have to add up to the amount.
    /// Those of many orders at once are rows with an OrderId too, such as <c>(Import-Csv positions.csv)</c>: each order gets its own, and one that has
    /// none is refused.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("pg_receipt_positions")]
    [FieldGroup("pg_receipt_positions", typeof(ReceiptPosition), Many = true, OfOwnFile = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public ReceiptPosition[]? ReceiptPosition { get; set; }
#pragma warning restore CA1819

    IEnumerable<(string Name, FreedomPayInput Value)> IJoinsLists.ItemsOf(string parameter, IEnumerable<(string Name, FreedomPayInput Value)> given) =>
        positions.Of(ReceiptPosition, given, OrderId);

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults) => positions.Judge(row.Sent, faults);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Proof.MakeAsync(row.Known, row.RequestId!, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => Proof.IsShownBy(row.Known, row.RequestId!, Run.Journal, answer);
}
