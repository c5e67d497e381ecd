using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Payments;

/// <summary>How an API names what is given back and lists the refunds of it.</summary>
internal abstract class RefundBook
{
    /// <summary>That of the payments.</summary>
    public static RefundBook OfPayments { get; } = new Payments("pg_refund_amount");

    /// <summary>That of the same payments in the Gateway API.</summary>
    public static RefundBook OfGateway { get; } = new Payments("pg_amount");

    /// <summary>That of the invoices.</summary>
    public static RefundBook OfInvoices { get; } = new Invoices();

    /// <summary>Wire name of the number of what is given back.</summary>
    public abstract string Number { get; }

    /// <summary>Wire name of the amount of a refund.</summary>
    public abstract string Amount { get; }

    /// <summary>What is given back, among all that any API has a number for.</summary>
    public abstract string TargetOf(RunRow row);

    /// <summary>The refunds that a state lists; null where it cannot be relied upon.</summary>
    public abstract RefundList? ListIn(JsonObject state, RunRow row);

    /// <summary>Whether a refund of a date may be one that was sent then.</summary>
    /// <param name="date">The date, as the list has it.</param>
    /// <param name="offset">Where the time of the API is local.</param>
    /// <param name="sent">When it was sent, by the time of the API.</param>
    public abstract bool IsSince(string? date, TimeSpan offset, DateTimeOffset sent);

    /// <summary>Whether a state says that all of it was given back.</summary>
    public abstract bool IsGivenBackWhole(JsonObject state);

    private sealed class Payments(string amount) : RefundBook
    {
        public override string Number => "pg_payment_id";

        public override string Amount => amount;

        public override string TargetOf(RunRow row) => RefundProof.PaymentOf(row);

        public override RefundList? ListIn(JsonObject state, RunRow row) => RefundList.Of(state, RefundProof.PaymentOf(row));

        public override bool IsSince(string? date, TimeSpan offset, DateTimeOffset sent) => LocalTime.IsSince(date, offset, sent);

        public override bool IsGivenBackWhole(JsonObject state)
        {
            var payment = new Payment();
            AnswerReader.Fill(payment, state, null);
            return payment.RefundAmount is { } back && payment.ClearingAmount is { } charged && Math.Abs(back.Value) == charged.Value;
        }
    }

    private sealed class Invoices : RefundBook
    {
        private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

        public override string Number => "id";

        public override string Amount => "amount";

        public override string TargetOf(RunRow row) => "invoice " + WireObject.Text(row.Sent, Number);

        public override RefundList? ListIn(JsonObject state, RunRow row) => RefundList.OfInvoice(state);

        // Written with its offset.
        public override bool IsSince(string? date, TimeSpan offset, DateTimeOffset sent) =>
            DateTimeOffset.TryParseExact(date, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset then)
                && LocalTime.IsSince(then, sent);

        public override bool IsGivenBackWhole(JsonObject state) =>
            RefundList.OfInvoice(state) is { } list
            && FreedomPay.Amount.TryParse(WireObject.Text(state, "amount"), out Amount whole)
            && list.Done == whole.Value;
    }
}
