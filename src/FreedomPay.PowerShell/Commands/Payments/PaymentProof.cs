using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Payments;

/// <summary>
/// Proves by the last payment of its order that a payment whose answer was lost was created. That may be an older one: only one that was created
/// in these very seconds, over the same amount, and in a state that it can have by then can be it, and only where no other of ours asked for the same.
/// </summary>
/// <param name="acts">What this process does.</param>
/// <param name="offset">Where the time of the API is local.</param>
internal sealed class PaymentProof(RecentActs acts, TimeSpan offset)
{
    private static readonly string[] Unpaid = ["new", "pending", "partial", "waiting", "process"];

    /// <summary>The states that such a payment can have by then.</summary>
    public IReadOnlyCollection<string> States { get; init; } = Unpaid;

    /// <summary>That of this process.</summary>
    /// <param name="region">Where the API is.</param>
    /// <param name="states">The states that such a payment can have by then; those of one that nobody has paid unless given.</param>
    public static PaymentProof OfProcess(FreedomPayRegion region, IReadOnlyCollection<string>? states = null) =>
        new(RecentActs.OfProcess, LocalTime.OffsetOf(region)) { States = states ?? Unpaid };

    /// <summary>Whether two texts are the same amount.</summary>
    public static bool AreSame(string? one, string? other) => AmountOf(one) is { } first && first == AmountOf(other);

    /// <summary>Creates a payment, and remembers that.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all payments, in a later run too.</param>
    /// <param name="send">Sends it, or asks what became of it where it is in doubt.</param>
    public Task<ApiOutcome> MakeAsync(RunRow row, string name, Func<Task<ApiOutcome>> send) => acts.DoAsync(ActOf(row), AmountOf(row), name, send);

    /// <summary>Whether the state of the last payment of its order proves that a payment was created.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">What names it among all payments.</param>
    /// <param name="journal">The journal of the run; null without one.</param>
    /// <param name="answer">The state.</param>
    public bool IsShownBy(RunRow row, string name, RunJournal? journal, JsonObject answer) =>
        WireObject.Text(answer, "pg_payment_id") is { } id && id != "0"
        // What does not say whose state it is may be that of another order.
        && WireObject.Text(answer, "pg_order_id") is { } order && order == WireObject.Text(row.Sent, "pg_order_id")
        && WireObject.Text(answer, "pg_payment_status") is { } state && States.Contains(state)
        && (WireObject.Text(row.Sent, "pg_currency") is not { } currency || currency == WireObject.Text(answer, "pg_currency"))
        && (WireObject.Text(row.Sent, "pg_amount") is not { } amount || AreSame(amount, WireObject.Text(answer, "pg_amount")))
        && acts.Age(name) is { } age
        && HappenedSince(row, age, WireObject.Text(answer, "pg_create_date"))
        // By its own clock the API may have created what ended that long before.
        && !acts.HasOthers(ActOf(row), AmountOf(row), name, IsOfEarlierRun(row) ? null : age + LocalTime.Span + LocalTime.Span)
        && !HasOthers(row, journal);

    private static string ActOf(RunRow row) => "payment " + WireObject.Text(row.Sent, "pg_order_id");

    private static decimal? AmountOf(RunRow row) => AmountOf(WireObject.Text(row.Sent, "pg_amount"));

    private static decimal? AmountOf(string? text) => Amount.TryParse(text, out Amount amount) ? amount.Value : null;

    private static bool IsOfEarlierRun(RunRow row) => row.Ticket?.Verdict is JournalVerdict.InDoubt;

    // Whenever that was: the clock may have been set since.
    private static bool HasOthers(RunRow row, RunJournal? journal) =>
        journal?.PastLike(row, "pg_order_id", "pg_amount").Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) == true;

    // By the time of the API, at which it was sent too: the clock of this machine may be wrong, and was perhaps another one then.
    private bool HappenedSince(RunRow row, TimeSpan age, string? moment)
    {
        TimeSpan most = IsOfEarlierRun(row) ? LocalTime.LongestWay : age;
        return row.Sendings.Any(sending => sending.ByApi is { } sent && LocalTime.IsSince(moment, offset, sent, most));
    }
}
