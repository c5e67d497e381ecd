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

/// <summary>Creates a payment through the Gateway API and returns the address of its payment page.</summary>
/// <remarks>
/// <para>
/// Send the payer to RedirectUrl; ask for the state with Get-FreedomPayGatewayPayment. With -AnyAmount the payer types the amount. New-FreedomPayPayment
/// makes such a page through the Merchant API; the payments of both have one numbering. How the path of this call is named in its signature is in
/// doubt: a refusal of the signature is answered with the other name, for it is certain that nothing was made.
/// </para>
/// <para>
/// Safety: every payment carries an idempotency key, so that the same one is not created twice. A request whose answer is lost is not sent again: the
/// state of its order is asked before it leaves and again then, and the payment is taken for this one if the order had it not before, it is over the
/// same amount, and no other row asked for the same; else the outcome is reported as unknown.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. Payments leave at least 1.5 seconds apart, as the documentation asks; -RatePerSecond sets another pace.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayGatewayPaymentPage -Amount 1500.50 -Currency KZT -OrderId A-1001 -Description 'Order A-1001'</code>
/// <para>Creates a payment over 1500.50 tenge.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | New-FreedomPayGatewayPaymentPage -Journal pages.jsonl | Export-Csv pages.csv</code>
/// <para>Creates a payment for each row, with columns such as pg_order_id, pg_amount, pg_description, and saves the links.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9890787">Payment page</seealso>
/// <seealso href="https://docs.freedompay.kz/api-9890672">Payment page with any amount</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayGatewayPaymentPage", SupportsShouldProcess = true, DefaultParameterSetName = Fixed)]
[OutputType(typeof(GatewayPayment))]
[Operation("gatewayCreatePaymentPage", "POST", "/g2g/payment_page/", FreedomPayApi.Gateway, FreedomPaySafety.Refuse, Set = Fixed,
    Key = "pg_idempotency_key", StatusOperation = "gatewayGetPaymentStatus", StatusField = "pg_order_id", PauseSec = 1.5,
    Answer = ["pg_payment_id", "pg_status", "pg_redirect_url", "pg_redirect_url_type"])]
[Operation("gatewayCreateAnyAmountPaymentPage", "POST", "/g2g/any_amount", FreedomPayApi.Gateway, FreedomPaySafety.Refuse, Set = AnyAmountSet,
    Key = "pg_idempotency_key", StatusOperation = "gatewayGetPaymentStatus", StatusField = "pg_order_id", PauseSec = 1.5,
    Answer = ["pg_payment_id", "pg_status", "pg_redirect_url", "pg_redirect_url_type"])]
public sealed class NewFreedomPayGatewayPaymentPageCommand : PaymentPageCommand<GatewayPayment>, IJoinsLists
{
    private const string Fixed = "Fixed";
    private const string AnyAmountSet = "AnyAmount";

    private readonly ReceiptPositions positions = new();

    /// <summary>Lets the payer type the amount; an amount that is given is only proposed.</summary>
    [Parameter(ParameterSetName = AnyAmountSet, Mandatory = true)]
    public SwitchParameter AnyAmount { get; set; }

    /// <summary>Amount in units of -Currency: digits with at most two decimals after a point, from 0.01 to 99999999, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = Fixed, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AnyAmountSet, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
    public string? Amount { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; better unique, because a lost answer is looked up by it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Guards against creating the same payment twice: at most 255 characters, unique for the merchant; a new UUID (version 7) unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_idempotency_key"), Field("pg_idempotency_key", FieldKind.Id, MaxLength = 255)]
    public string? IdempotencyKey { get; set; }

    /// <summary>Lowest amount that the payer may type, a whole number.</summary>
    [Parameter(ParameterSetName = AnyAmountSet, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_amount_interval_from"), Field("pg_amount_interval_from", FieldKind.Integer)]
    public string? AmountFrom { get; set; }

    /// <summary>Highest amount that the payer may type, a whole number.</summary>
    [Parameter(ParameterSetName = AnyAmountSet, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_amount_interval_to"), Field("pg_amount_interval_to", FieldKind.Integer)]
    public string? AmountTo { get; set; }

    /// <summary>The payer's phone number with country code, such as +77011234567; the API gets its digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_phone"), Field("pg_user_phone", FieldKind.PhoneDigits)]
    public string? UserPhone { get; set; }

    /// <summary>Language of the payment page, such as ru, en, kz, kg or uz. Kazakh is kk in New-FreedomPayPayment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_language"), Field("pg_language", Known = ["ru", "en", "kz", "kg", "uz"])]
    public string? Language { get; set; }

    /// <summary>Way of payment that is chosen beforehand, such as bankcard.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_payment_method"), Field("pg_payment_method", Known = ["bankcard"])]
    public string? PaymentMethod { get; set; }

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
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("pg_receipt_positions")]
    [FieldGroup("pg_receipt_positions", typeof(GatewayReceiptPosition), Many = true, OfOwnFile = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public GatewayReceiptPosition[]? ReceiptPosition { get; set; }
#pragma warning restore CA1819

    IEnumerable<(string Name, FreedomPayInput Value)> IJoinsLists.ItemsOf(string parameter, IEnumerable<(string Name, FreedomPayInput Value)> given) =>
        positions.Of(ReceiptPosition, given, OrderId);

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults) => positions.Judge(row.Sent, faults);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        OrderPayments.MakeAsync(
            row, () => AskBefore(row, client, trace, cancellation), () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => OrderPayments.IsShownBy(row, Run.Journal, answer);

    private protected override string LossOf(GatewayPayment result) => LossOfAddress(result.RedirectUrl);
}
