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

/// <summary>Charges again without the payer, by the recurring profile of a first payment, or by one that the payer has signed.</summary>
/// <remarks>
/// <para>
/// -RecurringProfile is made by a first payment with -RecurringStart 1 (New-FreedomPayPayment); its number arrives at that payment's -ResultUrl. It may
/// be charged at any time while it lives. Status ok means that the charge was accepted; how it ended tells Get-FreedomPayPayment.
/// </para>
/// <para>
/// -ProfileId is one of New-FreedomPayRecurringProfile, which the payer has signed. It is charged at once; PaymentStatus tells how that went, and
/// InvoiceId is the number of the charge. A row that has both kinds of profile is refused.
/// </para>
/// <para>
/// Safety: it moves money and a repeat may charge twice, so a request whose answer is lost is never sent again. With -RecurringProfile the payment is
/// looked up by its order id, and taken for this one if it was created in these very seconds over the same amount, and no other row asked for the
/// same; else the outcome is reported as unknown. With -ProfileId only the lost answer has the number of the charge, so that the outcome stays unknown
/// in every run: the merchant's account or the address that is told of the profile shows what has happened. An order that is given twice is charged
/// twice.
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
/// <example>
/// <code>New-FreedomPayRecurringPayment -ProfileId 987654321 -Amount 1000 -Currency KZT -OrderId ORDER-123 -InvoiceType binance</code>
/// <para>Charges 1000 to a profile that the payer has signed.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/reccuring-payment-21166426e0">Recurring payment</seealso>
/// <seealso href="https://docs.freedompay.kz/execute-43611670e0">Charge by recurring profile</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayRecurringPayment", SupportsShouldProcess = true)]
[OutputType(typeof(Payment))]
[Operation("createRecurringPayment", "POST", "/make_recurring_payment", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = OfPayment,
    Key = "pg_order_id", StatusOperation = "getPaymentStatus", Answer = ["pg_status"])]
[Operation("chargeByRecurringProfile", "POST", "/v5/merchant/invoice/create", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = OfProfile,
    Sign = Signing.Jws, IsSecretAssumed = true, Key = "X-Request-Id", RequestId = RequestIdUse.Key, Statuses = ["new", "process", "success"],
    Answer = ["invoice_id", "status"])]
public sealed class NewFreedomPayRecurringPaymentCommand : ApiCommand<Payment>, IAssumesSecret
{
    private const string OfPayment = "Payment";
    private const string OfProfile = "Profile";

    // Nobody has to do anything before it is charged, or held, or has failed.
    private static readonly string[] States = ["new", "pending", "partial", "waiting", "process", "processing", "success", "ok", "error", "failed"];

    private PaymentProof Proof => PaymentProof.OfProcess(RegionOfConnection, States);

    /// <summary>Number of the recurring profile, as the first payment's -ResultUrl was told it.</summary>
    [Parameter(ParameterSetName = OfPayment, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_recurring_profile"), Field("pg_recurring_profile", FieldKind.Id, Example = "12345")]
    public string? RecurringProfile { get; set; }

    /// <summary>Number of a recurring profile that the payer has signed, as New-FreedomPayRecurringProfile returns it.</summary>
    [Parameter(ParameterSetName = OfProfile, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("profile_id"), Field("profile_id", FieldKind.Id, Example = "123456789")]
    public string? ProfileId { get; set; }

    /// <summary>Amount to charge, in the currency of the profile or in -Currency: digits with at most two decimals after a point, from 0.01, such as
    /// 1500.50. A decimal comma, blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Set = OfPayment, Minimum = "0.01"), Field("amount", FieldKind.AmountNumber, Set = OfProfile,
        Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>Currency of the amount, ISO 4217, such as KZT.</summary>
    [Parameter(ParameterSetName = OfProfile, ValueFromPipelineByPropertyName = true)]
    [Completes, Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(ParameterSetName = OfPayment, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>The merchant's own number of the order; unique. With -RecurringProfile at most 50 characters, for the charge is looked up by it, and a new
    /// UUID (version 7) unless given. With -ProfileId the column external_id, and never the ExternalId of a profile.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id", "external_id"), Field("pg_order_id", FieldKind.Id, Set = OfPayment, MaxLength = 50), Field("external_id", FieldKind.Id,
        Set = OfProfile)]
    public string? OrderId { get; set; }

    /// <summary>Way of invoicing, that of the profile: binance, superapp; the list is open.</summary>
    [Parameter(ParameterSetName = OfProfile, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("type"), Field("type", Known = ["binance", "superapp"])]
    public string? InvoiceType { get; set; }

    /// <summary>Address that is told the result.</summary>
    [Parameter(ParameterSetName = OfPayment, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_result_url"), Field("pg_result_url", FieldKind.Url)]
    public string? ResultUrl { get; set; }

    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. It goes into a header; what a repeated one is
    /// answered with is not documented.</summary>
    [Parameter(ParameterSetName = OfProfile, ValueFromPipelineByPropertyName = true)]
    [Alias("X-Request-Id"), Field("X-Request-Id", FieldKind.Uuid, IsHeader = true)]
    public string? RequestId { get; set; }

    /// <summary>The secret that signs with -ProfileId: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and
    /// else Payment.</summary>
    [Parameter(ParameterSetName = OfProfile)]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => WireObject.Text(sent, "profile_id") is { } profile
        ? SubjectOf(profile, WireObject.Text(sent, "external_id"), WireObject.Text(sent, "amount"))
        : SubjectOf(RecurringProfile, WireObject.Text(sent, "pg_order_id"), WireObject.Text(sent, "pg_amount"));

    private static string SubjectOf(string? profile, string? order, string? amount) => order is null
        ? MerchantMessages.ProfileAndAmount.With(profile, amount)
        : MerchantMessages.ProfileOrderAndAmount.With(profile, order, amount);

    // Only of a payment the state is asked: of a charge by a profile nothing tells.
    private protected override Task<ApiOutcome> PerformAsync(
        Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) => row.Operation.StatusOperation is null
        ? base.PerformAsync(row, client, request, trace, cancellation)
        : Proof.MakeAsync(row.Known, row.Name, () => base.PerformAsync(row, client, request, trace, cancellation));

    private protected override bool ShowsArrival(Row row, JsonObject answer) => Proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);

    private protected override string? WhereElse(Row row) => row.Operation.StatusOperation is null
        ? MerchantMessages.ProfileChargeElsewhere.With(WireObject.Text(row.Sent, "profile_id"), WireObject.Text(row.Sent, "external_id") ?? row.RequestId)
        : null;

    private protected override RequestFailure? FailureOf(Payment result) => result.PaymentStatus is "error" or "failed"
        ? new RequestFailure(
            MerchantMessages.ChargeFailed.With(result.PaymentId, result.OrderId, result.FailureDescription ?? result.PaymentStatus),
            MerchantMessages.ChargeFailedAdvice)
        : null;
}
