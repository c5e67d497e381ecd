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

/// <summary>Creates a payment that is charged to the balance of a mobile phone.</summary>
/// <remarks>
/// <para>
/// Nothing is charged yet. Send the payer to RedirectUrl, or charge the phone from an interface of your own: Submit-FreedomPayMobilePayment, and
/// Confirm-FreedomPayMobilePayment with the code that the payer gets. Ask for the state with Get-FreedomPayMobilePayment.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a payment whose answer is lost is never sent again: it is looked up by its order id, and
/// taken for this one if it was created in these very seconds over the same amount; else the outcome is reported as unknown. An order that
/// is given twice makes two payments.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayMobilePayment -OrderId M-1001 -Amount 500 -Description 'Order M-1001' -UserPhone +77017777777</code>
/// <para>Creates a payment over 500 in the currency of the shop.</para>
/// </example>
/// <example>
/// <code>Import-Csv orders.csv | New-FreedomPayMobilePayment -Journal orders.jsonl | Export-Csv mobile.csv</code>
/// <para>Creates a payment for each row, with columns such as pg_order_id, pg_amount and pg_description, and saves their numbers.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/init-11620954e0">Init (mobile balance)</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayMobilePayment", SupportsShouldProcess = true)]
[OutputType(typeof(MobilePayment))]
[Operation("initMobilePayment", "POST", "/init_payment.php", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Key = "pg_order_id",
    Constants = ["pg_payment_method=mobile_commerce"], StatusOperation = "getMobilePaymentStatus", Answer = ["pg_status"])]
public sealed class NewFreedomPayMobilePaymentCommand : PaymentPageCommand<MobilePayment>
{
    private PaymentProof Proof => PaymentProof.OfProcess(RegionOfConnection);

    /// <summary>The merchant's own number of the order, at most 50 characters; better unique, because a lost answer is looked up by it. A new UUID
    /// (version 7) unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Amount in units of -Currency: digits with at most two decimals after a point, from 0.01 to 99999999, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
    public string? Amount { get; set; }

    /// <summary>The payer's phone number with country code, such as +77011234567; the API gets its digits. The result carries it to
    /// Submit-FreedomPayMobilePayment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_phone"), Field("pg_user_phone", FieldKind.PhoneDigits)]
    public string? UserPhone { get; set; }

    /// <summary>Language of the payment pages: ru, en, kz, kg or uz. Kazakh is kk in New-FreedomPayPayment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_language"), Field("pg_language", Values = ["ru", "en", "kz", "kg", "uz"])]
    public string? Language { get; set; }

    /// <summary>1 switches the discount on the commission on, 0 off.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_commission_discount"), Field("pg_commission_discount", FieldKind.Flag)]
    public string? CommissionDiscount { get; set; }

    /// <summary>Fixed discount on the commission, at least 1: digits with at most two decimals after a point.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_commission_discount_fix"), Field("pg_commission_discount_fix", FieldKind.Amount, Minimum = "1")]
    public string? CommissionDiscountFix { get; set; }

    // Two rows of one order are two payments, so that its number names neither.
    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Proof.MakeAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => Proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);

    private protected override string LossOf(MobilePayment result) => result.RedirectUrl is null ? MerchantMessages.MobilePaymentLostItsAddress : "";
}
