using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Simulation;

/// <summary>
/// The payments that the API knows, and what it tells of them: of an order the last one only, of a payment its refunds without saying whose
/// they are, and either as it was some seconds ago.
/// </summary>
/// <param name="dice">What is left to chance.</param>
/// <param name="now">The time, whatever the clocks of processes say.</param>
internal sealed class PaymentBooks(Dice dice, Func<DateTimeOffset> now)
{
    /// <summary>Where the time of the API is local.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(5);

    // What RefundAct allows for is a minute.
    private const int LongestLag = 50;
    private readonly List<Entry> entries = [];

    // By how much the clock that dates them differs from that which dates the answers, within what LocalTime allows for.
    private readonly TimeSpan skew = TimeSpan.FromSeconds(dice.For(Question.Payments).Of([0, 0, 0, -1, 1]));
    private int asked;

    /// <summary>Writes down what somebody has made, of an order or of a payment.</summary>
    /// <param name="of">The number of that.</param>
    /// <param name="amount">Over what.</param>
    /// <param name="ago">How long ago.</param>
    public void Add(string of, string amount, TimeSpan ago = default) =>
        entries.Add(new Entry((100_000 + entries.Count).ToString(CultureInfo.InvariantCulture), of, amount, now() - ago));

    /// <summary>How many have been made of an order or a payment, by whomever.</summary>
    public int Count(string of) => entries.Count(entry => entry.Of == of);

    /// <summary>What is told of an order: its last payment; null where there is none.</summary>
    public JsonObject? LastOf(string order) => Shown(order).LastOrDefault() is not { } last ? null : new JsonObject
    {
        ["pg_order_id"] = order,
        ["pg_payment_id"] = last.Id,
        ["pg_payment_status"] = "new",
        ["pg_amount"] = last.Amount + ".00",
        ["pg_create_date"] = Local(last),
    };

    /// <summary>What is told of a payment: its refunds.</summary>
    public JsonObject RefundsOf(string payment)
    {
        JsonNode[] refunds = [.. Shown(payment).Select(JsonNode (refund) => new JsonObject
        {
            ["pg_payment_id"] = refund.Id,
            ["pg_payment_status"] = "success",
            ["pg_amount"] = "-" + refund.Amount + ".00",
            ["pg_payment_date"] = Local(refund),
        })];
        var answer = new JsonObject { ["pg_payment_id"] = payment, ["pg_payment_status"] = "success" };
        // As it is read again: a list of one is no list.
        JsonNode listed = refunds.Length == 1 ? refunds[0] : new JsonArray(refunds);
        if (refunds.Length > 0) answer["pg_refund_payments"] = new JsonObject { ["pg_refund_payment"] = listed };
        return answer;
    }

    private string Local(Entry entry) => (entry.At + skew).ToOffset(Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private IEnumerable<Entry> Shown(string of)
    {
        Dice own = dice.For(Question.Payments, ++asked);
        DateTimeOffset then = now() - TimeSpan.FromSeconds(own.Chance(0.7) ? 0 : own.From(1, LongestLag));
        return entries.Where(entry => entry.Of == of && entry.At <= then);
    }

    private sealed record Entry(string Id, string Of, string Amount, DateTimeOffset At);
}
