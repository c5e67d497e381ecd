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

/// <summary>Creates an invoice that is paid by its QR code, with the older service of invoices.</summary>
/// <remarks>
/// <para>
/// Show the payer the code in Qr, which is base64; ask for the state with Get-FreedomPayQrInvoice. The number of the invoice is that of a payment
/// and stands in PaymentId: Get-FreedomPayPayment, Stop-FreedomPayPayment and New-FreedomPayRefund take it; the cmdlets of
/// New-FreedomPayInvoice do not.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of its order is asked before it
/// leaves and again when its answer is lost, and it is taken for done when the order has an invoice then, over the same amount, that it had not
/// before; else the outcome is reported as unknown. The code was in the lost answer alone. An invoice over the same order and amount that
/// somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant, with the number of the merchant, which is signed too. The documentation does not say which fields are required,
/// and its newest edition has New-FreedomPayInvoice in place of this service.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayQrInvoice -OrderId Q-1001 -Amount 1500.50 -Currency KZT -Description 'Order Q-1001'</code>
/// <para>Creates an invoice over 1500.50 tenge.</para>
/// </example>
/// <example>
/// <code>Import-Csv tables.csv | New-FreedomPayQrInvoice -Journal tables.jsonl | Export-Csv codes.csv</code>
/// <para>Creates an invoice for each row, with columns such as order_id, amount, currency and description, and saves the codes.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/doc-690111">Freedom QR</seealso>
/// <seealso href="https://freedompay.money/docs-en/merchant-api/bill">Invoices</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayQrInvoice", SupportsShouldProcess = true)]
[OutputType(typeof(QrInvoice))]
[Operation("initInvoice", "POST", "/v5/merchant/invoice/init", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Sign = Signing.JwsInvoiceInit,
    IsSecretAssumed = true, Key = "order_id", StatusOperation = "getInitInvoiceStatus", Answer = ["invoice_id"])]
public sealed class NewFreedomPayQrInvoiceCommand : NewInvoiceCommand<QrInvoice>
{
    // How late an invoice may come into the state of its order, the pages do not say; nor whether the time there is that of the invoice.
    private readonly OrderProof proof = new(
        new ActsAlike(RecentActs.OfProcess, "invoice", "order_id") { AmountField = "amount" }, "invoice_id", TimeSpan.FromMinutes(1));

    /// <summary>The merchant's own number of the order; better unique, because a lost answer is looked up by it. A new UUID (version 7) unless
    /// given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("order_id"), Field("order_id", FieldKind.Id)]
    public string? OrderId { get; set; }

    /// <summary>Amount to pay, in units of -Currency: digits with at most two decimals after a point, from 0.01, such as 1500.50. A decimal comma,
    /// blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("amount", FieldKind.AmountNumber, Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>Currency, ISO 4217, such as KZT.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>What is being paid for; the payer sees it.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>How to bill, several with commas; qr is known, and taken unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("invoice_method"), Field("invoice_method", Known = ["qr"])]
    public string? InvoiceMethod { get; set; } = "qr";

    /// <summary>Address that is asked before the payment; the setting of the merchant account unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("check_url"), Field("check_url", FieldKind.Url)]
    public string? CheckUrl { get; set; }

    /// <summary>Address that is told the result; the setting of the merchant account unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("result_url"), Field("result_url", FieldKind.Url)]
    public string? ResultUrl { get; set; }

    /// <summary>How Freedom Pay calls -CheckUrl and -ResultUrl, such as POST.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("request_method"), Field("request_method", Known = ["POST"])]
    public string? RequestMethod { get; set; }

    private protected override string? SubjectOf(JsonObject sent)
    {
        string sum = $"{WireObject.Text(sent, "amount")} {WireObject.Text(sent, "currency")}";
        return WireObject.Text(sent, "order_id") is { } order ? MerchantMessages.OrderAndAmount.With(order, sum) : sum;
    }

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.MakeAsync(
            row.Known, row.Name, () => AskBefore(row, client, trace, cancellation),
            () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);

    private protected override RequestFailure? FailureOf(QrInvoice result) => result.InvoiceStatus is "failed" or "incomplete"
        ? new RequestFailure(MerchantMessages.QrInvoiceFailed.With(result.OrderId, result.InvoiceStatus), MerchantMessages.QrInvoiceFailedAdvice)
        : null;

    private protected override string LossOf(QrInvoice result) => MerchantMessages.QrInvoiceLostItsCode;
}
