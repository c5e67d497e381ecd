using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>What the payment page takes, whether its address comes from the API or is made of the fields.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class CardPaymentPageCommand<TResult> : PaymentPageCommand<TResult>, IJoinsLists
    where TResult : FreedomPayObject, new()
{
    /// <summary>The parameter set of a payment over one amount.</summary>
    private protected const string Fixed = "Fixed";

    private readonly ReceiptPositions positions = new();

    /// <summary>The order of the row.</summary>
    private protected abstract string? Order { get; }

    /// <summary>The payer's phone number with country code, such as +77011234567; the API gets its digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_phone"), Field("pg_user_phone", FieldKind.PhoneDigits)]
    public string? UserPhone { get; set; }

    /// <summary>Language of the payment pages: ru, en, kk, kg or uz.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_language"), Field("pg_language", Values = ["ru", "en", "kk", "kg", "uz"])]
    public string? Language { get; set; }

    /// <summary>Way of payment, such as bankcard; the payer chooses unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_payment_method"), Field("pg_payment_method", Known = ["bankcard", "mobile_commerce"])]
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

    /// <summary>
    /// Lines of the fiscal receipt: hashtables or objects with Name, Count and Price, and TaxType, UnitCode, Gtin, Ntin where they apply; prices
    /// times counts have to add up to the amount.
    /// Those of many orders at once are rows with an OrderId too, such as <c>(Import-Csv positions.csv)</c>: each order gets its own, and one that has
    /// none is refused.
    /// </summary>
    [Parameter(ParameterSetName = Fixed, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("pg_receipt_positions")]
    [FieldGroup("pg_receipt_positions", typeof(ReceiptPosition), Many = true, OfOwnFile = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public ReceiptPosition[]? ReceiptPosition { get; set; }
#pragma warning restore CA1819

    IEnumerable<(string Name, FreedomPayInput Value)> IJoinsLists.ItemsOf(string parameter, IEnumerable<(string Name, FreedomPayInput Value)> given) =>
        positions.Of(ReceiptPosition, given, Order);

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults) => positions.Judge(row.Sent, faults);
}
