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
        if (Read(items, "pg_payment_id", "pg_amount", "pg_payment_status", "pg_payment_date") is not { } list) return null;

        // Something was given back that the list does not have.
        bool lacksAll = list.refunds.Count == 0 && Amount.TryParse(WireObject.Text(answer, "pg_refund_amount"), out Amount total) && total.Value != 0;
        return lacksAll ? null : list;
    }

    /// <summary>Reads the list out of an invoice; null where that cannot be relied upon.</summary>
    /// <param name="answer">The invoice.</param>
    public static RefundList? OfInvoice(JsonObject answer)
    {
        // Whether the list may be missing where it is empty is not documented, so that only a list tells that there is none.
        RefundList? list = AnswerReader.ItemsOf(answer["refunds"], null) is { } items ? Read(items, "id", "amount", "status", "created_at") : null;
        // Something was given back that the list does not have.
        return list is { refunds.Count: 0 } && WireObject.Text(answer, "status") == "refunded" ? null : list;
    }

    /// <summary>How much was given back by what is done.</summary>
    public decimal Done => refunds.Values.Where(static refund => refund.IsDone).Sum(static refund => refund.Amount);

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

    private static RefundList? Read(JsonObject[] items, string number, string sum, string state, string date)
    {
        var refunds = new Dictionary<string, (decimal Amount, bool IsDone, string? Date)>(StringComparer.Ordinal);
        foreach (JsonObject item in items)
        {
            // A number that a note of the journal could not hold is none that can be relied upon.
            if (WireObject.Text(item, number) is not { Length: > 0 } id
                || id.IndexOfAny([' ', '=']) >= 0
                || !Amount.TryParse(WireObject.Text(item, sum), out Amount amount)
                || refunds.ContainsKey(id))
            {
                return null;
            }
            refunds[id] = (Math.Abs(amount.Value), WireObject.Text(item, state) is "success", WireObject.Text(item, date));
        }

        return new RefundList(refunds);
    }
}
