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
/// Fields that are not parameters here (page template) go into -AdditionalField.
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
/// <example>
/// <code>Import-Csv orders.csv | New-FreedomPayPayment -ReceiptPosition (Import-Csv positions.csv) -Journal orders.jsonl</code>
/// <para>Creates a payment for each row with the lines of its receipt, which are in a second file with the columns OrderId, Name, Count and Price.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | New-FreedomPayPayment -QrPath { "$($_.pg_order_id).png" } | Export-Csv links.csv</code>
/// <para>Creates a payment for each row, and writes the QR code of its page into a file that is named after the order.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-payment-11620859e0">Create payment</seealso>
/// <seealso href="https://docs.freedompay.kz/any-amount-11620875e0">Any amount</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayPayment", SupportsShouldProcess = true, DefaultParameterSetName = Fixed)]
[OutputType(typeof(Payment))]
[Operation("createPayment", "POST", "/init_payment", FreedomPayApi.Merchant, FreedomPaySafety.Refuse, Set = Fixed, Key = "pg_idempotency_key",
    StatusOperation = "getPaymentStatus", StatusField = "pg_order_id", PauseSec = 1.5, Answer = ["pg_status"])]
[Operation("createAnyAmountPayment", "POST", "/any_amount.php", FreedomPayApi.Merchant, FreedomPaySafety.Refuse, Set = AnyAmountSet, Key = "pg_idempotency_key",
    StatusOperation = "getPaymentStatus", StatusField = "pg_order_id", PauseSec = 1.5, Answer = ["pg_status"])]
public sealed class NewFreedomPayPaymentCommand : CardPaymentPageCommand<Payment>
{
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

    /// <summary>The merchant's own number of the order, at most 50 characters; better unique, because a lost answer is looked up by it. That of
    /// -IdempotencyKey unless given; required with -AnyAmount.</summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AnyAmountSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Guards against creating the same payment twice: at most 255 characters, unique for the merchant; a new UUID (version 7) unless given.
    /// A payment that this cmdlet returned brings its own, from the pipeline or a file, so that it is not created again.</summary>
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

    private protected override string? Order => OrderId;

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Proof.MakeAsync(row.Known, row.RequestId!, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => Proof.IsShownBy(row.Known, row.RequestId!, Run.Journal, answer);

    private protected override string LossOf(Payment result) => LossOfAddress(result.RedirectUrl);
}
