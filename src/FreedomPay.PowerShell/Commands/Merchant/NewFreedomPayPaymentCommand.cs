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

/// <summary>Creates a payment of the Merchant API and returns the address of its payment page.</summary>
/// <remarks>
/// <para>
/// Send the payer to RedirectUrl; ask for the state with Get-FreedomPayPayment. With -AnyAmount the payer types the amount.
/// Fields that are not parameters here (fiscal receipt, page template) go into -AdditionalField.
/// </para>
/// <para>
/// Safety: every payment carries an idempotency key, so that the same one is not created twice. A request whose answer is lost is
/// not sent again: the payment is looked up by its order id, and taken for this one if it was created in these very seconds over the same
/// amount, nobody has paid it yet, and no other row asked for the same; else the outcome is reported as unknown.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. Payments leave at least 1.5 seconds apart, as the documentation asks; -RatePerSecond sets another pace.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayPayment -Amount 1500.50 -Currency KZT -OrderId A-1001 -Description 'Order A-1001'</code>
/// <para>Creates a payment over 1500.50 tenge.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | New-FreedomPayPayment | Export-Csv links.csv</code>
/// <para>Creates a payment for each row, with columns such as pg_order_id, pg_amount, pg_description, and saves the links.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-payment-11620859e0">Create payment</seealso>
/// <seealso href="https://docs.freedompay.kz/any-amount-11620875e0">Any amount</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayPayment", SupportsShouldProcess = true, DefaultParameterSetName = Fixed)]
[OutputType(typeof(Payment))]
[Operation("createPayment", "POST", "/init_payment", FreedomPayApi.Merchant, FreedomPaySafety.Refuse, Set = Fixed, Key = "pg_idempotency_key",
    StatusOperation = "getPaymentStatus", StatusField = "pg_order_id", PauseSec = 1.5, Answer = ["pg_status"])]
[Operation("createAnyAmountPayment", "POST", "/any_amount.php", FreedomPayApi.Merchant, FreedomPaySafety.Refuse, Set = AnyAmountSet, Key = "pg_idempotency_key",
    StatusOperation = "getPaymentStatus", StatusField = "pg_order_id", PauseSec = 1.5, Answer = ["pg_status"])]
public sealed class NewFreedomPayPaymentCommand : ApiCommand<Payment>
{
    private const string Fixed = "Fixed";
    private const string AnyAmountSet = "AnyAmount";

    private PaymentProof Proof => PaymentProof.OfProcess(RegionOfConnection);

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

