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

/// <summary>Saves the card of a user through the Gateway API, from the data of the card.</summary>
/// <remarks>
/// <para>
/// CardToken of the result stands for the card in later payments and payouts. Where ThreeDSecure is 1 nothing is saved yet: send the holder of the card
/// to AcsUrl, and what the bank sends back to Confirm-FreedomPayGatewayCustomerCard. Freedom Pay checks the card by a payment of its own, PaymentId;
/// whether it holds money for that is not documented.
/// </para>
/// <para>
/// With -CardToken in place of -CardNumber the data of a card is completed that is saved already. A row that gives both is refused.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of its order is asked before it leaves
/// and again when its answer is lost, and the card is taken for saved when the order has a token then that it had not before, of a card with these
/// digits; else the outcome is reported as unknown. An order that has saved a card already is refused.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant, and a certificate of PCI DSS. The manager of Freedom Pay switches the saving of cards on.
/// </para>
/// </remarks>
/// <example>
/// <code>Import-Csv cards.csv | Add-FreedomPayGatewayCustomerCard -Journal cards.jsonl | Where-Object ThreeDSecure -eq 1 | Format-Table UserId, AcsUrl</code>
/// <para>Saves the cards of a file with columns such as pg_order_id, pg_user_id, pg_card_pan and pg_card_cvc, and shows where to send whose holder.</para>
/// </example>
/// <example>
/// <code>Import-Csv cards.csv | Add-FreedomPayGatewayCustomerCard -WhatIf</code>
/// <para>Shows for which users cards would be saved, and saves none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9886819">Saving of a card</seealso>
[Cmdlet(VerbsCommon.Add, "FreedomPayGatewayCustomerCard", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayCustomerCard))]
[Operation("gatewayAddCard", "POST", "/g2g/cardstorage/add", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Key = "pg_order_id",
    StatusOperation = "gatewayGetPaymentStatus", Statuses = ["ok", "pending"], Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_card_mask"])]
public sealed class AddFreedomPayGatewayCustomerCardCommand : ApiCommand<GatewayCustomerCard>
{
    private const string TokenField = "pg_card_token";

    // A journal must not hold the token itself. How late the state may be no page says; that of a payout is about a minute.
    private readonly OrderProof proof = new(
        new ActsAlike(RecentActs.OfProcess, "card", "pg_order_id"),
        static state => WireObject.Text(state, TokenField) is { Length: > 0 } ? "saved" : OrderProof.None,
        TimeSpan.FromMinutes(2));

    /// <summary>The user's number on the merchant's side, for which the card is saved: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Integer)]
    public string? UserId { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; unique, for the card is looked up by it. A new UUID (version 7) unless
    /// given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }

    /// <summary>What the holder of the card reads.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Number of the card, 13 to 20 digits with the right check digit: a SecureString, or text of a file. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pan), Alias("pg_card_pan"), Field("pg_card_pan", FieldKind.CardNumber, Secret = true, Unless = TokenField)]
    public SensitiveText? CardNumber { get; set; }

    /// <summary>Token of a saved card whose data is completed, in place of its number: a secret or text. Never shown.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Token), Alias(TokenField), Field(TokenField, Secret = true)]
    public SensitiveText? CardToken { get; set; }

    /// <summary>Verification code of the card (CVC), three or four digits: a SecureString, or text of a file. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Cvc)]
    [Alias("pg_card_cvc"), Field("pg_card_cvc", FieldKind.CardCode, Secret = true)]
    public SensitiveText? CardCvc { get; set; }

    /// <summary>Year in which the card expires, such as 30. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pg_card_year"), Field("pg_card_year", FieldKind.CardYear, Secret = true)]
    public SensitiveText? CardYear { get; set; }

    /// <summary>Month in which the card expires, from 01 to 12. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pg_card_month"), Field("pg_card_month", FieldKind.CardMonth, Secret = true)]
    public SensitiveText? CardMonth { get; set; }

    /// <summary>Name on the card, in Latin letters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_card_name"), Field("pg_card_name", Latin = true, Example = "IVAN IVANOV")]
    public string? CardName { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => GatewayMessages.CardOf.With(WireObject.Text(sent, "pg_user_id"));

    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        if (row.Sent.ContainsKey("pg_card_pan") && row.Sent.ContainsKey(TokenField))
        {
            faults.Add(new FieldFault(nameof(CardToken), TokenField, null, GatewayMessages.CardIsNamedTwice.With("pg_card_pan")));
        }
    }

    private protected override Task<ApiOutcome> PerformAsync(Row row, ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        proof.MakeOnlyAsync(
            row.Known, row.Name, () => AskFor(row, client, trace, cancellation),
            () => base.PerformAsync(row, client, request, trace, cancellation),
            state => GatewayMessages.OrderHasCard.With(
                row.Operation.OperationId, WireObject.Text(row.Sent, "pg_order_id"), WireObject.Text(state, "pg_payment_id")));

    // What does not say whose state it is may be that of another order.
    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "pg_order_id") is { } order && order == WireObject.Text(row.Sent, "pg_order_id")
        && CardMask.Fits(WireObject.Text(answer, "pg_card_pan"), WireObject.Text(row.Sent, "pg_card_pan"))
        && proof.IsShownBy(row.Known, row.Name, Run.Journal, answer);
}
