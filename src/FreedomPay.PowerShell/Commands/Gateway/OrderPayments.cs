using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>
/// The payments that are made for an order through the Gateway API. Their state says nothing of when they were made, so that a lost one is told by what
/// the order had before.
/// </summary>
internal static class OrderPayments
{
    private const string OrderField = "pg_order_id";

    // A number 0 for about a minute means that there is none, and a state may lag.
    private static readonly OrderProof Proof = new(
        new ActsAlike(RecentActs.OfProcess, "payment", OrderField) { AmountField = "pg_amount" }, "pg_payment_id", TimeSpan.FromMinutes(2));

    /// <summary>Makes one, however many the order has.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="ask">Asks once for the state of its order.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public static Task<ApiOutcome> MakeAsync(Row row, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send) =>
        Proof.MakeAsync(row.Known, row.Name, ask, send);

    /// <summary>Charges one where the order has none yet, but for one that was declined.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="ask">Asks for the state of its order.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    /// <param name="refuse">Says why it is not sent, by the state of the order that has one already; null for a declined one.</param>
    public static Task<ApiOutcome> ChargeAsync(Row row, Func<Task<ApiOutcome>> ask, Func<Task<ApiOutcome>> send, Func<JsonObject, string?> refuse) =>
        Proof.MakeOnlyAsync(row.Known, row.Name, ask, send, refuse);

    /// <summary>Whether the state of its order proves that a payment was made, whatever became of it since.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public static bool IsShownBy(Row row, RunJournal? journal, JsonObject answer) =>
        // What does not say whose state it is may be that of another order.
        WireObject.Text(answer, OrderField) is { } order && order == WireObject.Text(row.Sent, OrderField)
        && (WireObject.Text(row.Sent, "pg_currency") is not { } currency || currency == WireObject.Text(answer, "pg_currency"))
        && Proof.IsShownBy(row.Known, row.Name, journal, answer);
}
