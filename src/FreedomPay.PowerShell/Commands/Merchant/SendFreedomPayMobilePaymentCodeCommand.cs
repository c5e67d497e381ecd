using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Sends the payer of a mobile payment the code of the charge again.</summary>
/// <remarks>
/// <para>
/// For a payment that waits for its code after Submit-FreedomPayMobilePayment. The documentation has no list of the fields; the payment is named as
/// on the pages beside it.
/// </para>
/// <para>
/// Safety: it moves no money, but each request sends an SMS, so one whose answer is lost, or is not signed, is not sent again, and its outcome is
/// reported as unknown: no operation tells whether a code was sent. It does no harm to send it again by hand when the payer has no code. Needs
/// Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Send-FreedomPayMobilePaymentCode 4567788</code>
/// <para>Sends the code of one payment again.</para>
/// </example>
/// <example>
/// <code>Import-Csv mobile.csv | Get-FreedomPayMobilePayment | Where-Object PaymentStatus -eq process | Send-FreedomPayMobilePaymentCode</code>
/// <para>Sends the codes again of those payments of a file that wait for theirs.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/resend-code-11977162e0">Resend code (mobile balance)</seealso>
[Cmdlet(VerbsCommunications.Send, "FreedomPayMobilePaymentCode", SupportsShouldProcess = true)]
[OutputType(typeof(MobilePayment))]
[Operation("resendMobilePaymentCode", "POST", "/mfs/resend_otp", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed)]
public sealed class SendFreedomPayMobilePaymentCodeCommand : ApiCommand<MobilePayment>
{
    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.PaymentOf.With(PaymentId);
}
