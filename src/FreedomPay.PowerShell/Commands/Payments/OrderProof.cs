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
/// <param name="numberIn">The number of what the order has, by its state, or another word for it that a journal may keep; <see cref="None"/> for nothing,
/// null where the state does not tell.</param>
/// <param name="lag">For how long the state may not show what there is.</param>
internal sealed class OrderProof(ActsAlike alike, Func<JsonObject, string?> numberIn, TimeSpan lag)
{
    /// <summary>The number of nothing.</summary>
    public const string None = "0";

    /// <summary>Proves by the number that the state of an order has.</summary>
    /// <param name="alike">The others.</param>
    /// <param name="numberField">Wire name of the number of what the order has, in its state.</param>
    /// <param name="lag">For how long the state may not show what there is.</param>
    public OrderProof(ActsAlike alike, string numberField, TimeSpan lag)
        : this(alike, state => WireObject.Text(state, numberField), lag)
    {
    }

    /// <summary>Wire name of the amount in the state, where it has another one than in the request; null for the same.</summary>
    public string? AmountInState { get; init; }

    /// <summary>Makes it, however many the order has.</summary>
    /// <param name="row">Its row, whose note keeps the number of what the order had before, 0 for nothing.</param>
    /// <param name="name">What names it among all of its kind, in a later run too: two rows of one order are two.</param>
    /// <param name="ask">Asks once for the state of its order, right before it leaves. Where that fails, a lost answer cannot be proven, and the
    /// request is sent nevertheless.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> MakeAsync(RunRow row, string name, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send) =>
        IsInDoubt(row) ? alike.DoAsync(row, name, send) : ask().ThenAsync(state =>
        {
            row.Note = NumberIn(row, state);
            return alike.DoAsync(row, name, send);
        });

    /// <summary>Makes it where the order has none yet, but for one that came to nothing. The state may show late what the order has, so that what this
    /// process has made of it counts as well.</summary>
    /// <param name="row">Its row, whose note keeps the number of what the order had before, 0 for nothing.</param>
    /// <param name="name">What names it among all of its kind, in a later run too.</param>
    /// <param name="ask">Asks for the state of its order, right before it leaves. Where nothing answers, it is not sent.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    /// <param name="refuse">Says why it is not sent, by the state of the order that has one already; null for one that came to nothing.</param>
    /// <returns>What became of it.</returns>
    public Task<ApiOutcome> MakeOnlyAsync(
        RunRow row, string name, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send, Func<JsonObject, string?> refuse)
    {
        string? order = WireObject.Text(row.Sent, alike.NameField);
        return IsInDoubt(row)
            ? alike.DoAsync(row, name, send)
            : alike.DoAloneAsync(row, name, () => ask().ThenAsync(SendAsync), outcome => IsNothing(outcome, refuse))
                ?? ask().ThenAsync(state => Task.FromResult(
                    RowOutcomes.NotSent(row, ReasonIn(state) ?? PaymentsMessages.OrderIsTaken.With(row.OperationId, order))));

        string? ReasonIn(ApiOutcome state) => NumberIn(row, state) is not (null or None) && state.Answer is { } found ? refuse(found) : null;

        Task<ApiOutcome> SendAsync(ApiOutcome state)
        {
            row.Note = NumberIn(row, state);
            if (ReasonIn(state) is { } reason) return Task.FromResult(RowOutcomes.NotSent(row, reason));
            // A refusal that is no "not found" says nothing of the order; it may be that such orders are not told at all.
            if (row.Note is null && state.Fault?.Reason is not FaultReason.Refused)
            {
                ApiOutcome unsent = RowOutcomes.NotSent(row, PaymentsMessages.OrderIsNotTold.With(row.OperationId, order, state.Fault?.Message));
                return Task.FromResult(state.Fault is { } fault ? unsent with { Fault = fault with { Message = unsent.Fault!.Message } } : unsent);
            }

            return send();
        }
    }

    /// <summary>Whether the state of its order proves that it was made, whatever became of it since.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all of its kind.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer) =>
        row.Note is { } before
        && numberIn(answer) is { } number && number is not None && number != before
        && (alike.AmountField is not { } amount
            || WireObject.Text(row.Sent, amount) is not { } sent
            || PaymentProof.AreSame(sent, WireObject.Text(answer, AmountInState ?? amount)))
        && alike.IsOnly(row, name, journal, lag);

    private static bool IsInDoubt(RunRow row)
    {
        if (row.Ticket is not { Verdict: JournalVerdict.InDoubt } doubt) return false;
        row.Note = doubt.Note;
        return true;
    }

    // What was not sent or was refused, and what its own state calls a failure.
    private static bool IsNothing(ApiOutcome outcome, Func<JsonObject, string?> refuse) =>
        outcome.State is OutcomeState.NotSent or OutcomeState.Failed || (outcome is { Recovered: true, Answer: { } state } && refuse(state) is null);

    // That of what the order has; null where nobody can tell. What is of another order tells nothing. The codes are those of payments: not found.
    private string? NumberIn(RunRow row, ApiOutcome state) => state.Answer is { } answer
        ? WireObject.Text(answer, alike.NameField) is { } order && order != WireObject.Text(row.Sent, alike.NameField) ? null : numberIn(answer)
        : state.Fault is { Reason: FaultReason.Refused, Code: "340" or "11068" } ? None
        : null;
}
