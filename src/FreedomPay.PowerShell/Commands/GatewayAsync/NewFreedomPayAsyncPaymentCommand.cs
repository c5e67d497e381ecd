using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>Makes a payment through the asynchronous part of the Gateway API: by a card, a wallet, a saved card or a recurring profile.</summary>
/// <remarks>
/// <para>
/// The columns of a row choose: -CardName for a card, -WalletType for the token of a wallet or network, -CardToken for a saved card, -ProfileId for a
/// recurring profile. A row that fits two of them is refused. Of -CardToken the documentation says two things; it is sent as from.card.token, as the
/// sample of this call has it, and -AdditionalField can send from.card.uuid.
/// </para>
/// <para>
/// The payment is taken at once and carried out later: PaymentStatus is process in the answer. With -Wait it is asked for again and again, with growing
/// pauses from half a second to five seconds, while its state is process or process_clearing. Any other word ends the wait, one that nobody knows too.
/// After waiting_3ds the payer has to pass 3-D Secure: send the browser to AcsUrl by POST with the field TermUrl, the address to come back to, and ask
/// Get-FreedomPayAsyncPayment -Wait. A payment that failed is an error with its code; one whose code leaves open what became of it is reported as unknown.
/// </para>
/// <para>
/// Safety: the API answers a repeated -RequestId and a repeated -OrderId with its first answer, so a request whose answer is lost is sent again under
/// the same number. When that does not help, the payment is looked up by its order, and taken for this one when it is over the same amount; then the
/// request itself, by its number. What neither of them shows is reported as unknown, and with -Journal a later run asks for it first, and else sends
/// it again under the same number. Give a payment that failed another order number: the old one brings the old answer.
/// </para>
/// <para>
/// Needs Connect-FreedomPay -Merchant, and a PCI DSS certificate of the merchant. Card numbers, codes, months and years never print and stand in no
/// journal; a test card of the documentation is refused on a production connection where its check digit is none.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayAsyncPayment -OrderId A-1002 -Amount 100.50 -Currency KZT -Description Tea -CardName 'IVAN IVANOV' -CardNumber 4405645000006150
/// -CardYear 30 -CardMonth 12 -CardCvc 653 -Wait</code>
/// <para>Charges a card, and returns when the payment is settled.</para>
/// </example>
/// <example>
/// <code>Import-Csv checkout.csv | New-FreedomPayAsyncPayment -Journal checkout.jsonl -WhatIf</code>
/// <para>Shows what would be charged to the recurring profiles of a file with columns such as order_id, amount and profile_id, and charges nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587005">Create payment</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayAsyncPayment", SupportsShouldProcess = true)]
[OutputType(typeof(AsyncPayment))]
[Operation("asyncCreatePayment", "POST", "/v5/g2g/create", FreedomPayApi.GatewayAsync, FreedomPaySafety.Replay, IsSecretAssumed = true,
    RequestId = RequestIdUse.Key, Key = Placement.RequestIdHeader, Action = "gateway.payment.create", StatusOperation = "asyncReadPayment",
    StatusField = "order_id", Answer = ["id", "status"])]
public sealed class NewFreedomPayAsyncPaymentCommand : AsyncActCommand
{
    private const string Card = "Card";
    private const string Wallet = "Wallet";
    private const string Saved = "Saved";
    private const string Recurring = "Recurring";

    /// <summary>Name of the cardholder, as the card has it, in Latin letters.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("name"), Field("from.card.name", Latin = true, Example = "IVAN IVANOV")]
    public string? CardName { get; set; }

    /// <summary>Number of the card, or the device number of a wallet: 13 to 20 digits whose check digit is right, a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Wallet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("pan"), Field("from.card.pan", FieldKind.CardNumber, Secret = true)]
    public SensitiveText? CardNumber { get; set; }

    /// <summary>Year in which the card expires, its last two digits, such as 30: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Wallet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("year"), Field("from.card.year", FieldKind.Integer, Secret = true, Minimum = "0", Maximum = "99", Example = "30")]
    public SensitiveText? CardYear { get; set; }

    /// <summary>Month in which the card expires, from 1 to 12 without a leading zero: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Wallet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pan)]
    [Alias("month"), Field("from.card.month", FieldKind.Integer, Secret = true, Minimum = "1", Maximum = "12", Example = "12")]
    public SensitiveText? CardMonth { get; set; }

    /// <summary>Verification code of the card (CVC), three or four digits: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Cvc)]
    [Alias("cvc"), Field("from.card.cvc", FieldKind.CardCode, Secret = true)]
    public SensitiveText? CardCvc { get; set; }

    /// <summary>1 keeps the card: CardToken of Get-FreedomPayAsyncPayment charges it again, for the user of -UserId.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("save"), Field("from.save", FieldKind.Boolean)]
    public string? SaveCard { get; set; }

    /// <summary>Starts a recurring profile that lives for so many months, from 1 to 156: ProfileId of Get-FreedomPayAsyncPayment charges it.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Alias("lifetime"), Field("from.recurrent.lifetime", FieldKind.Integer, Minimum = "1", Maximum = "156")]
    public string? RecurringLifetimeMonth { get; set; }

