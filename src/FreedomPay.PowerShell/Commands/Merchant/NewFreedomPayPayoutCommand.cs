using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Pays out to a saved card, or to a bank account.</summary>
/// <remarks>
/// <para>
/// The card is one that was saved for payouts (Add-FreedomPayCustomerCard -Payout); the account is named by its IBAN. Whether the money has
/// arrived tells Get-FreedomPayPayout: success, error, or process while Freedom Pay settles it with the bank.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a payout whose answer is lost is never sent again. The state of its order is asked before
/// a payout leaves and again when its answer is lost, and it is taken for done when the order has a payout then, over the same amount, that it
/// had not before; else the outcome is reported as unknown. An order that has a payout already, other than a failed one, is refused: its
/// number is documented as unique. A payout over the same order and amount that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Payout. For account payouts the documentation does not say which fields are required; it is only taken from its
/// page that the state finds those too.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayPayout -OrderId P-1001 -Amount 1500.50 -RecipientIban KZ79000KZT1234567890 -RecipientName 'IVANOV IVAN' -Description Salary</code>
/// <para>Pays 1500.50 out to an account.</para>
/// </example>
/// <example>
/// <code>Import-Csv salaries.csv | New-FreedomPayPayout -Journal salaries.jsonl -WhatIf</code>
/// <para>Shows what would be paid out to the saved cards of a file with columns such as pg_order_id, pg_amount and pg_card_token_to, and pays nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/create-payment-11621024e0">Create payment (card token)</seealso>
/// <seealso href="https://docs.freedompay.kz/iban-11621076e0">Payout to an IBAN</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayPayout", SupportsShouldProcess = true)]
[OutputType(typeof(Payout))]
[Operation("createTokenPayout", "POST", "/api/reg2reg", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = Token, Key = "pg_order_id",
    Secret = SecretKind.Payout, StatusOperation = "getPayoutStatus")]
[Operation("createIbanPayout", "POST", "/api/to_iban", FreedomPayApi.Merchant, FreedomPaySafety.Unkeyed, Set = Iban, Key = "pg_order_id",
    Secret = SecretKind.Payout, StatusOperation = "getPayoutStatus", Answer = ["pg_payment_date"])]
public sealed class NewFreedomPayPayoutCommand : PayoutCommand<Payout>
{
    private const string Token = "Token";
    private const string Iban = "Iban";

    /// <summary>Token of the card that receives, as Get-FreedomPayCustomerCard -Payout returns it: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("pg_card_token_to", "CardToken"), Field("pg_card_token_to", Secret = true, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardTokenTo { get; set; }

    /// <summary>The receiver's number on the merchant's side: at most 50 letters, digits, _ and -.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Id, MaxLength = 50, Pattern = "^[a-zA-Z0-9_-]+$")]
    public string? UserId { get; set; }

    /// <summary>Until when it may be carried out: YYYY-MM-DD hh:mm:ss, in the time of the API.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_time_limit"), Field("pg_order_time_limit", Pattern = @"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$", Example = "2027-12-31 12:00:00")]
    public string? OrderTimeLimit { get; set; }

    /// <summary>IBAN of the account that receives, such as KZ79000KZT1234567890; its check digits are checked.</summary>
    [Parameter(ParameterSetName = Iban, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_recipient_iban"), Field("pg_recipient_iban", FieldKind.Iban)]
    public string? RecipientIban { get; set; }

    /// <summary>IIN of the receiver: 12 digits.</summary>
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_recipient_iin"), Field("pg_recipient_iin", FieldKind.Id, Example = "761223455678")]
    public string? RecipientIin { get; set; }

    /// <summary>Name of the receiver.</summary>
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_recipient_name"), Field("pg_recipient_name", Example = "IVANOV IVAN")]
    public string? RecipientName { get; set; }

    /// <summary>KBe code of the receiver: residence and sector, two digits such as 19.</summary>
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_recipient_kbe"), Field("pg_recipient_kbe", FieldKind.Id, Example = "19")]
    public string? RecipientKbe { get; set; }

    /// <summary>KNP code: the purpose, three digits such as 119.</summary>
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_knp"), Field("pg_knp", FieldKind.Id, Example = "119")]
    public string? Knp { get; set; }

    /// <summary>BIK of the receiver's bank, such as KZZSAE.</summary>
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [Alias("pg_bank_bik"), Field("pg_bank_bik", FieldKind.Id, Example = "KZZSAE")]
    public string? BankBik { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Address that is told the result, at most 255 characters.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Iban, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_post_link"), Field("pg_post_link", FieldKind.Url, MaxLength = 255)]
    public string? PostLink { get; set; }

    private protected override RequestFailure? FailureOf(Payout result) => result.PaymentStatus == "error"
        ? new RequestFailure(MerchantMessages.PayoutFailed.With(result.PayoutId, result.OrderId), MerchantMessages.PayoutFailedAdvice)
        : null;
}
