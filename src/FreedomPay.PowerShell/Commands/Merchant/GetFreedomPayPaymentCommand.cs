using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks the Merchant API for the state of a payment.</summary>
/// <remarks>
/// <para>
/// By -OrderId the API finds the last payment of that order. PaymentStatus success with Captured 0 is a hold, not a charge.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayPayment 4567788</code>
/// <para>Asks for one payment by its number.</para>
/// </example>
/// <example>
/// <code>Import-Csv links.csv | Get-FreedomPayPayment | Where-Object PaymentStatus -eq success | Measure-Object -Property Amount -Sum</code>
/// <para>Adds up the paid amounts of a file with the column PaymentId or pg_payment_id.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/status-11620963e0">Status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayPayment", DefaultParameterSetName = ByPayment)]
[OutputType(typeof(Payment))]
[Operation("getPaymentStatus", "POST", "/get_status3.php", FreedomPayApi.Merchant, FreedomPaySafety.Read, Answer = ["pg_status"])]
public sealed class GetFreedomPayPaymentCommand : PaymentStateCommand<Payment>;
