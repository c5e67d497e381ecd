using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Gives a paid invoice back, in full or in part.</summary>
/// <remarks>
/// <para>
/// The answer means that the refund was accepted; Get-FreedomPayInvoice lists it in Refunds. Either -RefundAmount or -Full is required, so that a
/// file whose column of amounts is misspelt gives nothing back. -Full leaves the amount out; the documentation says that an invoice is given
/// back in full or in part, and not whether the amount may be left out.
/// </para>
/// <para>
/// A file brings the amount in a column RefundAmount. A column Amount alone is refused, for it may be that of the invoice; and so is the
/// RefundAmount of a result of this module or of its export, which says what was given back before.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost is not sent again. The refunds that the invoice lists are asked
/// before the request leaves and again after a lost answer: a new one over the same amount, which no other request of this process or of the
/// journal can have made, is taken for this one; else the outcome is reported as unknown. The list is kept in the journal, so that a later run
/// with it can settle what this one could not. Give -Journal for a file of refunds: run again without one, it gives back again. A refund over the
/// same amount that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. An invoice of New-FreedomPayQrInvoice is a payment: give it back with New-FreedomPayRefund.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayInvoiceRefund 019d0652-4e2f-7f54-a179-007c80c48adu -RefundAmount 500.00 -Description 'One item returned'</code>
/// <para>Gives 500.00 of an invoice back.</para>
/// </example>
/// <example>
/// <code>Import-Csv returns.csv | New-FreedomPayInvoiceRefund -Journal returns.jsonl -WhatIf</code>
/// <para>Shows what would be given back for a file with the columns InvoiceId and RefundAmount, and gives nothing back.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/refund-32186702e0">Refund invoice</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayInvoiceRefund", SupportsShouldProcess = true, DefaultParameterSetName = InPart)]
[OutputType(typeof(InvoiceRefund))]
[Operation("refundInvoice", "POST", "/v5/merchant/invoice/refund", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Key, Key = Placement.RequestIdHeader, StatusOperation = "getInvoiceInfo", StatusField = "id",
    Answer = ["refund_id"])]
public sealed class NewFreedomPayInvoiceRefundCommand : InvoiceCommand<InvoiceRefund>
{
    private const string InPart = "Amount";
    private const string InFull = "Full";
    private readonly RefundProof proof = new(RefundActs.OfProcess, TimeProvider.System, RefundBook.OfInvoices);

    /// <summary>Number of the invoice in Freedom Pay, as New-FreedomPayInvoice returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("id"), Field("id", FieldKind.Id, FromPipeline = true, Example = "019d0652-4e2f-7f54-a179-007c80c48adu")]
    public string? InvoiceId { get; set; }

    /// <summary>Amount to give back, at most what is left of the invoice: digits with at most two decimals after a point, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(ParameterSetName = InPart, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("amount"), Field("amount", FieldKind.AmountNumber, Minimum = "0.01", Columns = ["RefundAmount"])]
    public string? RefundAmount { get; set; }

    /// <summary>Gives back the whole invoice, or what is left of it.</summary>
    [Parameter(ParameterSetName = InFull, Mandatory = true)]
    public SwitchParameter Full { get; set; }

    /// <summary>Why it is given back.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. It goes into a header; whether the API obeys it is
    /// not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Placement.RequestIdHeader), Field(Placement.RequestIdHeader, FieldKind.Uuid, IsHeader = true)]
    public string? RequestId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        MerchantMessages.InvoiceAndAmount.With(WireObject.Text(sent, "id"), WireObject.Text(sent, "amount") ?? MerchantMessages.FullAmount);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.MakeAsync(
            row.Known, client.Settings.BaseUri, Run.Journal, () => AskBefore(row, client, trace, cancellation),
            // The state of the invoice, which has proven it, would be taken for that of the refund.
            () => base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => Task.FromResult(
                outcome.Recovered ? outcome with { Answer = [] } : outcome)));

    private protected override void Recall(Row row) => proof.Recall(row.Known, ClientOfConnection.Settings.BaseUri, Run.Journal!);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        proof.IsShownBy(row.Known, ClientOfConnection.Settings.BaseUri, LocalTime.OffsetOf(RegionOfConnection), Run.Journal, answer);

    private protected override string LossOf(InvoiceRefund result) => MerchantMessages.RefundLostItsNumber;
}
