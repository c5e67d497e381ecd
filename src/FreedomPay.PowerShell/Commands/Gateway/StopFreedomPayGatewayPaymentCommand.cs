using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Releases a held payment through the Gateway API, before it is charged.</summary>
/// <remarks>
/// <para>
/// Only a payment that was made with -AutoClearing 0, and that nobody has charged, can be released. What is charged already is given back with
/// New-FreedomPayGatewayRefund.
/// </para>
/// <para>
/// Safety: what a repeat does to a payment that somebody has charged in between is not documented, so a request whose answer is lost is not
/// sent again: the payment is looked up, and taken for released when it lists a cancellation and is not charged; else the outcome is
/// reported as unknown. Needs Connect-FreedomPay -Merchant.
/// </para>
/// <para>
/// The Merchant and the Gateway API share the numbers of payments: a release through one and again through the other are two requests, and
/// no journal knows of both, for a journal belongs to one cmdlet.
/// </para>
/// </remarks>
/// <example>
/// <code>Stop-FreedomPayGatewayPayment 4567788</code>
/// <para>Releases one held payment.</para>
/// </example>
/// <example>
/// <code>Import-Csv payments.csv | Get-FreedomPayGatewayPayment | Where-Object Captured -eq 0 | Stop-FreedomPayGatewayPayment -WhatIf</code>
/// <para>Shows which payments of a file are held and would be released, and releases none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587002">Cancel</seealso>
[Cmdlet(VerbsLifecycle.Stop, "FreedomPayGatewayPayment", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayPayment))]
[Operation("gatewayCancelPayment", "POST", "/g2g/cancel", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, StatusOperation = "gatewayGetPaymentStatus",
    StatusField = "pg_payment_id", Answer = ["pg_payment_id", "pg_payment_revoke_id", "pg_status", "pg_revoke_status"])]
public sealed class StopFreedomPayGatewayPaymentCommand : ReleaseCommand<GatewayPayment>
{
    /// <summary>
    /// Lines of the fiscal receipt that is cancelled: hashtables or objects with Name, Count and Price, and TaxType, UnitCode, Gtin, Ntin where they
    /// apply. They are those of every row.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyCollection, Alias("pg_receipt_positions")]
    [FieldGroup("pg_receipt_positions", typeof(ReversalPosition), Many = true, OfOwnFile = true)]
#pragma warning disable CA1819 // A parameter of PowerShell that takes several is an array.
    public ReversalPosition[]? ReceiptPosition { get; set; }
#pragma warning restore CA1819

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults) => new ReceiptPositions().Judge(row.Sent, faults);
}
