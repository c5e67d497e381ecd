using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Pays the invoice behind a QR code with a saved card, as the app of a payer does.</summary>
/// <remarks>
/// <para>
/// It charges the card at once. InvoiceStatus is ok when it is paid, and process while it is under way: ask with Get-FreedomPayQrInvoice -Payer.
/// The card is one that the payer's merchant has saved (Get-FreedomPayCustomerCard).
/// </para>
/// <para>
/// Neither the request nor its answer is signed, and both are known only from the sources of an app of Freedom Pay. The first use in a runspace
/// warns of it.
/// </para>
/// <para>
/// Safety: it moves money, and what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of the invoice
/// is asked before it leaves and again when its answer is lost, and it is taken for paid by this request when it is paid then and was not before;
/// else the outcome is reported as unknown. An invoice that is paid already is refused. A payment of the same invoice that somebody else makes
/// at the same time cannot be told apart. With -Journal each row needs a RowId: what else tells one from another is the token of a card.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayQrInvoicePayment 200be02010c4f2a54260e5e798605691 -UserId client-7 -CardToken ef741cfc-f85e-41a0-84e6-2ba964912182</code>
/// <para>Pays one invoice.</para>
/// </example>
/// <example>
/// <code>Import-Csv scanned.csv | New-FreedomPayQrInvoicePayment -Journal scanned.jsonl -WhatIf</code>
/// <para>Shows which invoices of a file with the columns RowId, customer, user_id and card_token would be paid, and pays none.</para>
/// </example>
/// <seealso href="https://github.com/freedompay-global/freedom-qr-reader-android-sdk">App of the payer</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayQrInvoicePayment", SupportsShouldProcess = true)]
[OutputType(typeof(QrInvoice))]
[Operation("payInvoice", "POST", "/v5/merchant/invoice/pay", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Sign = Signing.None,
    StatusOperation = "getQrInvoiceInfo", StatusField = "customer", Answer = ["invoice_status"])]
public sealed class NewFreedomPayQrInvoicePaymentCommand : ApiCommand<QrInvoice>
{
    private const string Paid = "ok";

    // How late a payment may come into the state of its invoice; no page names a number.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    private readonly ActsAlike alike = new(RecentActs.OfProcess, kind: null, "customer");

    /// <summary>The value of customer= in the address that the code holds.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("QrCustomer"), Field("customer", FieldKind.Id, FromPipeline = true, Example = "200be02010c4f2a54260e5e798605691")]
    public string? Customer { get; set; }

    /// <summary>The payer's number on the side of the merchant who has saved the card.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("user_id"), Field("user_id", FieldKind.Id)]
    public string? UserId { get; set; }

    /// <summary>Token of the card that is charged, as Get-FreedomPayCustomerCard returns it: a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("card_token"), Field("card_token", Secret = true, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardToken { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.InvoiceOf.With(WireObject.Text(sent, "customer"));

    private protected override string? CautionOf(OperationAttribute operation) => MerchantMessages.QrPaymentIsUnsigned.With(operation.OperationId);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            row.Known.Note = doubt.Note;
            return PayAsync();
        }

        return AskBefore(row, client, trace, cancellation).ThenAsync(state =>
        {
            row.Known.Note = state.Answer is { } before && IsOf(row, before) ? NoteOf(before) : null;
            return row.Known.Note is { } note && note.StartsWith(Paid + " ", StringComparison.Ordinal) ? Task.FromResult(IsPaid(row)) : PayAsync();
        });

        Task<ApiOutcome> PayAsync() => alike.DoAsync(
            row.Known, row.Name,
            () => base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => Task.FromResult(Judged(outcome))));
    }

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        row.Known.Note is { } before
        && IsOf(row, answer)
        && StateIn(answer) == Paid
        // It is the same invoice, and was not paid then.
        && NoteOf(answer) is { } after
        && before != after
        && before.Substring(before.IndexOf(' ')) == after.Substring(after.IndexOf(' '))
        && alike.IsOnly(row.Known, row.Name, Run.Journal, Lag);

    private protected override RequestFailure? FailureOf(QrInvoice result) => result.InvoiceStatus is "failed" or "incomplete"
        ? new RequestFailure(MerchantMessages.QrPaymentFailed.With(result.QrCustomer, result.InvoiceStatus), MerchantMessages.QrPaymentFailedAdvice)
        : null;

    // The state need not say of which code it is; if it does, it has to be this one.
    private static bool IsOf(Row row, JsonObject answer) =>
        WireObject.Text(answer, "customer") is not { } customer || customer == WireObject.Text(row.Sent, "customer");

    // State and number of an invoice; null where one of them is not said.
    private static string? NoteOf(JsonObject answer) =>
        StateIn(answer) is { } state && WireObject.Text(answer, "invoice_id") is { Length: > 0 } id ? state + " " + id : null;

    private static string? StateIn(JsonObject answer) => WireObject.Text(answer, "invoice_status");

    // Only these states say what became of the payment, and some codes say that the API does not know it itself.
    private static ApiOutcome Judged(ApiOutcome outcome) => outcome switch
    {
        { State: OutcomeState.Succeeded, Answer: { } answer } when StateIn(answer) is not (Paid or "process" or "failed" or "incomplete") =>
            RowOutcomes.InDoubt(outcome, FaultReason.InvalidAnswer, MerchantMessages.QrPaymentNotSaid),
        { State: OutcomeState.Failed, Fault: { Reason: FaultReason.Refused, Code: { } code } } when ErrorAdvice.LeavesOpen(code) =>
            RowOutcomes.InDoubt(outcome, FaultReason.ServerError, null),
        _ => outcome,
    };

    private static ApiOutcome IsPaid(Row row) => RowOutcomes.NotSent(
        row.Known, MerchantMessages.QrInvoiceIsPaid.With(row.Operation.OperationId, WireObject.Text(row.Sent, "customer")));
}
