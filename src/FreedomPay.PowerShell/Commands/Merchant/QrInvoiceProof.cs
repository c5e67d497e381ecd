using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>
/// Proves by the state of its order that an invoice whose answer was lost was created. Whether the time in the state is that of the invoice is not said,
/// so it is asked before the request leaves too: only one that was not there then can be it, over the same amount, and only where no other of
/// ours asked for the same.
/// </summary>
/// <param name="acts">What this process does.</param>
internal sealed class QrInvoiceProof(RecentActs acts)
{
    private const string None = "0";

    // How late an invoice may come into the state of its order; the pages name no number.
    private static readonly TimeSpan Lag = TimeSpan.FromMinutes(1);

    /// <summary>Creates an invoice.</summary>
    /// <param name="row">Its row, whose note keeps the number of the invoice that the order had before, 0 for none.</param>
    /// <param name="name">What names it among all invoices, in a later run too: two rows of one order are two.</param>
    /// <param name="ask">Asks once for the state of its order, right before it leaves. Where that fails, a lost answer cannot be proven, and the
    /// request is sent nevertheless.</param>
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
            return DoAsync();
        });

        Task<ApiOutcome> DoAsync() => acts.DoAsync(ActOf(row), AmountOf(row), name, send);
    }

    /// <summary>Whether the state of its order proves that an invoice was created, whatever became of it since.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all invoices.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer) =>
        row.Note is { } before
        && WireObject.Text(answer, "invoice_id") is { } id && id is not None && id != before
        && PaymentProof.AreSame(WireObject.Text(row.Sent, "amount"), WireObject.Text(answer, "amount"))
        && acts.Age(name) is { } age
        // What ended longer ago is what the order had before.
        && !acts.HasOthers(ActOf(row), AmountOf(row), name, row.Ticket?.Verdict is JournalVerdict.InDoubt ? null : age + Lag)
        && journal?.PastLike(row, "order_id", "amount").Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) != true;

    private static string ActOf(RunRow row) => "invoice " + WireObject.Text(row.Sent, "order_id");

    private static decimal? AmountOf(RunRow row) => Amount.TryParse(WireObject.Text(row.Sent, "amount"), out Amount amount) ? amount.Value : null;

    // That of the invoice which the order has; null where nobody can tell. Its numbers are those of payments, and so are the codes: not found.
    private static string? NumberIn(ApiOutcome state) => state.Answer is { } answer ? WireObject.Text(answer, "invoice_id")
        : state.Fault is { Reason: FaultReason.Refused, Code: "340" or "11068" } ? None
        : null;
}
