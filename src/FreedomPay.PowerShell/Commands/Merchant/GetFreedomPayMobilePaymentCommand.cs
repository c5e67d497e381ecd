using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

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
public sealed class GetFreedomPayMobilePaymentCommand : ApiCommand<MobilePayment>
{
    private const string ByPayment = "Payment";
    private const string ByOrder = "Order";

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(ParameterSetName = ByPayment, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; the last payment of that order is found.</summary>
    [Parameter(ParameterSetName = ByOrder, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }
}
