using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Finishes a transfer whose sender has passed 3-D Secure.</summary>
/// <remarks>
/// <para>
/// For a result of New-FreedomPayGatewayTransfer with ThreeDSecure 1, when the holder of the card is back from AcsUrl. PaymentStatus tells how it ended:
/// success, or process while Freedom Pay settles it with the bank; a transfer that fails is an error, and gives its debit back by itself.
/// </para>
/// <para>
/// Safety: it moves money, and what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of the transfer is
/// asked before it leaves and again when its answer is lost, and it is taken for finished when that has changed since to success or error; else the
/// outcome is reported as unknown. A transfer that is done already is refused. That somebody else finishes it at that very moment cannot be told apart.
/// Needs Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Confirm-FreedomPayGatewayTransfer 8901234</code>
/// <para>Finishes one transfer.</para>
/// </example>
/// <example>
/// <code>Import-Csv passed.csv | Confirm-FreedomPayGatewayTransfer -Journal passed.jsonl | Where-Object PaymentStatus -ne success</code>
/// <para>Finishes the transfers of a file with the column TransferId, and shows which are not done.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9886434">Complete 3DS of a transfer</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayGatewayTransfer", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayTransfer))]
[Operation("gatewayCompleteTransfer3ds", "POST", "/g2g/p2p/transfer_acs", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed,
    StatusOperation = "gatewayGetTransferStatus", StatusField = "pg_payment_id", Statuses = ["ok", "pending"],
    Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_payment_amount"])]
public sealed class ConfirmFreedomPayGatewayTransferCommand : ChargeCommand<GatewayTransfer>
{
    /// <summary>Number of the transfer in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? TransferId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => GatewayMessages.TransferOf.With(WireObject.Text(sent, PaymentField));

    private protected override string WhyOver(Row row) =>
        GatewayMessages.TransferIsDone.With(row.Operation.OperationId, WireObject.Text(row.Sent, PaymentField));

    // A transfer that has failed since is settled as well, whoever is to blame.
    private protected override bool Leads(string before, string after) =>
        !IsOver(before) && before is not Transfers.Failed && (IsOver(after) || after is Transfers.Failed);

    private protected override RequestFailure? FailureOf(GatewayTransfer result) => Transfers.FailureOf(result);
}
