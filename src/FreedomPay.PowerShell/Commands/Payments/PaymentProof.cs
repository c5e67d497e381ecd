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

    private readonly ActsAlike alike = new(acts, "payment", "pg_order_id") { AmountField = "pg_amount" };

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
    public Task<ApiOutcome> MakeAsync(RunRow row, string name, Func<Task<ApiOutcome>> send) => alike.DoAsync(row, name, send);

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
        && alike.IsThatOf(row, name, journal, LocalTime.Read(WireObject.Text(answer, "pg_create_date"), offset));

    private static decimal? AmountOf(string? text) => Amount.TryParse(text, out Amount amount) ? amount.Value : null;
}
