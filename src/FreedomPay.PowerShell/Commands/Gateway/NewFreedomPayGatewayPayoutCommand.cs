using System.Management.Automation;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Gateway;

/// <summary>Pays out to a card, to a saved card or to a bank account through the Gateway API.</summary>
/// <remarks>
/// <para>
/// The columns of a row choose: -CardNumberTo for a card, -CardTokenTo for one that was saved, -RecipientIban for an account. The check digits of cards and
/// accounts are checked before anything is sent; the test cards of the documentation are let through, but those that no check digit fits not on a
/// connection for production. PaymentStatus is empty right after; Get-FreedomPayGatewayPayout tells success, error, or process while Freedom Pay settles
/// it with the bank.
/// </para>
/// <para>
/// Safety: what a repeat does is not documented, so a payout whose answer is lost is never sent again. The state of its order is asked before
/// a payout leaves and again when its answer is lost, and it is taken for done when the order has a payout then, over the same amount, that it
/// had not before; else the outcome is reported as unknown. An order that has a payout already, other than a failed one, is refused. A payout over
/// the same order and amount that somebody else makes at the same time cannot be told apart.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant: a client of the Gateway API signs payouts with the secret for payments, and no page says which it is. Payouts must
/// be enabled by the account manager.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayGatewayPayout -OrderId P-1001 -Amount 1500.50 -RecipientIban KZ79000KZT1234567890 -RecipientIin 761223455678 -RecipientName
/// 'IVANOV IVAN' -RecipientKbe 19 -Knp 119 -BankBik KZZSAE -PostLink https://example.com/paid</code>
/// <para>Pays 1500.50 out to an account.</para>
/// </example>
/// <example>
/// <code>Import-Csv wages.csv | New-FreedomPayGatewayPayout -Journal wages.jsonl -WhatIf</code>
/// <para>Shows what would be paid out to the saved cards of a file with columns such as pg_order_id, pg_amount and pg_card_token_to, and pays nothing.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayGatewayPayout -OrderId P-2001 -Amount 1500.50 -Description 'Prize' -CardNumberTo (ConvertTo-SecureString 4671593866478252 -AsPlainText
/// -Force) -PostLink https://example.com/paid</code>
/// <para>Pays 1500.50 out to a test card.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9586998">Payout to a card</seealso>
/// <seealso href="https://docs.freedompay.kz/api-9881026">Payout to a saved card</seealso>
/// <seealso href="https://docs.freedompay.kz/api-9880408">Payout to an account</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayGatewayPayout", SupportsShouldProcess = true)]
[OutputType(typeof(GatewayPayout))]
[Operation("gatewayPayOutToCard", "POST", "/g2g/p2p2nonreg", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Card, Key = "pg_order_id",
    StatusOperation = "gatewayGetPayoutStatus",
    Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_balance", "pg_payment_amount", "pg_payment_date", "pg_reference"])]
[Operation("gatewayPayoutToToken", "POST", "/g2g/reg2reg", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Token, Key = "pg_order_id",
    StatusOperation = "gatewayGetPayoutStatus", Statuses = ["ok", "pending"],
    Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_balance", "pg_card_hash", "pg_card_token", "pg_payment_amount", "pg_payment_date"])]
[Operation("gatewayPayOutToIban", "POST", "/g2g/to_iban", FreedomPayApi.Gateway, FreedomPaySafety.Unkeyed, Set = Account, Key = "pg_order_id",
    StatusOperation = "gatewayGetPayoutStatus", Answer = ["pg_payment_id", "pg_status", "pg_order_id", "pg_payment_amount", "pg_payment_date"])]
public sealed class NewFreedomPayGatewayPayoutCommand : PayoutCommand<GatewayPayout>
{
    private const string Card = "Card";
    private const string Token = "Token";
    private const string Account = "Iban";

    /// <summary>Number of the card that receives, 13 to 20 digits, in groups or not: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pg_payment_to")]
    [Field("pg_payment_to", FieldKind.CardNumber, Secret = true, MinLength = 13, MaxLength = 20, Example = "4671593866478252")]
    public SensitiveText? CardNumberTo { get; set; }

    /// <summary>Name of the holder as it stands on the card: Latin letters, hyphen and space.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("pg_card_name"), Field("pg_card_name", Latin = true, Example = "IVAN IVANOV")]
    public string? CardName { get; set; }

    /// <summary>Currency of the amount, ISO 4217, such as KZT; the shop's own unless given.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("pg_currency"), Field("pg_currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>Token of the card that receives: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("pg_card_token_to"), Field("pg_card_token_to", Secret = true, Example = "ef741cfc-f85e-41a0-84e6-2ba964912182")]
    public SensitiveText? CardTokenTo { get; set; }

    /// <summary>The receiver's number on the merchant's side; digits with -CardTokenTo.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Integer, Set = Token), Field("pg_user_id", FieldKind.Id, Set = Card)]
    public string? UserId { get; set; }

    /// <summary>Until when it may be carried out: YYYY-MM-DD hh:mm:ss, in the time of the API.</summary>
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_time_limit"), Field("pg_order_time_limit", Pattern = @"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$", Example = "2027-12-31 12:00:00")]
    public string? OrderTimeLimit { get; set; }

    /// <summary>IBAN of the account that receives, such as KZ79000KZT1234567890; its check digits are checked.</summary>
    [Parameter(ParameterSetName = Account, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_recipient_iban"), Field("pg_recipient_iban", FieldKind.Iban)]
    public string? RecipientIban { get; set; }

    /// <summary>IIN of the receiver: 12 digits.</summary>
    [Parameter(ParameterSetName = Account, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_recipient_iin"), Field("pg_recipient_iin", FieldKind.Id, Example = "761223455678")]
    public string? RecipientIin { get; set; }

    /// <summary>Name of the receiver.</summary>
    [Parameter(ParameterSetName = Account, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("pg_recipient_name"), Field("pg_recipient_name", Example = "IVANOV IVAN")]
    public string? RecipientName { get; set; }

    /// <summary>KBe code of the receiver: residence and sector, two digits such as 19.</summary>
    [Parameter(ParameterSetName = Account, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_recipient_kbe"), Field("pg_recipient_kbe", FieldKind.Integer, Example = "19")]
    public string? RecipientKbe { get; set; }

    /// <summary>KNP code: the purpose, three digits such as 119.</summary>
    [Parameter(ParameterSetName = Account, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_knp"), Field("pg_knp", FieldKind.Integer, Example = "119")]
    public string? Knp { get; set; }

    /// <summary>BIK of the receiver's bank, such as KZZSAE.</summary>
    [Parameter(ParameterSetName = Account, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_bank_bik"), Field("pg_bank_bik", FieldKind.Id, Example = "KZZSAE")]
    public string? BankBik { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Token, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Account, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_description"), Field("pg_description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>Address that is told the result.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_post_link"), Field("pg_post_link", FieldKind.Url)]
    public string? PostLink { get; set; }
}
