using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Charges a card again without its payer, by the recurring profile of a first payment.</summary>
/// <remarks>
/// <para>
/// The profile is made by a first payment with -RecurringStart 1 (New-FreedomPayPayment); its number arrives at that payment's -ResultUrl. It may be
/// charged at any time while it lives. Status ok means that the charge was accepted; how it ended tells Get-FreedomPayPayment.
/// </para>
/// <para>
/// Safety: it moves money and a repeat may charge twice, so a request whose answer is lost is never sent again: the payment is looked up by its
/// order id, and taken for this one if it was created in these very seconds over the same amount, and no other row asked for the same; else the
/// outcome is reported as unknown. An order that is given twice is charged twice.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant. The field list of the documentation is not published; these are the fields of its example and of clients.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayRecurringPayment -RecurringProfile 12345 -Amount 1500.50 -OrderId S-1001 -Description 'Subscription, January'</code>
/// <para>Charges 1500.50 to the card of one profile.</para>
/// </example>
/// <example>
/// <code>Import-Csv subscriptions.csv | New-FreedomPayRecurringPayment -Journal january.jsonl -WhatIf</code>
/// <para>Shows what would be charged for a file with columns such as pg_recurring_profile, pg_order_id and pg_amount, and charges nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/reccuring-payment-21166426e0">Recurring payment</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayRecurringPayment", SupportsShouldProcess = true)]
[OutputType(typeof(Payment))]
[Operation("createRecurringPayment", "POST", "/make_recurring_payment", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = OfPayment,
    Key = "pg_order_id", StatusOperation = "getPaymentStatus", Answer = ["pg_status"])]
public sealed class NewFreedomPayRecurringPaymentCommand : ApiCommand<Payment>
{
    private const string OfPayment = "Payment";

    // Nobody has to do anything before it is charged, or held, or has failed.
    private static readonly string[] States = ["new", "pending", "partial", "waiting", "process", "processing", "success", "ok", "error", "failed"];

    private PaymentProof Proof => PaymentProof.OfProcess(RegionOfConnection, States);

    /// <summary>Number of the recurring profile, as the first payment's -ResultUrl was told it.</summary>
    [Parameter(ParameterSetName = OfPayment, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_recurring_profile"), Field("pg_recurring_profile", FieldKind.Id, Example = "12345")]
    public string? RecurringProfile { get; set; }

    /// <summary>Amount to charge, in the currency of the profile: digits with at most two decimals after a point, from 0.01, such as 1500.50. A decimal
    /// comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; unique, for the charge is looked up by it. A new UUID (version 7) unless
    /// given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Address that is told the result.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_result_url"), Field("pg_result_url", FieldKind.Url)]
    public string? ResultUrl { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        MerchantMessages.ProfileOrderAndAmount.With(RecurringProfile, WireObject.Text(sent, "pg_order_id"), WireObject.Text(sent, "pg_amount"));

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        Proof.MakeAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => Proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);

    private protected override RequestFailure? FailureOf(Payment result) => result.PaymentStatus is "error" or "failed"
        ? new RequestFailure(
            MerchantMessages.ChargeFailed.With(result.PaymentId, result.OrderId, result.FailureDescription ?? result.PaymentStatus),
            MerchantMessages.ChargeFailedAdvice)
        : null;
}
