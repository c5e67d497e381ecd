using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that pays out over an order, by whose number the payout is found again.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class PayoutCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private const string FailedState = "error";

    // For about a minute the state does not show a payout that there is.
    private readonly OrderProof proof = new(
        new ActsAlike(RecentActs.OfProcess, "payout", "pg_order_id") { AmountField = "pg_amount" }, "pg_payment_id", TimeSpan.FromMinutes(2));

    /// <summary>The merchant's own number of the order, at most 50 characters; unique, for the payout is looked up by it. A new UUID (version 7)
    /// unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Amount to pay out, in the currency of the shop: digits with at most two decimals after a point, from 0.01 to 99999999, such as
    /// 1500.50. A decimal comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01", Maximum = "99999999")]
    public string? Amount { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => OrderSubject.Of(sent);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.MakeOnlyAsync(
            row.Known, row.Name, () => AskFor(row, client, trace, cancellation),
            () => base.PerformAsync(row, client, request, trace, cancellation),
            // The documentation calls its number unique, and says nothing of a repeat.
            state => WireObject.Text(state, "pg_payment_status") is var status && status == FailedState ? null : PaymentsMessages.OrderHasPayout.With(
                row.Operation.OperationId, WireObject.Text(row.Sent, "pg_order_id"), WireObject.Text(state, "pg_payment_id"), status));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);
}
