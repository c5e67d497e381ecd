using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Moves money from one card to another through the Gateway API.</summary>
/// <remarks>
/// <para>
/// The sender is a card (-CardNumber, -CardCvc, -CardYear, -CardMonth, -CardName) or a saved one (-CardToken), the receiver a number (-CardRecipient) or
/// a saved card (-CardRecipientToken). A row that gives both forms of one side is refused and never guessed, and so is one that gives neither.
/// </para>
/// <para>
/// -Amount is debited. -AmountTo may say what is credited where the currencies differ; in one currency a second sum that differs is refused.
/// Get-FreedomPayGatewayTransferRate tells the rate.
/// </para>
/// <para>
/// Where ThreeDSecure is 1 nothing has moved yet: send the holder of the card to AcsUrl, and then the result to Confirm-FreedomPayGatewayTransfer. A
/// transfer that fails gives its debit back by itself.
/// </para>
/// <para>
/// The token 2d0b504c-b95d-4cf6-b782-5a7d13ab2c85 makes half a transfer: as -CardToken only the receiver is paid, which needs -CardName or
/// -CardRecipientName beside a -CardRecipient; as -CardRecipientToken only the sender is debited.
/// </para>
/// <para>
/// Safety: it moves money, and what a repeat does is not documented, so a transfer whose answer is lost is never sent again. The state of its order is
/// asked before it leaves and again when its answer is lost, and it is taken for made when the order has a transfer then, over the same amount and
/// of no other cards, that it had not before; else the outcome is reported as unknown. An order that has a transfer already, other than a failed
/// one, is refused. A transfer over the same order and amount that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant, and a certificate of PCI DSS where card numbers are sent.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayGatewayTransfer -OrderId T-1001 -Amount 1500.50 -CurrencyFrom KZT -CurrencyTo KZT -Description 'To a friend' -CardToken
/// ef741cfc-f85e-41a0-84e6-2ba964912182 -CardRecipient 4671593866478252</code>
/// <para>Moves 1500.50 from a saved card to another card.</para>
/// </example>
/// <example>
/// <code>Import-Csv transfers.csv | New-FreedomPayGatewayTransfer -Journal transfers.jsonl -WhatIf</code>
/// <para>Shows what would be moved for a file with columns such as pg_order_id, pg_amount, pg_card_pan, pg_card_cvc and pg_card_recipient, and moves
/// nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9885527">Transfer from card to card</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayGatewayTransfer", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayTransfer))]
[Operation("gatewayTransferCardToCard", "POST", "/g2g/p2p/transfer", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Key = "pg_order_id",
    StatusOperation = "gatewayGetTransferStatus", Statuses = ["ok", "pending"], Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_payment_amount"])]
public sealed class NewFreedomPayGatewayTransferCommand : ApiCommand<GatewayTransfer>
{
    // It stands for no card: that half of the transfer does not run.
    private const string NoCard = "2d0b504c-b95d-4cf6-b782-5a7d13ab2c85";

    // No page says how late the state may be; that of a payout is about a minute.
    private readonly OrderProof proof = new(
        new ActsAlike(RecentActs.OfProcess, "transfer", "pg_order_id") { AmountField = "pg_amount" }, "pg_payment_id", TimeSpan.FromMinutes(2))
    {
        AmountInState = "pg_payment_amount",
    };

    /// <summary>The merchant's own number of the order, at most 50 characters; unique, for the transfer is looked up by it. A new UUID (version 7) unless
    /// given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>Amount to debit, in units of -CurrencyFrom: digits with at most two decimals after a point, from 0.01, such as 1500.50. A decimal comma,
    /// blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_amount"), Field("pg_amount", FieldKind.Amount, Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>Amount to credit, in units of -CurrencyTo, where the currencies differ: digits with at most two decimals after a point, from 0.01.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_amount_to"), Field("pg_amount_to", FieldKind.Amount, Minimum = "0.01")]
    public string? AmountTo { get; set; }

    /// <summary>Currency of the debit, three capital letters of ISO 4217, such as KZT.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Alias("pg_currency_from"), Field("pg_currency_from", FieldKind.Currency)]
    public string? CurrencyFrom { get; set; }

    /// <summary>Currency of the credit, three capital letters of ISO 4217, such as KZT; the amount is converted where it differs.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Alias("pg_currency_to"), Field("pg_currency_to", FieldKind.Currency)]
    public string? CurrencyTo { get; set; }

    /// <summary>Fee that the sender pays, in units of -CurrencyFrom: digits with at most two decimals after a point.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_commission_amount"), Field("pg_commission_amount", FieldKind.Amount, Minimum = "0")]
    public string? CommissionAmount { get; set; }

    /// <summary>What the sender reads of the transfer.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Number of the sender's card, 13 to 20 digits with the right check digit: a SecureString, or text of a file. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pan), Alias("pg_card_pan"), Field("pg_card_pan", FieldKind.CardNumber, Secret = true, Unless = "pg_card_token")]
    public SensitiveText? CardNumber { get; set; }

    /// <summary>Verification code of the sender's card (CVC), three or four digits: a SecureString, or text of a file. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Cvc), Alias("pg_card_cvc"), Field("pg_card_cvc", FieldKind.CardCode, Secret = true, Unless = "pg_card_token")]
    public SensitiveText? CardCvc { get; set; }

    /// <summary>Year in which the sender's card expires, such as 30. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pan), Alias("pg_card_year"), Field("pg_card_year", FieldKind.CardYear, Secret = true, Unless = "pg_card_token")]
    public SensitiveText? CardYear { get; set; }

    /// <summary>Month in which the sender's card expires, from 01 to 12. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pan), Alias("pg_card_month"), Field("pg_card_month", FieldKind.CardMonth, Secret = true, Unless = "pg_card_token")]
    public SensitiveText? CardMonth { get; set; }

    /// <summary>Name on the sender's card, in Latin letters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_card_name"), Field("pg_card_name", Latin = true, Unless = "pg_card_token", Example = "IVAN IVANOV")]
    public string? CardName { get; set; }

    /// <summary>Token of the sender's saved card: a secret or text. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Token), Alias("pg_card_token"), Field("pg_card_token", Secret = true)]
    public SensitiveText? CardToken { get; set; }

    /// <summary>Number of the receiver's card, 13 to 20 digits with the right check digit: a SecureString, or text of a file. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pan), Alias("pg_card_recipient")]
    [Field("pg_card_recipient", FieldKind.CardNumber, Secret = true, Unless = "pg_card_recipient_token", Example = "4671593866478252")]
    public SensitiveText? CardRecipient { get; set; }

    /// <summary>Token of the receiver's saved card: a secret or text. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Token), Alias("pg_card_recipient_token"), Field("pg_card_recipient_token", Secret = true)]
    public SensitiveText? CardRecipientToken { get; set; }

    /// <summary>Name on the receiver's card, in Latin letters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_card_recipient_name"), Field("pg_card_recipient_name", Latin = true, Example = "PETR PETROV")]
    public string? CardRecipientName { get; set; }

    /// <summary>The sender's number on the merchant's side: digits.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Integer)]
    public string? UserId { get; set; }

    /// <summary>Language of the texts of errors, such as ru.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_language"), Field("pg_language", Known = ["ru", "en", "kz", "kg", "uz"])]
    public string? Language { get; set; }

    /// <summary>The sender's date of birth, ISO 8601, YYYY-MM-DD.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_sender_birthdate"), Field("pg_sender_birthdate", FieldKind.Date)]
    public string? SenderBirthDate { get; set; }

    /// <summary>The sender's country, ISO 3166-1 alpha-3, such as KAZ.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Sensitive(SensitiveKind.Pii), Alias("pg_sender_country")]
    [Field("pg_sender_country", FieldKind.Country, MinLength = 3, MaxLength = 3)]
    public string? SenderCountry { get; set; }

    /// <summary>The sender's city in Latin letters, at most 25 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_sender_city"), Field("pg_sender_city", MaxLength = 25, Latin = true, Example = "Almaty")]
    public string? SenderCity { get; set; }

    /// <summary>The sender's street in Latin letters, at most 35 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_sender_street"), Field("pg_sender_street", MaxLength = 35, Latin = true, Example = "Abay 10")]
    public string? SenderStreet { get; set; }

    /// <summary>The sender's postal code, at most 10 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_sender_postal_code"), Field("pg_sender_postal_code", FieldKind.Id, MaxLength = 10, Example = "050000")]
    public string? SenderPostalCode { get; set; }

    private protected override string? SubjectOf(JsonObject sent)
    {
        string? amount = WireObject.Text(sent, "pg_amount"), currency = WireObject.Text(sent, "pg_currency_from");
        return WireObject.Text(sent, "pg_order_id") is { } order
            ? GatewayMessages.OrderAndSum.With(order, amount, currency)
            : GatewayMessages.Sum.With(amount, currency);
    }

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        JsonObject sent = row.Sent;
        RefuseBoth("pg_card_pan", nameof(CardToken), "pg_card_token");
        RefuseBoth("pg_card_recipient", nameof(CardRecipientToken), "pg_card_recipient_token");
        bool isUndebited = WireObject.Text(sent, "pg_card_token") == NoCard;
        if (isUndebited && WireObject.Text(sent, "pg_card_recipient_token") == NoCard)
        {
            Refuse(nameof(CardRecipientToken), "pg_card_recipient_token", GatewayMessages.TransferHasNoCard);
        }
        if (isUndebited
            && sent.ContainsKey("pg_card_recipient") && !sent.ContainsKey("pg_card_name") && !sent.ContainsKey("pg_card_recipient_name"))
        {
            Refuse(nameof(CardRecipientName), "pg_card_recipient_name", GatewayMessages.TransferNeedsName);
        }
        if (WireObject.Text(sent, "pg_amount") is { } debited
            && WireObject.Text(sent, "pg_amount_to") is { } credited
            && WireObject.Text(sent, "pg_currency_from") is { } currency
            && currency == WireObject.Text(sent, "pg_currency_to")
            && !PaymentProof.AreSame(debited, credited))
        {
            Refuse(nameof(AmountTo), "pg_amount_to", GatewayMessages.TransferHasTwoSums.With(currency));
        }

        void RefuseBoth(string number, string parameter, string token)
        {
            if (sent.ContainsKey(number) && sent.ContainsKey(token)) Refuse(parameter, token, GatewayMessages.CardIsNamedTwice.With(number));
        }

        void Refuse(string parameter, string wireName, string reason) => faults.Add(new FieldFault(parameter, wireName, null, reason));
    }

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.MakeOnlyAsync(
            row.Known, row.Name, () => AskFor(row, client, trace, cancellation),
            () => base.PerformAsync(row, client, request, trace, cancellation).ThenAsync(outcome => IsSignedRefusal(outcome)
                // It may have been made and have failed: its number is in the state alone.
                ? AskFor(row, client, trace, cancellation).ThenAsync(state => Task.FromResult(Numbered(row, outcome, state.Answer)))
                : Task.FromResult(outcome)),
            state => WireObject.Text(state, "pg_payment_status") is var status && status == Transfers.Failed ? null : GatewayMessages.OrderHasTransfer.With(
                row.Operation.OperationId, WireObject.Text(row.Sent, "pg_order_id"), WireObject.Text(state, "pg_payment_id"), status));

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        CardMask.Fits(WireObject.Text(answer, "pg_card_mask"), WireObject.Text(row.Sent, "pg_card_pan"))
        && CardMask.Fits(WireObject.Text(answer, "pg_card_recipient_mask"), WireObject.Text(row.Sent, "pg_card_recipient"))
        && proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);

    private protected override RequestFailure? FailureOf(GatewayTransfer result) => Transfers.FailureOf(result);

    private protected override string LossOf(GatewayTransfer result) =>
        result.PaymentStatus == Transfers.UnderWay ? GatewayMessages.TransferMayNeedThreeDSecure : "";

    private static bool IsSignedRefusal(ApiOutcome outcome) =>
        outcome is { State: OutcomeState.Failed, Fault: { Reason: FaultReason.Refused, Signed: true } };

    private ApiOutcome Numbered(Row row, ApiOutcome refused, JsonObject? state) =>
        state is not null && WireObject.Text(state, "pg_payment_status") == Transfers.Failed && ShowsArrival(row, state)
            ? refused with
            {
                Fault = refused.Fault! with
                {
                    Message = refused.Fault.Message + " " + row.Redact(GatewayMessages.TransferHasNumber.With(WireObject.Text(state, "pg_payment_id"))),
                },
            }
            : refused;
}
