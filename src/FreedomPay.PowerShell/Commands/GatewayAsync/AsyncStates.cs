using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>What the states of asynchronous payments say. Their list is open: a word that nobody knows is no state to wait in.</summary>
internal static class AsyncStates
{
    private const string Failed = "error";

    /// <summary>Whether the API is at work on it, so that another state will follow by itself.</summary>
    public static bool IsInWork(JsonObject payment) => WireObject.Text(payment, "status") is "process" or "process_clearing";

    /// <summary>The code of a failed payment that says that its own API does not know what became of it; null for any other.</summary>
    public static string? OpenCodeOf(JsonObject payment) =>
        WireObject.Text(payment, "status") == Failed && WireObject.Text(payment, "error.code") is { } code && ErrorAdvice.LeavesOpen(code) ? code : null;

    /// <summary>Why a payment is a failure; null where it is none.</summary>
    /// <param name="operationId">The operation that has told it.</param>
    /// <param name="payment">The payment.</param>
    public static RequestFailure? FailureOf(string operationId, AsyncPayment payment)
    {
        if (payment.PaymentStatus != Failed) return null;
        return new RequestFailure(
            GatewayAsyncMessages.PaymentFailed.With(payment.PaymentId, Reason(payment.FailureCode, payment.FailureDescription)),
            AdviceOf(operationId, payment.FailureCode, GatewayAsyncMessages.PaymentFailedAdvice),
            payment.FailureCode);
    }

    /// <summary>Why a request was refused; null where it was not.</summary>
    /// <param name="operationId">The operation that has told it.</param>
    /// <param name="request">The request.</param>
    public static RequestFailure? FailureOf(string operationId, AsyncRequest request)
    {
        if (request.Status != Failed) return null;
        return new RequestFailure(
            GatewayAsyncMessages.RequestFailed.With(request.RequestId, Reason(request.FailureCode, request.FailureDescription)),
            AdviceOf(operationId, request.FailureCode, GatewayAsyncMessages.RequestFailedAdvice),
            request.FailureCode);
    }

    /// <summary>What may be charged of a held payment: all of it; null where its state does not tell.</summary>
    public static decimal? HeldIn(JsonObject payment) =>
        WireObject.Text(payment, "status") == "approved" && WireObject.Text(payment, "clearing.cleared") is null or "false"
            ? AmountAt(payment, "amount")
            : null;

    /// <summary>What is left of the charge of a payment when all that was given back is taken away; null where its state does not tell.</summary>
    public static decimal? LeftIn(JsonObject payment)
    {
        if (WireObject.Text(payment, "status") != "success"
            || WireObject.Text(payment, "clearing.cleared") != "true"
            || AmountAt(payment, "clearing.amount") is not { } left)
        {
            return null;
        }

        if (payment["refund_payments"] is not { } listed) return left;
        if (listed is not JsonArray refunds) return null;
        foreach (JsonNode? refund in refunds)
        {
            // One of which nobody says that it counts, or over what it is, may count.
            if (refund is not JsonObject one
                || WireObject.Text(one, "status") is not ("success" or "process")
                || AmountAt(one, "amount") is not { } amount)
            {
                return null;
            }
            left -= Math.Abs(amount);
        }

        return left;
    }

    /// <summary>Whether a list of changes has one that did not fail.</summary>
    public static bool HasChange(JsonNode? listed) =>
        listed is JsonArray changes && changes.OfType<JsonObject>().Any(static one => WireObject.Text(one, "status") is "success" or "process");

    /// <summary>Whether two objects have the same amount in these places.</summary>
    public static bool AreSame(JsonObject one, string place, JsonObject other, string otherPlace) =>
        AmountAt(one, place) is { } amount && amount == AmountAt(other, otherPlace);

    // What the code means, and what to do whatever the code.
    private static string AdviceOf(string operationId, string? code, string advice) =>
        ErrorAdvice.AdviceOf(operationId, FreedomPayApi.GatewayAsync, code) is { } known ? known + " " + advice : advice;

    private static string Reason(string? code, string? said) =>
        (code is null ? "" : GatewayAsyncMessages.WithCode.With(code)) + (string.IsNullOrEmpty(said) ? "" : ": " + said!.TrimEnd('.', ' '));

    private static decimal? AmountAt(JsonObject fields, string wireName) =>
        WireObject.FirstAt(fields, wireName) is JsonValue value
        && value.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
        && Amount.TryParse(value.ToString(), out Amount amount)
            ? amount.Value
            : null;
}
