using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Asks the Gateway API for the state of a transfer from card to card.</summary>
/// <remarks>
/// <para>
/// PaymentStatus is success, error, or process while the sender has not passed 3-D Secure or Freedom Pay settles it with the bank: a transfer in process
/// is not to be made again.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayTransfer T-1001</code>
/// <para>Asks for the transfer of one order.</para>
/// </example>
/// <example>
/// <code>Import-Csv moved.csv | Get-FreedomPayGatewayTransfer | Where-Object PaymentStatus -ne success</code>
/// <para>Shows which transfers of a file with the column OrderId or pg_order_id are not done.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9886515">Transfer status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayGatewayTransfer", DefaultParameterSetName = ByOrder)]
[OutputType(typeof(GatewayTransfer))]
[Operation("gatewayGetTransferStatus", "POST", "/g2g/p2p/status", FreedomPayApi.Gateway, FreedomPaySafety.Read,
    Answer = ["pg_payment_id", "pg_status", "pg_payment_status", "pg_order_id", "pg_payment_amount"])]
public sealed class GetFreedomPayGatewayTransferCommand : ApiCommand<GatewayTransfer>
{
    private const string ByOrder = "Order";
    private const string ByTransfer = "Transfer";

    /// <summary>The merchant's own number of the order, at most 50 characters.</summary>
    [Parameter(ParameterSetName = ByOrder, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50, FromPipeline = true)]
    public string? OrderId { get; set; }

    /// <summary>Number of the transfer in Freedom Pay: digits.</summary>
    [Parameter(ParameterSetName = ByTransfer, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? TransferId { get; set; }
}
