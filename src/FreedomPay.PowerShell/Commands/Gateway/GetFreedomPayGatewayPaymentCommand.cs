using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Gateway;

/// <summary>Asks the Gateway API for the state of a payment, by whatever it was paid.</summary>
/// <remarks>
/// <para>
/// One call serves payments with a card, with a token and with a phone's wallet, and cards that are saved. By -OrderId the API finds the parent payment
/// of that order only. PaymentStatus success with Captured 0 is a hold, not a charge. For some seconds after a charge the state may show the hold.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayPayment 4567788</code>
/// <para>Asks for one payment by its number.</para>
/// </example>
/// <example>
/// <code>Import-Csv payments.csv | Get-FreedomPayGatewayPayment | Where-Object PaymentStatus -eq error | Format-Table PaymentId, FailureDescription</code>
/// <para>Shows why payments of a file with the column PaymentId or pg_payment_id failed.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587004">Get payment status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayGatewayPayment", DefaultParameterSetName = ByPayment)]
[OutputType(typeof(GatewayPayment))]
[Operation("gatewayGetPaymentStatus", "POST", "/g2g/status_v2", FreedomPayApi.Gateway, FreedomPaySafety.Read,
    Answer = ["pg_payment_id", "pg_order_id", "pg_currency", "pg_status", "pg_amount"], Statuses = ["ok", "pending", "new"])]
public sealed class GetFreedomPayGatewayPaymentCommand : PaymentStateCommand<GatewayPayment>;
