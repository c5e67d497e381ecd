using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>
/// Proves by the state of its order that a payout whose answer was lost was taken. The state does not say when that was, so it is asked before a
/// payout leaves too: only one that was not there then can be it, over the same amount, and only where no other of ours asked for the same.
/// An order that has been paid out is not paid out again: the documentation calls its number unique, and says nothing of a repeat.
/// </summary>
/// <param name="acts">What this process does.</param>
internal sealed class PayoutProof(RecentActs acts)
{
    private const string None = "0";
    private const string FailedState = "error";

    // For about a minute the state does not show a payout that there is.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(2);

    /// <summary>Pays out.</summary>
    /// <param name="row">Its row, whose note keeps the number of the payout that the order had before, 0 for none.</param>
    /// <param name="name">What names it among all payouts, in a later run too: two rows of one order are two.</param>
    /// <param name="ask">Asks once for the state of its order, right before it leaves. Where that fails, a lost answer cannot be proven, and the
    /// payout is sent nevertheless.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> MakeAsync(RunRow row, string name, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send)
    {
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            row.Note = doubt.Note;
            return DoAsync();
        }

        return ask().ThenAsync(state =>
        {
            row.Note = NumberIn(state);
            return row.Note is not (null or None) && state.Answer is { } found && WireObject.Text(found, "pg_payment_status") != FailedState
                ? Task.FromResult(AlreadyPaid(row, row.Note, WireObject.Text(found, "pg_payment_status")))
                : DoAsync();
        });

        Task<ApiOutcome> DoAsync() => acts.DoAsync(ActOf(row), AmountOf(row), name, send);
    }

    /// <summary>Whether the state of its order proves that a payout was taken, be it that it failed since.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all payouts.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer) =>
        row.Note is { } before
        && WireObject.Text(answer, "pg_payment_id") is { } id && id is not None && id != before
        && PaymentProof.AreSame(WireObject.Text(row.Sent, "pg_amount"), WireObject.Text(answer, "pg_amount"))
        && acts.Age(name) is { } age
        // What ended longer ago is what the order had before.
        && !acts.HasOthers(ActOf(row), AmountOf(row), name, IsOfEarlierRun(row) ? null : age + Lag)
        && journal?.PastLike(row, "pg_order_id", "pg_amount").Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) != true;

    private static bool IsOfEarlierRun(RunRow row) => row.Ticket?.Verdict is JournalVerdict.InDoubt;

    private static string ActOf(RunRow row) => "payout " + WireObject.Text(row.Sent, "pg_order_id");

    private static decimal? AmountOf(RunRow row) => Amount.TryParse(WireObject.Text(row.Sent, "pg_amount"), out Amount amount) ? amount.Value : null;

    // That of the payout which the order has; null where nobody can tell.
    private static string? NumberIn(ApiOutcome state) => state.Answer is { } answer ? WireObject.Text(answer, "pg_payment_id")
        : state.Fault is { Reason: FaultReason.Refused, Code: "340" or "11068" } ? None
        : null;

    private static ApiOutcome AlreadyPaid(RunRow row, string number, string? state) => RowOutcomes.NotSent(
        row, MerchantMessages.OrderHasPayout.With(row.OperationId, WireObject.Text(row.Sent, "pg_order_id"), number, state));
}
