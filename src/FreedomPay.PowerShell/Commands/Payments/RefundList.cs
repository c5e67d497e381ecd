using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Payments;

/// <summary>The refunds that the state of a payment lists, by their numbers.</summary>
internal sealed class RefundList
{
    private readonly IReadOnlyDictionary<string, (decimal Amount, bool IsDone, string? Date)> refunds;

    private RefundList(IReadOnlyDictionary<string, (decimal Amount, bool IsDone, string? Date)> refunds) => this.refunds = refunds;

    /// <summary>Reads the list out of the state of a payment; null where that cannot be relied upon.</summary>
    /// <param name="answer">The state.</param>
    /// <param name="paymentId">The payment that was asked about.</param>
    public static RefundList? Of(JsonObject answer, string? paymentId)
    {
        if (WireObject.Text(answer, "pg_payment_id") != paymentId) return null;
        JsonNode? listed = answer["pg_refund_payments"];
        if ((listed is null ? [] : AnswerReader.ItemsOf(listed, "pg_refund_payment")) is not { } items) return null;
        var refunds = new Dictionary<string, (decimal Amount, bool IsDone, string? Date)>(StringComparer.Ordinal);
        foreach (JsonObject item in items)
        {
            if (WireObject.Text(item, "pg_payment_id") is not { Length: > 0 } id
                || !Amount.TryParse(WireObject.Text(item, "pg_amount"), out Amount amount)
                || refunds.ContainsKey(id))
            {
                return null;
            }
            refunds[id] = (Math.Abs(amount.Value), WireObject.Text(item, "pg_payment_status") is "success", WireObject.Text(item, "pg_payment_date"));
        }

        // Something was given back that the list does not have.
        bool lacksAll = refunds.Count == 0 && Amount.TryParse(WireObject.Text(answer, "pg_refund_amount"), out Amount total) && total.Value != 0;
        return lacksAll ? null : new RefundList(refunds);
    }

    /// <summary>Reads what a journal noted; null where it noted nothing that can be read.</summary>
    public static RefundList? Parse(string? note)
    {
        if (note is null) return null;
        var refunds = new Dictionary<string, (decimal Amount, bool IsDone, string? Date)>(StringComparer.Ordinal);
        foreach (string part in note.Split([' '], StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            int sign = part.IndexOf('=');
            if (sign < 1 || !Amount.TryParse(part.Substring(sign + 1), out Amount amount)) return null;
            refunds[part.Substring(0, sign)] = (amount.Value, true, null);
        }

        return note.StartsWith("refunds", StringComparison.Ordinal) ? new RefundList(refunds) : null;
    }

    /// <summary>How many are done that an earlier list did not have.</summary>
    /// <param name="before">The earlier list.</param>
    /// <param name="amount">Over what; null for any amount.</param>
    /// <param name="isOfThen">Whether one of that date counts; null where any does.</param>
    public int CountNew(RefundList before, decimal? amount, Func<string?, bool>? isOfThen = null) => refunds.Count(refund =>
        refund.Value.IsDone
        && !before.refunds.ContainsKey(refund.Key)
        && (amount is null || refund.Value.Amount == amount)
        && isOfThen?.Invoke(refund.Value.Date) != false);

    /// <summary>The list as a journal keeps it.</summary>
    /// <returns>Number and amount of each.</returns>
    public override string ToString() =>
        string.Concat(refunds.Select(static refund => $" {refund.Key}={refund.Value.Amount.ToString(CultureInfo.InvariantCulture)}").Prepend("refunds"));
}
