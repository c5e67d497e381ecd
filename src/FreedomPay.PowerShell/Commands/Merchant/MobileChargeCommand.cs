using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>
/// A step of a charge to a phone. The state of the payment, which is all that is told after a lost answer, does not say who brought it about: so it
/// is asked before the step too, and only a change since, with no other step of ours beside it, proves that this one was taken.
/// </summary>
public abstract class MobileChargeCommand : ApiCommand<MobilePayment>
{
    private protected const string Charged = "success";

    // A state may show late what was done before.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    /// <summary>Whether this step takes a payment from one state to another.</summary>
    private protected abstract bool Leads(string before, string after);

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.PaymentOf.With(PaymentId);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            row.Known.Note = doubt.Note;
            return SendAsync();
        }

        return AskBefore(row, client, trace, cancellation).ThenAsync(state =>
        {
            row.Known.Note = state.Answer is { } found ? StateIn(found) : null;
            return row.Known.Note == Charged ? Task.FromResult(IsCharged(row)) : SendAsync();
        });

        Task<ApiOutcome> SendAsync() => RecentActs.OfProcess.DoAsync(
            ActOf(row), null, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));
    }

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        row.Known.Note is { } before
        && StateIn(answer) is { } after
        && Leads(before, after)
        && RecentActs.OfProcess.Age(row.Name) is { } age
        // What ended longer ago is in the state from before.
        && !RecentActs.OfProcess.HasOthers(ActOf(row), null, row.Name, row.Ticket?.Verdict is JournalVerdict.InDoubt ? null : age + Lag)
        && Run.Journal?.PastLike(row.Known, "pg_payment_id").Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) != true;

    // The state of the payment stands for an answer that was lost, and its pg_status says nothing of the charge.
    private protected override object Present(MobilePayment result, Row row)
    {
        if (result.PaymentStatus is not { } state) return result;
        result.Status = state == Charged && result.Captured != "0" ? "ok" : null;
        // It has the phone that was named when the payment was created.
        result.Phone = WireObject.Text(row.Sent, "pg_abonent_phone") ?? result.Phone;
        return result;
    }

    private static string ActOf(Row row) => row.Operation.OperationId + " " + WireObject.Text(row.Sent, "pg_payment_id");

    private static string? StateIn(JsonObject answer) => WireObject.Text(answer, "pg_payment_status");

    private static ApiOutcome IsCharged(Row row) => new()
    {
        State = OutcomeState.NotSent,
        OperationId = row.Operation.OperationId,
        RequestId = row.RequestId,
        Fault = new ApiFault
        {
            Reason = FaultReason.InvalidInput,
            Message = row.Redact(MerchantMessages.MobilePaymentIsCharged.With(row.Operation.OperationId, WireObject.Text(row.Sent, "pg_payment_id"))),
        },
    };
}
