using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>
/// Proves by the state of its order that something whose answer was lost was made. The state does not say when that was, so it is asked before the
/// request leaves too: only one that was not there then can be it, over the same amount where one is asked for, and only where no other of ours asked
/// for the same.
/// </summary>
/// <param name="alike">The others.</param>
/// <param name="numberField">Wire name of the number of what the order has, in its state.</param>
/// <param name="lag">For how long the state may not show what there is.</param>
internal sealed class OrderProof(ActsAlike alike, string numberField, TimeSpan lag)
{
    private const string None = "0";

    /// <summary>Makes it.</summary>
    /// <param name="row">Its row, whose note keeps the number of what the order had before, 0 for nothing.</param>
    /// <param name="name">What names it among all of its kind, in a later run too: two rows of one order are two.</param>
    /// <param name="ask">Asks once for the state of its order, right before it leaves. Where that fails, a lost answer cannot be proven, and the
    /// request is sent nevertheless.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    /// <param name="refuse">Says why it is not sent, by the state of the order that has one already; null for nothing.</param>
    public Task<ApiOutcome> MakeAsync(
        RunRow row, string name, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send, Func<JsonObject, string?>? refuse = null)
    {
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt } doubt)
        {
            row.Note = doubt.Note;
            return alike.DoAsync(row, name, send);
        }

        return ask().ThenAsync(state =>
        {
            row.Note = NumberIn(state);
            return row.Note is not (null or None) && state.Answer is { } found && refuse?.Invoke(found) is { } reason
                ? Task.FromResult(RowOutcomes.NotSent(row, reason))
                : alike.DoAsync(row, name, send);
        });
    }

    /// <summary>Whether the state of its order proves that it was made, whatever became of it since.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all of its kind.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer) =>
        row.Note is { } before
        && WireObject.Text(answer, numberField) is { } number && number is not None && number != before
        && (alike.AmountField is not { } amount
            || WireObject.Text(row.Sent, amount) is not { } sent
            || PaymentProof.AreSame(sent, WireObject.Text(answer, amount)))
        && alike.IsOnly(row, name, journal, lag);

    // That of what the order has; null where nobody can tell. The codes are those of payments: not found.
    private string? NumberIn(ApiOutcome state) => state.Answer is { } answer ? WireObject.Text(answer, numberField)
        : state.Fault is { Reason: FaultReason.Refused, Code: "340" or "11068" } ? None
        : null;
}
