using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Makes a page on which the receiver of a payout types the card that receives it.</summary>
/// <remarks>
/// <para>Send the receiver to RedirectUrl. The page pays out once; ask for the state with Get-FreedomPayPayout.</para>
/// <para>
/// Safety: each page pays out once, so that a second page for one order may pay twice. A request whose answer is lost is never sent again: the
/// state of the order is asked before it leaves and again when its answer is lost, and it is taken for done when the order has a payout then,
/// over the same amount, that it had not before; else the outcome is reported as unknown. An order that has a payout already, other than a
/// failed one, is refused. A payout over the same order and amount that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>Needs Connect-FreedomPay -Payout; the manager of Freedom Pay switches payouts on.</para>
/// </remarks>
/// <example>
/// <code>$page = @{ Description = 'Prize'; OrderTimeLimit = '2027-12-31 12:00:00'; BackLink = 'https://example.com/'; PostLink = 'https://example.com/' };
/// New-FreedomPayPayoutPage -OrderId P-1002 -Amount 1500.50 @page</code>
/// <para>Makes a page that pays out 1500.50.</para>
/// </example>
/// <example>
/// <code>Import-Csv prizes.csv | New-FreedomPayPayoutPage -Journal prizes.jsonl | Export-Csv pages.csv</code>
/// <para>Makes a page for each row, with columns such as pg_order_id and pg_amount, and saves the addresses.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-payment-11621022e0">Create payment (payout)</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayPayoutPage", SupportsShouldProcess = true)]
[OutputType(typeof(PayoutPage))]
[Operation("createPayoutPage", "POST", "/api/reg2nonreg", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Key = "pg_order_id",
    Secret = SecretKind.Payout, StatusOperation = "getPayoutStatus", Answer = ["pg_status"])]
public sealed class NewFreedomPayPayoutPageCommand : PayoutCommand<PayoutPage>
{
    /// <summary>What is being paid for: 1 to 255 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", MinLength = 1, MaxLength = 255, Lines = true)]
    public string? Description { get; set; }

    /// <summary>Until when it may be carried out: YYYY-MM-DD hh:mm:ss, in the time of the API.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_time_limit"), Field("pg_order_time_limit", Pattern = @"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$", Example = "2027-12-31 12:00:00")]
    public string? OrderTimeLimit { get; set; }

    /// <summary>Where the receiver returns to, at most 255 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_back_link"), Field("pg_back_link", FieldKind.Url, MaxLength = 255)]
    public string? BackLink { get; set; }

    /// <summary>Address that is told the result, at most 255 characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_post_link"), Field("pg_post_link", FieldKind.Url, MaxLength = 255)]
    public string? PostLink { get; set; }

    /// <summary>frame shows the page inside one of the merchant.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_payment_route"), Field("pg_payment_route", Known = ["frame"])]
    public string? PaymentRoute { get; set; }

    /// <summary>The receiver's number on the merchant's side, at most 50 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MaxLength = 50)]
    public string? UserId { get; set; }

    /// <summary>The receiver's e-mail address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_user_email"), Field("pg_user_email", FieldKind.Email)]
    public string? UserEmail { get; set; }

    private protected override string LossOf(PayoutPage result) => result.RedirectUrl is null ? MerchantMessages.PayoutLostItsAddress : "";
}
