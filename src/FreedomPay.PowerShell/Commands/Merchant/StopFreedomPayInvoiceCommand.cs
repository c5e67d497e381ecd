using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Cancels an invoice that is not paid.</summary>
/// <remarks>
/// <para>
/// Only an invoice that waits for its payer can be cancelled; what is paid is given back with New-FreedomPayInvoiceRefund. An answer that names
/// another state than canceled is an error.
/// </para>
/// <para>
/// Safety: nothing reverts a cancelled invoice, so that a repeat brings about the same, and a request whose answer is lost is sent again. Should the
/// repeat be refused, the state of the invoice is asked. Needs Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Stop-FreedomPayInvoice 019d0652-4e2f-7f54-a179-007c80c48adu -Description 'Out of stock'</code>
/// <para>Cancels one invoice.</para>
/// </example>
/// <example>
/// <code>Import-Csv invoices.csv | Get-FreedomPayInvoice -Status | Where-Object Status -eq new | Stop-FreedomPayInvoice -WhatIf</code>
/// <para>Shows which unpaid invoices of a file would be cancelled, and cancels none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/cancel-32335866e0">Cancel invoice</seealso>
[Cmdlet(VerbsLifecycle.Stop, "FreedomPayInvoice", SupportsShouldProcess = true)]
[OutputType(typeof(Invoice))]
[Operation("cancelInvoice", "POST", "/v5/merchant/invoice/cancel", FreedomPayApi.Merchant, FreedomPaySafety.Natural, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, StatusOperation = "getInvoiceStatus", StatusField = "id", Answer = ["status"])]
public sealed class StopFreedomPayInvoiceCommand : InvoiceCommand<Invoice>
{
    private const string Cancelled = "canceled";

    /// <summary>Number of the invoice in Freedom Pay, as New-FreedomPayInvoice returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("id"), Field("id", FieldKind.Id, FromPipeline = true, Example = "019d0652-4e2f-7f54-a179-007c80c48adu")]
    public string? InvoiceId { get; set; }

    /// <summary>Why it is cancelled.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.InvoiceOf.With(WireObject.Text(sent, "id"));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => WireObject.Text(answer, "status") == Cancelled;

    private protected override RequestFailure? FailureOf(Invoice result) => result.Status == Cancelled
        ? null
        : new RequestFailure(MerchantMessages.InvoiceNotCancelled.With(result.InvoiceId, result.Status), MerchantMessages.InvoiceNotCancelledAdvice);
}
