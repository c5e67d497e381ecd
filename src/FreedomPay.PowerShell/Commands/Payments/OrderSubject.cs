using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.Commands.Payments;

/// <summary>What a payment or payout is about, for -WhatIf and -Confirm.</summary>
internal static class OrderSubject
{
    /// <summary>The order and the sum; the sum alone where the order gets its number later.</summary>
    /// <param name="sent">The fields of the request.</param>
    public static string Of(JsonObject sent)
    {
        string sum = WireObject.Text(sent, "pg_amount") ?? PaymentsMessages.AnyAmount;
        if (WireObject.Text(sent, "pg_currency") is { } currency) sum += " " + currency;
        return WireObject.Text(sent, "pg_order_id") is { } order ? PaymentsMessages.OrderAndAmount.With(order, sum) : sum;
    }
}
