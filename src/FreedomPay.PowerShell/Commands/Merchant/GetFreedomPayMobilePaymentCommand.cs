using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks for the state of a mobile payment.</summary>
/// <remarks>
/// <para>
/// PaymentStatus is success when the phone was charged. By -OrderId the API finds the last payment of that order. It is the call of
/// Get-FreedomPayPayment, with what Confirm-FreedomPayMobilePayment and its sisters take from the pipeline.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayMobilePayment 4567788</code>
/// <para>Asks for one payment by its number.</para>
/// </example>
/// <example>
/// <code>Import-Csv mobile.csv | Get-FreedomPayMobilePayment | Where-Object PaymentStatus -ne success</code>
/// <para>Shows which payments of a file with the column PaymentId or pg_payment_id are not charged.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/status-12108543e0">Status (mobile balance)</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayMobilePayment", DefaultParameterSetName = ByPayment)]
[OutputType(typeof(MobilePayment))]
[Operation("getMobilePaymentStatus", "POST", "/get_status3.php", FreedomPayApi.Merchant, FreedomPaySafety.Read, Answer = ["pg_status"])]
public sealed class GetFreedomPayMobilePaymentCommand : PaymentStateCommand<MobilePayment>;