    /// <summary>What is being paid for; the payer sees it. At most 1024 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", MaxLength = 1024, Lines = true)]
    public string? Description { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; better unique, because a lost answer is looked up by it. That of
    /// -IdempotencyKey unless given; required with -AnyAmount.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AnyAmountSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Currency, ISO 4217, such as KZT; the shop's own unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency"), Field("pg_currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>Guards against creating the same payment twice: at most 255 characters, unique for the merchant; a new UUID (version 7) unless given.
    /// A payment that this cmdlet returned brings its own, from the pipeline or a file, so that it is not created again.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_idempotency_key"), Field("pg_idempotency_key", FieldKind.Id, MaxLength = 255)]
    public string? IdempotencyKey { get; set; }

    /// <summary>The payer's number on the merchant's side: 1 to 50 letters, digits, _ and -.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MinLength = 1, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$")]
    public string? UserId { get; set; }

    /// <summary>The payer's e-mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_contact_email"), Field("pg_user_contact_email", FieldKind.Email)]
    public string? ContactEmail { get; set; }

    /// <summary>The payer's phone number with country code, such as +77011234567; the API gets its digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_phone"), Field("pg_user_phone", FieldKind.PhoneDigits)]
    public string? UserPhone { get; set; }

    /// <summary>The payer's IPv4 address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_ip"), Field("pg_user_ip", FieldKind.IpAddress)]
    public string? UserIp { get; set; }

    /// <summary>Language of the payment pages: ru, en, kk, kg or uz.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_language"), Field("pg_language", Values = ["ru", "en", "kk", "kg", "uz"])]
    public string? Language { get; set; }

    /// <summary>1 makes a test payment, 0 a real one; the shop's setting unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_testing_mode"), Field("pg_testing_mode", FieldKind.Flag)]
    public string? TestingMode { get; set; }

    /// <summary>Seconds in which the payment must be finished, from 300 to 604800.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_lifetime"), Field("pg_lifetime", FieldKind.Integer, Minimum = "300", Maximum = "604800")]
    public string? LifetimeSec { get; set; }

    /// <summary>Way of payment, such as bankcard; the payer chooses unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_payment_method"), Field("pg_payment_method", Known = ["bankcard", "mobile_commerce"])]
    public string? PaymentMethod { get; set; }

    /// <summary>How Freedom Pay calls -CheckUrl and -ResultUrl: GET, POST or XML.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_request_method"), Field("pg_request_method", Values = ["GET", "POST", "XML"])]
    public string? RequestMethod { get; set; }

    /// <summary>Address that is asked before the payment, at most 255 characters; the setting of the merchant account unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_check_url"), Field("pg_check_url", FieldKind.Url, MaxLength = 255)]
    public string? CheckUrl { get; set; }

    /// <summary>Address that is told the result, at most 255 characters; the setting of the merchant account unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_result_url"), Field("pg_result_url", FieldKind.Url, MaxLength = 255)]
    public string? ResultUrl { get; set; }

    /// <summary>Where the payer is sent after success, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_success_url"), Field("pg_success_url", FieldKind.Url, MaxLength = 255)]
    public string? SuccessUrl { get; set; }

    /// <summary>Where the payer is sent after failure, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_failure_url"), Field("pg_failure_url", FieldKind.Url, MaxLength = 255)]
    public string? FailureUrl { get; set; }

    /// <summary>Link back to the shop, for offline payment systems, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_site_url"), Field("pg_site_url", FieldKind.Url, MaxLength = 255)]
    public string? SiteUrl { get; set; }

    /// <summary>Method of the return to -SuccessUrl: GET or POST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_success_url_method"), Field("pg_success_url_method", Values = ["GET", "POST"])]
    public string? SuccessUrlMethod { get; set; }

    /// <summary>Method of the return to -FailureUrl: GET or POST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_failure_url_method"), Field("pg_failure_url_method", Values = ["GET", "POST"])]
    public string? FailureUrlMethod { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param1"), Field("pg_param1", MaxLength = 255, Lines = true)]
    public string? Param1 { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param2"), Field("pg_param2", MaxLength = 255, Lines = true)]
    public string? Param2 { get; set; }

    /// <summary>Data of the merchant that comes back in callbacks, at most 255 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_param3"), Field("pg_param3", MaxLength = 255, Lines = true)]
    public string? Param3 { get; set; }

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

    /// <summary>1 takes the money at once, 0 holds it; a hold that is neither cleared nor cancelled is cleared on its own after five days.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_auto_clearing"), Field("pg_auto_clearing", FieldKind.Flag)]
    public string? AutoClearing { get; set; }

    /// <summary>1 creates a recurring profile, whose number arrives at -ResultUrl.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_recurring_start"), Field("pg_recurring_start", FieldKind.Flag)]
    public string? RecurringStart { get; set; }

    /// <summary>Life of the recurring profile in months, from 1 to 156.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_recurring_lifetime"), Field("pg_recurring_lifetime", FieldKind.Integer, Minimum = "1", Maximum = "156")]
    public string? RecurringLifetimeMonth { get; set; }

    /// <summary>Seconds before the payer is sent back, at least 1.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_timeout_after_payment"), Field("pg_timeout_after_payment", FieldKind.Integer, Minimum = "1")]
    public string? TimeoutAfterPaymentSec { get; set; }

    /// <summary>1 asks the issuer for a 3-D Secure challenge.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_3ds_challenge"), Field("pg_3ds_challenge", FieldKind.Flag)]
    public string? ThreeDsChallenge { get; set; }

    /// <summary>Page where the payer waits for the payment system, at most 255 characters.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_state_url"), Field("pg_state_url", FieldKind.Url, MaxLength = 255)]
    public string? StateUrl { get; set; }

    /// <summary>Method for -StateUrl.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_state_url_method"), Field("pg_state_url_method", Known = ["GET", "POST"])]
    public string? StateUrlMethod { get; set; }

    /// <summary>frame shows the card form inside the page of the merchant; the manager switches it on.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_payment_route"), Field("pg_payment_route", Known = ["frame"])]
    public string? PaymentRoute { get; set; }

    /// <summary>Lowest amount that the payer may type, a whole number.</summary>
    [Parameter(ParameterSetName = AnyAmountSet, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_amount_interval_from"), Field("pg_amount_interval_from", FieldKind.Integer)]
    public string? AmountFrom { get; set; }

    /// <summary>Highest amount that the payer may type, a whole number.</summary>
    [Parameter(ParameterSetName = AnyAmountSet, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_amount_interval_to"), Field("pg_amount_interval_to", FieldKind.Integer)]
    public string? AmountTo { get; set; }

    private protected override string? SubjectOf(JsonObject sent)
    {
        string sum = WireObject.Text(sent, "pg_amount") ?? MerchantMessages.AnyAmount;
        if (WireObject.Text(sent, "pg_currency") is { } currency) sum += " " + currency;
        return WireObject.Text(sent, "pg_order_id") is { } order ? MerchantMessages.OrderAndAmount.With(order, sum) : sum;
    }

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Proof.MakeAsync(row.Known, row.RequestId!, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => Proof.IsShownBy(row.Known, row.RequestId!, Run.Journal, answer);

    private protected override string LossOf(Payment result) => result.RedirectUrl is null ? MerchantMessages.PaymentLostItsAddress : "";
}
