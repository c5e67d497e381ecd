using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>
/// A step of the charge of a payment that exists. The state of the payment, which is all that is told after a lost answer, does not say who brought
/// it about: so it is asked before the step too, and only a change since, with no other step of ours beside it, proves that this one was taken.
/// </summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ChargeCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected const string PaymentField = "pg_payment_id";
    private protected const string Charged = "success";

    // States after the charge, whatever became of the money since.
    private static readonly HashSet<string> Over = new([Charged, "ok", "refunded", "revoked"], StringComparer.OrdinalIgnoreCase);

    // A state may show late what was done before.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    private readonly ActsAlike alike = new(RecentActs.OfProcess, kind: null, PaymentField);

    /// <summary>Whether this step takes a payment from one state to another.</summary>
    private protected abstract bool Leads(string before, string after);

    /// <summary>Asks for the state from before; where that fails, a lost answer cannot be proven, and the step is taken nevertheless.</summary>
    private protected virtual Task<ApiOutcome> AskForState(Row row, ApiClient client, IWireTrace trace, CancellationToken cancellation) =>
        AskBefore(row, client, trace, cancellation);

    private protected override string? SubjectOf(JsonObject sent) => PaymentsMessages.PaymentOf.With(WireObject.Text(sent, PaymentField));

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            row.Known.Note = doubt.Note;
            return SendAsync();
        }

        return AskForState(row, client, trace, cancellation).ThenAsync(state =>
        {
            row.Known.Note = state.Answer is { } found && IsOf(row, found) ? StateIn(found) : null;
            return RefusalBy(row, state) is { } refusal ? Task.FromResult(refusal) : SendAsync();
        });

        Task<ApiOutcome> SendAsync() => alike.DoAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));
    }

    /// <summary>Why a step is not sent, by the state from before; null where it is.</summary>
    private protected virtual ApiOutcome? RefusalBy(Row row, ApiOutcome state) =>
        row.Known.Note is { } before && IsOver(before) ? RowOutcomes.NotSent(row.Known, WhyOver(row)) : null;

    /// <summary>Says that there is nothing left to be done.</summary>
    private protected virtual string WhyOver(Row row) =>
        PaymentsMessages.PaymentIsCharged.With(row.Operation.OperationId, WireObject.Text(row.Sent, PaymentField));

    /// <summary>Whether a state comes after the charge.</summary>
    private protected static bool IsOver(string state) => Over.Contains(state);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        IsOf(row, answer)
        && row.Known.Note is { } before
        && StateIn(answer) is { } after
        && Leads(before, after)
        && alike.IsOnly(row.Known, row.Name, Run.Journal, Lag);

    /// <summary>Whether a state says that it is that of the payment; what does not say whose it is may be that of another.</summary>
    private protected static bool IsOf(Row row, JsonObject state) =>
        WireObject.Text(state, PaymentField) is { } payment && payment == WireObject.Text(row.Sent, PaymentField);

    private protected static string? StateIn(JsonObject answer) => WireObject.Text(answer, "pg_payment_status");
}
