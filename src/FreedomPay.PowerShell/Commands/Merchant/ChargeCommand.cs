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
/// A step of the charge of a payment that exists. The state of the payment, which is all that is told after a lost answer, does not say who brought
/// it about: so it is asked before the step too, and only a change since, with no other step of ours beside it, proves that this one was taken.
/// </summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ChargeCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected const string Charged = "success";

    // A state may show late what was done before.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    private readonly ActsAlike alike = new(RecentActs.OfProcess, kind: null, "pg_payment_id");

    /// <summary>Whether this step takes a payment from one state to another.</summary>
    private protected abstract bool Leads(string before, string after);

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.PaymentOf.With(WireObject.Text(sent, "pg_payment_id"));

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

        Task<ApiOutcome> SendAsync() => alike.DoAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));
    }

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        row.Known.Note is { } before
        && StateIn(answer) is { } after
        && Leads(before, after)
        && alike.IsOnly(row.Known, row.Name, Run.Journal, Lag);

    private static string? StateIn(JsonObject answer) => WireObject.Text(answer, "pg_payment_status");

    private static ApiOutcome IsCharged(Row row) => RowOutcomes.NotSent(
        row.Known, MerchantMessages.PaymentIsCharged.With(row.Operation.OperationId, WireObject.Text(row.Sent, "pg_payment_id")));
}
