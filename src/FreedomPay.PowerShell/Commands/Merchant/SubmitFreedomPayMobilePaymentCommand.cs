using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Starts the charge of a mobile payment to the balance of a phone; the operator may ask for a code.</summary>
/// <remarks>
/// <para>
/// For an interface of your own, instead of the ready page of New-FreedomPayMobilePayment. Status ok: charged. Status need_approve: the payer
/// gets a code, and nothing is charged until Confirm-FreedomPayMobilePayment hands it in.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost, or is not signed, is never sent again. The state of the
/// payment is asked before it leaves and again when its answer is lost; it is taken for done when the payment was new before and is under way
/// or charged since, with Status ok only where it is charged; else the outcome is reported as unknown. A payment that is charged already is
/// refused. Needs Connect-FreedomPay -Merchant.
/// </para>
/// <para>
/// The example of an answer in the documentation is not signed. Such an answer is not believed, but asked about. Which fields are required is not
/// documented.
/// </para>
/// </remarks>
/// <example>
/// <code>Submit-FreedomPayMobilePayment 4567788 -Phone +77017777777 -PaymentSystemCode KCELLKZT</code>
/// <para>Charges one payment to a phone of Kcell.</para>
/// </example>
/// <example>
/// <code>Import-Csv mobile.csv | Submit-FreedomPayMobilePayment -Journal charges.jsonl | Where-Object Status -eq need_approve</code>
/// <para>Charges the payments of a file with the columns PaymentId and Phone, and shows which wait for a code.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/pay-11968976e0">Pay (mobile balance)</seealso>
[Cmdlet(VerbsLifecycle.Submit, "FreedomPayMobilePayment", SupportsShouldProcess = true)]
[OutputType(typeof(MobilePayment))]
[Operation("payMobilePayment", "POST", "/mfs/pay", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, StatusOperation = "getMobilePaymentStatus",
    StatusField = "pg_payment_id", Statuses = ["ok", "need_approve"], Answer = ["pg_status", "pg_payment_id"])]
public sealed class SubmitFreedomPayMobilePaymentCommand : MobileChargeCommand
{
    /// <summary>Phone to charge, with country code, such as +77077077777; the API gets its digits. A result of New-FreedomPayMobilePayment brings its
    /// own.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_abonent_phone"), Field("pg_abonent_phone", FieldKind.PhoneDigits)]
    public string? Phone { get; set; }

    /// <summary>The operator: TELE2KZT, ALTELKZT, BEELINEKZT, KCELLKZT or ACTIVKZT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_payment_system_code")]
    [Field("pg_payment_system_code", Values = ["TELE2KZT", "ALTELKZT", "BEELINEKZT", "KCELLKZT", "ACTIVKZT"])]
    public string? PaymentSystemCode { get; set; }

    private protected override bool Leads(string before, string after) =>
        before is "new" && after is Charged or "process" or "processing" or "pending" or "waiting";

    private protected override string LossOf(MobilePayment result) => result.PaymentStatus == Charged ? "" : MerchantMessages.MobilePaymentMayNeedCode;
}
