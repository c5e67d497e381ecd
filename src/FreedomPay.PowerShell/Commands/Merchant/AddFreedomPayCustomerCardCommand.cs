using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Makes a page on which a user types a card that is saved for later payments or payouts.</summary>
/// <remarks>
/// <para>
/// Send the user to RedirectUrl; which cards are saved then tells Get-FreedomPayCustomerCard. Nothing is charged. With -Hold an older page is
/// made, which holds an amount from 1 to 100 on the card, chosen by Freedom Pay, and gives it back at once. With -Payout the card serves for
/// payouts only.
/// </para>
/// <para>
/// Safety: nobody can tell whether a page was made that no one has finished, so a request whose answer is lost is not sent again and ends as
/// unknown. Another page may be made without harm: send the row again, without the journal of that run; nobody will see the first page.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant, with -Payout too: so found those who have tried it, for the documentation does not say. The manager of
/// Freedom Pay switches the saving of cards on.
/// </para>
/// </remarks>
/// <example>
/// <code>Add-FreedomPayCustomerCard client-7 -BackLink https://example.com/cards</code>
/// <para>Makes a page for one user.</para>
/// </example>
/// <example>
/// <code>Import-Csv receivers.csv | Add-FreedomPayCustomerCard -Payout | Export-Csv pages.csv</code>
/// <para>Makes a page for a payout card of each row, with columns such as pg_user_id and pg_back_link, and saves the addresses.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/tokenize-card-36517943e0">Tokenize card</seealso>
/// <seealso href="https://freedompay.kz/docs-en/merchant-api/savecard">Saved cards</seealso>
/// <seealso href="https://docs.freedompay.kz/tokenize-card-12006980e0">Tokenize card (payout)</seealso>
[Cmdlet(VerbsCommon.Add, "FreedomPayCustomerCard", SupportsShouldProcess = true, DefaultParameterSetName = Verify)]
[OutputType(typeof(CustomerCardPage))]
[Operation("tokenizeCard", "POST", "/v1/merchant/{merchant_id}/cardstorage/add2", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = Verify,
    StatusOperation = "listCardTokens", StatusField = "pg_user_id", Answer = ["pg_status"])]
[Operation("tokenizeCardWithHold", "POST", "/v1/merchant/{merchant_id}/cardstorage/add", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = WithHold,
    StatusOperation = "listCardTokens", StatusField = "pg_user_id", Answer = ["pg_status"])]
[Operation("tokenizePayoutCard", "POST", "/v1/merchant/{merchant_id}/cardstoragepayout/add", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed,
    Set = ForPayout, StatusOperation = "listPayoutCardTokens", StatusField = "pg_user_id", Answer = ["pg_status"])]
public sealed class AddFreedomPayCustomerCardCommand : ApiCommand<CustomerCardPage>
{
    private const string Verify = "Verify";
    private const string WithHold = "Hold";
    private const string ForPayout = "Payout";

    /// <summary>The user's number on the merchant's side, for which the card is saved: at most 50 letters, digits, _ and -.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$")]
    public string? UserId { get; set; }

    /// <summary>Where the user returns to.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_back_link"), Field("pg_back_link", FieldKind.Url)]
    public string? BackLink { get; set; }

    /// <summary>Address that is told what was saved.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_post_link"), Field("pg_post_link", FieldKind.Url)]
    public string? PostLink { get; set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Parameter(ParameterSetName = Verify, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = WithHold, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id)]
    public string? OrderId { get; set; }

    /// <summary>tips shows the form for a receiver of tips, with fields for personal data; -PhoneNumber is required then.</summary>
    [Parameter(ParameterSetName = Verify, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_template"), Field("pg_template", Known = ["tips"], Needs = "pg_phone_number")]
    public string? Template { get; set; }

    /// <summary>The user's phone number, for -Template tips; its form is not documented.</summary>
    [Parameter(ParameterSetName = Verify, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_phone_number"), Field("pg_phone_number", FieldKind.Id, Example = "77011234567")]
    public string? PhoneNumber { get; set; }

    /// <summary>Makes the older page, which holds an amount from 1 to 100 on the card and gives it back at once.</summary>
    [Parameter(ParameterSetName = WithHold, Mandatory = true)]
    public SwitchParameter Hold { get; set; }

    /// <summary>Saves the card for payouts only.</summary>
    [Parameter(ParameterSetName = ForPayout, Mandatory = true)]
    public SwitchParameter Payout { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => MerchantMessages.CardsOf.With(WireObject.Text(sent, "pg_user_id"));

    // A page that nobody has finished leaves no card, and a card that has come since may be another page's.
    private protected override bool ShowsArrival(Row row, JsonObject answer) => false;
}
