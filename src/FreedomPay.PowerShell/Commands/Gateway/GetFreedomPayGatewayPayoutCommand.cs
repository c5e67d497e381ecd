using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Asks the Gateway API for the state of a payout.</summary>
/// <remarks>
/// <para>
/// PaymentStatus is success, error, or process while Freedom Pay settles it with the bank: a payout in process is not to be made again.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayPayout P-1001</code>
/// <para>Asks for the payout of one order.</para>
/// </example>
/// <example>
/// <code>Import-Csv paid.csv | Get-FreedomPayGatewayPayout | Where-Object PaymentStatus -ne success</code>
/// <para>Shows which payouts of a file with the column OrderId or pg_order_id have not arrived.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9881016">Payout status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayGatewayPayout", DefaultParameterSetName = ByOrder)]
[OutputType(typeof(GatewayPayout))]
[Operation("gatewayGetPayoutStatus", "POST", "/g2g/payout_status2", FreedomPayApi.Gateway, FreedomPaySafety.Read,
    Answer = ["pg_payment_id", "pg_payment_status", "pg_status", "pg_order_id", "pg_amount"])]
public sealed class GetFreedomPayGatewayPayoutCommand : ApiCommand<GatewayPayout>
{
    private const string ByOrder = "Order";
    private const string ByPayout = "Payout";

    /// <summary>The merchant's own number of the order, at most 50 characters.</summary>
    [Parameter(ParameterSetName = ByOrder, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50, FromPipeline = true)]
    public string? OrderId { get; set; }

    /// <summary>Number of the payout in Freedom Pay: digits.</summary>
    [Parameter(ParameterSetName = ByPayout, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? PayoutId { get; set; }
}
