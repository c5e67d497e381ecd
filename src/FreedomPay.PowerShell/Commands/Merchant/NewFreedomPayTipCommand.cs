using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Begins a tip from a customer to a worker, with the page on which the customer pays it.</summary>
/// <remarks>
/// <para>
/// The card of the worker has to be saved first: Add-FreedomPayCustomerCard -Template tips. Send the customer to RedirectUrl; money moves when the
/// customer has paid there. The page of the documentation is marked as being developed.
/// </para>
/// <para>
/// Safety: a repeat may begin another tip, and no operation tells what became of one. A request whose answer is lost is never sent again, and ends as
/// unknown; nobody has its page, so that another tip may be begun under an -ExternalId of its own, without the journal of that run. What was paid
/// shows -PostLink, or the merchant's account.
/// </para>
/// <para>
/// RedirectUrl holds a token of the customer. No journal keeps it: a result that an earlier run had comes back without it.
/// </para>
/// <para>Needs Connect-FreedomPay -Merchant. The field list of the documentation is not published; these are the fields of its example.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCustomerCard courier-042 | New-FreedomPayTip -Amount 500 -Currency KZT -ExternalId TIP-001 -RecipientUserId courier-042
/// -MainOrderId ORDER-123 -MainOrderAmount 5000 -SenderUserId customer-777</code>
/// <para>Begins a tip to the saved card of one worker.</para>
/// </example>
/// <example>
/// <code>Import-Csv tips.csv | New-FreedomPayTip -WhatIf</code>
/// <para>Shows which tips would be begun for a file with columns such as external_id, amount, recipient.user_id and card_token, and begins none.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-44130301e0">Create (tips)</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayTip", SupportsShouldProcess = true)]
[OutputType(typeof(Tip))]
[Operation("createTip", "POST", "/v5/merchant/tips/create", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Sign = Signing.Jws, IsSecretAssumed = true,
    Key = Placement.RequestIdHeader, RequestId = RequestIdUse.Key, Answer = ["id", "redirect_url"])]
public sealed class NewFreedomPayTipCommand : NamedInvoiceCommand<Tip>
{
    /// <summary>Amount of the tip in units of -Currency: digits with at most two decimals after a point, such as 1500.50. A decimal comma, blanks or an
    /// empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("amount", FieldKind.AmountNumber)]
    public string? Amount { get; set; }

    /// <summary>Currency of the tip, ISO 4217, such as KZT.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>The merchant's own number of the tip.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("external_id"), Field("external_id", FieldKind.Id)]
    public string? ExternalId { get; set; }

    /// <summary>The merchant's own number of the order that the tip belongs to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("main_order.external_id"), Field("main_order.external_id", FieldKind.Id)]
    public string? MainOrderId { get; set; }

    /// <summary>Amount of that order, in the same form.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("main_order.amount"), Field("main_order.amount", FieldKind.AmountNumber, NotBlank = true)]
    public string? MainOrderAmount { get; set; }

    /// <summary>The number, on the merchant's side, of the worker who gets the tip: that for which the card was saved.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("recipient.user_id"), Field("recipient.user_id", FieldKind.Id, Example = "courier-042")]
    public string? RecipientUserId { get; set; }

    /// <summary>Token of the worker's card, as Get-FreedomPayCustomerCard returns it: a secret or text. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("card_token"), Field("recipient.card_token", Secret = true, Example = "a1b2c3d4-e5f6-7890-abcd-ef1234567890")]
    public SensitiveText? CardToken { get; set; }

    /// <summary>The number of the customer on the merchant's side.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("sender.user_id"), Field("sender.user_id", FieldKind.Id)]
    public string? SenderUserId { get; set; }

    /// <summary>Phone number of the customer: digits with the country's code, such as 77001234567.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("phone"), Field("sender.phone", FieldKind.Id, Example = "77001234567")]
    public string? SenderPhone { get; set; }

    /// <summary>Where the customer returns to.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("back_url"), Field("back_url", FieldKind.Url)]
    public string? BackUrl { get; set; }

    /// <summary>Address that is told the result; what it is told is not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("post_link"), Field("post_link", FieldKind.Url)]
    public string? PostLink { get; set; }

    private protected override string? SubjectOf(JsonObject sent) =>
        MerchantMessages.TipAndAmount.With(WireObject.Text(sent, "recipient.user_id"), WireObject.Text(sent, "amount"));

    private protected override string? WhereElse(Row row) => MerchantMessages.TipElsewhere.With(WireObject.Text(row.Sent, "external_id") ?? row.RequestId);
}
