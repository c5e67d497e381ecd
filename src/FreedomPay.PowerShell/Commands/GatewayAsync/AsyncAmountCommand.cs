using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>
/// A cmdlet that charges or gives back an amount of an asynchronous payment. The API wants an amount in any case: in full it is that which the state of
/// the payment leaves, asked right before the request.
/// </summary>
public abstract class AsyncAmountCommand : AsyncChangeCommand
{
    private protected const string InPart = "Amount";
    private protected const string InFull = "Full";
    private protected const string AmountField = "amount";

    /// <summary>Whether all is meant.</summary>
    private protected abstract bool IsInFull { get; }

    /// <summary>What a state leaves to be charged or given back; null where it does not tell.</summary>
    private protected abstract decimal? RestIn(JsonObject payment);

    private protected override string? SubjectOf(JsonObject sent) =>
        GatewayAsyncMessages.PaymentAndAmount.With(WireObject.Text(sent, "id"), WireObject.Text(sent, AmountField) ?? GatewayAsyncMessages.FullAmount);

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        if (!IsInFull) return base.PerformAsync(row, client, request, trace, cancellation);
        // Under the number of an earlier run goes what that has sent, whatever the payment has left by now.
        if (row.Ticket is { Verdict: JournalVerdict.InDoubt, Note: { } noted }) return SendOver(noted);
        return AskBefore(row, client, trace, cancellation).ThenAsync(state => RestOf(row, state) is { } rest
            ? SendOver(rest.ToString(CultureInfo.InvariantCulture))
            : Task.FromResult(NotSent(row, state)));

        Task<ApiOutcome> SendOver(string amount)
        {
            row.Known.Note = amount;
            // What is compared with the answer, and what is sent.
            foreach (JsonObject fields in new[] { row.Sent, request.Body! }) fields[AmountField] = JsonNode.Parse(amount);
            return base.PerformAsync(row, client, request, trace, cancellation);
        }
    }

    private decimal? RestOf(Row row, ApiOutcome state) =>
        state.Answer is { } payment && WireObject.Text(payment, "id") == WireObject.Text(row.Sent, "id") && RestIn(payment) is > 0m and { } rest
            ? rest
            : null;

    // For the reason for which the payment could not be asked for, or for that which its state has.
    private static ApiOutcome NotSent(Row row, ApiOutcome state)
    {
        string? payment = WireObject.Text(row.Sent, "id");
        if (state.Fault is not { } fault)
        {
            string? status = WireObject.Text(state.Answer!, "status");
            return RowOutcomes.NotSent(row.Known, GatewayAsyncMessages.RestNotTold.With(row.Operation.OperationId, payment, status));
        }

        string told = GatewayAsyncMessages.RestNotAsked.With(row.Operation.OperationId, payment, fault.Message);
        ApiOutcome unsent = RowOutcomes.NotSent(row.Known, told);
        return unsent with { Fault = fault with { Reason = fault.Cause ?? fault.Reason, Cause = null, Message = unsent.Fault!.Message } };
    }
}
