using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Confirms the charge of a mobile payment with the code that the payer got by SMS.</summary>
/// <remarks>
/// <para>
/// For a payment whose Status is need_approve after Submit-FreedomPayMobilePayment. Status ok: charged. Status process: being charged; ask with
/// Get-FreedomPayMobilePayment how it ended.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost, or is not signed, is never sent again. The state of the
/// payment is asked before it leaves and again when its answer is lost; it is taken for done when the payment is charged since; else the
/// outcome is reported as unknown. A payment that is charged already is refused. Needs Connect-FreedomPay -Merchant.
/// </para>
/// <para>The example of an answer in the documentation is not signed. Such an answer is not believed, but asked about.</para>
/// </remarks>
/// <example>
/// <code>Confirm-FreedomPayMobilePayment 4567788 -Code 111111</code>
/// <para>Confirms one payment.</para>
/// </example>
/// <example>
/// <code>$payment = New-FreedomPayMobilePayment -Amount 500 -Description Tea -UserPhone +77017777777 | Submit-FreedomPayMobilePayment;
/// $payment | Confirm-FreedomPayMobilePayment -Code 111111</code>
/// <para>Charges a test phone of the documentation, all three steps.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/approve-11977161e0">Approve (mobile balance)</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayMobilePayment", SupportsShouldProcess = true)]
[OutputType(typeof(MobilePayment))]
[Operation("approveMobilePayment", "POST", "/mfs/approve", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, StatusOperation = "getMobilePaymentStatus",
    StatusField = "pg_payment_id", Statuses = ["ok", "process"], Answer = ["pg_status", "pg_payment_id"])]
public sealed class ConfirmFreedomPayMobilePaymentCommand : MobileChargeCommand
{
    /// <summary>The code from the SMS: a SecureString, or text from a file. Never shown.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias("pg_approval_code"), Field("pg_approval_code", FieldKind.Id, Secret = true)]
    public SensitiveText? Code { get; set; }

    private protected override bool Leads(string before, string after) => before is not Charged && after is Charged;
}
