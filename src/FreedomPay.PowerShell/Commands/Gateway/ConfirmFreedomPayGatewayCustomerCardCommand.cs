using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Finishes the saving of a card whose holder has passed 3-D Secure.</summary>
/// <remarks>
/// <para>
/// For a result of Add-FreedomPayGatewayCustomerCard with ThreeDSecure 1. -Md and -PaRes are what the page of the bank has sent back. CardToken is that
/// of the card as soon as it is saved; the documented answer has none, and then Get-FreedomPayGatewayPayment tells it.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a request whose answer is lost is never sent again. The state of its payment is asked before it
/// leaves and again when its answer is lost, and the card is taken for saved when the payment has changed since to one that is over and has a token;
/// else the outcome is reported as unknown. A card that is saved already is refused. Needs Connect-FreedomPay -Merchant.
/// </para>
/// </remarks>
/// <example>
/// <code>Confirm-FreedomPayGatewayCustomerCard 6601234 -Md made-up-md -PaRes made-up-pares</code>
/// <para>Finishes the saving of one card.</para>
/// </example>
/// <example>
/// <code>Import-Csv acs.csv | Confirm-FreedomPayGatewayCustomerCard -Journal acs.jsonl | Where-Object CardToken -eq $null</code>
/// <para>Finishes those of a file with the columns PaymentId, MD and PaRes, and shows which have no token yet.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9888280">Saving of a card: complete 3DS</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayGatewayCustomerCard", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayCustomerCard))]
[Operation("gatewayCompleteCardThreeDs", "POST", "/g2g/cardstorage/payment_acs", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed,
    StatusOperation = "gatewayGetPaymentStatus", StatusField = "pg_payment_id", Statuses = ["ok", "pending"],
    Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_card_mask"])]
public sealed class ConfirmFreedomPayGatewayCustomerCardCommand : ChargeCommand<GatewayCustomerCard>
{
    /// <summary>Number of the payment that checks the card, in Freedom Pay: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer)]
    public string? PaymentId { get; set; }

    /// <summary>MD, as the page of the bank has sent it back: a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias("pg_md"), Field("pg_md", Secret = true, Example = "made-up-md")]
    public SensitiveText? Md { get; set; }

    /// <summary>PaRes, as the page of the bank has sent it back: a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias("pg_pares"), Field("pg_pares", Secret = true, Example = "made-up-pares")]
    public SensitiveText? PaRes { get; set; }

    /// <summary>The user's number on the merchant's side: digits. It is not sent; the result carries it on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Integer, IsExpected = true)]
    public string? UserId { get; set; }

    // It is finished once, whatever its bank may send the next time.
    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults) => row.OwnKey = WireObject.Text(row.Sent, PaymentField);

    private protected override string WhyOver(Row row) =>
        GatewayMessages.CardIsSaved.With(row.Operation.OperationId, WireObject.Text(row.Sent, PaymentField));

    private protected override bool Leads(string before, string after) => !IsOver(before) && IsOver(after);

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "pg_card_token") is { Length: > 0 } && base.ShowsArrival(row, answer);
}