    /// <summary>Kind of the token of a wallet or network: applepay, googlepay, vts, mscof; the list is open.</summary>
    [Parameter(ParameterSetName = Wallet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("type"), Field("from.token.type", Known = ["applepay", "googlepay", "vts", "mscof"])]
    public string? WalletType { get; set; }

    /// <summary>Cryptogram of the token, base64: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Wallet, ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Secret)]
    [Alias("online_payment_cryptogram"), Field("from.token.online_payment_cryptogram", Secret = true, Example = "AAAAAAjiq1vn8AmeRKgwsAAAA=")]
    public SensitiveText? Cryptogram { get; set; }

    /// <summary>Electronic commerce indicator of the token, two digits such as 05 or 07; a spreadsheet drops the zero.</summary>
    [Parameter(ParameterSetName = Wallet, ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("eci_indicator"), Field("from.token.eci_indicator", Known = ["05", "07"])]
    public string? EciIndicator { get; set; }

    /// <summary>Number of a saved card in the storage of cards: a secret or text. Never shown.</summary>
    [Parameter(ParameterSetName = Saved, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("token"), Field("from.card.token", Secret = true, Example = "d6a069dc-0fac-40d4-be4f-2273350ee256")]
    public SensitiveText? CardToken { get; set; }

    /// <summary>Number of the recurring profile to charge.</summary>
    [Parameter(ParameterSetName = Recurring, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("profile_id"), Field("from.recurrent.profile_id", FieldKind.Id, Example = "019980ce-543f-71d5-a91f-56bbca52e99e")]
    public string? ProfileId { get; set; }

    /// <summary>The merchant's own number of the order; unique, for the API answers a repeated one with its first answer.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("order_id"), Field("order_id", FieldKind.Id)]
    public string? OrderId { get; set; }

    /// <summary>Amount to charge or hold in units of -Currency: digits with at most two decimals after a point, from 0.01, such as 1500.50. A decimal comma,
    /// blanks or an empty cell are refused.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("amount", FieldKind.AmountNumber, Minimum = "0.01")]
    public string? Amount { get; set; }

    /// <summary>Currency of the amount, ISO 4217, such as KZT.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Field("currency", FieldKind.Currency)]
    public string? Currency { get; set; }

    /// <summary>What is being paid for.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("description", Lines = true)]
    public string? Description { get; set; }

    /// <summary>1 takes the money at once, as unless given; 0 holds it, until Complete-FreedomPayAsyncPayment charges it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Completes, Alias("auto_clearing"), Field("auto_clearing", FieldKind.Boolean, NotBlank = true)]
    public string? AutoClearing { get; set; }

    /// <summary>The merchant's own number of the payer; of a saved card that of its owner.</summary>
    [Parameter(ParameterSetName = Card, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Wallet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Saved, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = Recurring, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("user_id"), Field("user_id", FieldKind.Id)]
    public string? UserId { get; set; }

    /// <summary>IPv4 address of the payer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("user_ip"), Field("device.user_ip", FieldKind.IpAddress)]
    public string? UserIp { get; set; }

    /// <summary>Address that may be asked before the payment; its purpose is not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("check_url"), Field("urls.check_url", FieldKind.Url)]
    public string? CheckUrl { get; set; }

    /// <summary>Address that may be told the result; what it is told is not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("result_url"), Field("urls.result_url", FieldKind.Url)]
    public string? ResultUrl { get; set; }

    /// <summary>Returns when the API is no longer at work on the payment, or ends with an error after -TimeoutSec, two minutes unless given; it is not
    /// sent again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override bool Waits => Wait;

    private protected override string? SubjectOf(JsonObject sent) =>
        GatewayAsyncMessages.OrderAndAmount.With(WireObject.Text(sent, "order_id"), WireObject.Text(sent, "amount"));

    // What the API requires and the row need not say: the kind of the source follows from its columns.
    private protected override void JudgeRow(Row row, ICollection<FieldFault> faults)
    {
        // By it people look for the payment, so that it stands in results and errors as it is.
        IdempotencyKeys.RefuseCardNumber(WireObject.Text(row.Sent, "order_id"), nameof(OrderId), "order_id", faults);
        if (!row.Sent.ContainsKey("auto_clearing")) row.Sent["auto_clearing"] = true;
        if (row.Sent["from"] is not JsonObject source || source.ContainsKey("type")) return;
        source["type"] = source.ContainsKey("token") ? "tokenized"
            : source["card"] is JsonObject card && card.ContainsKey("token") ? "saved"
            : source["recurrent"] is JsonObject profile && profile.ContainsKey("profile_id") ? "recurrent"
            : "card";
    }

    private protected override bool ShowsArrival(Row row, JsonObject answer) =>
        WireObject.Text(answer, "id") is { Length: > 0 }
        // What does not say of which order it is may be of another.
        && WireObject.Text(answer, "order_id") is { } order && order == WireObject.Text(row.Sent, "order_id")
        && AsyncStates.AreSame(row.Sent, "amount", answer, "amount");
}
