using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks for the state of an invoice of New-FreedomPayQrInvoice, as its merchant or as its payer.</summary>
/// <remarks>
/// <para>
/// InvoiceStatus is new when it was created, process while it waits for the payer or for the payment system, ok when it is paid, failed or
/// incomplete when it is over. PaymentId goes to the cmdlets of payments; of a number alone Get-FreedomPayPayment tells the state.
/// </para>
/// <para>
/// -Payer asks as the app of the payer does, by what the code says: -Customer is the value of customer= in the address that the code holds. That
/// request is not signed, and known only from the sources of an app of Freedom Pay.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant, but for -Payer.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayQrInvoice Q-1001</code>
/// <para>Asks for the invoice of one order.</para>
/// </example>
/// <example>
/// <code>Import-Csv codes.csv | Get-FreedomPayQrInvoice | Where-Object InvoiceStatus -eq ok | Measure-Object -Property Amount -Sum</code>
/// <para>Adds up what is paid of the invoices of a file with the column OrderId.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/doc-690111">Freedom QR</seealso>
/// <seealso href="https://github.com/freedompay-global/freedom-qr-reader-android-sdk">App of the payer</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayQrInvoice", DefaultParameterSetName = AsMerchant)]
[OutputType(typeof(QrInvoice))]
[Operation("getInitInvoiceStatus", "POST", "/v5/merchant/invoice/status", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = AsMerchant,
    Sign = Signing.JwsInvoiceInit, IsSecretAssumed = true, Answer = ["invoice_id", "invoice_status"])]
[Operation("getQrInvoiceInfo", "POST", "/v5/merchant/invoice/info", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = AsPayer, Sign = Signing.None,
    Answer = ["invoice_status"])]
public sealed class GetFreedomPayQrInvoiceCommand : ApiCommand<QrInvoice>, IAssumesSecret
{
    private const string AsMerchant = "Merchant";
    private const string AsPayer = "Payer";

    /// <summary>The merchant's own number of the order.</summary>
    [Parameter(ParameterSetName = AsMerchant, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("order_id"), Field("order_id", FieldKind.Id, FromPipeline = true)]
    public string? OrderId { get; set; }

    /// <summary>The secret that signs: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and else
    /// Payment.</summary>
    [Parameter(ParameterSetName = AsMerchant)]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    /// <summary>Asks as the payer.</summary>
    [Parameter(ParameterSetName = AsPayer, Mandatory = true)]
    public SwitchParameter Payer { get; set; }

    /// <summary>The value of customer= in the address that the code holds.</summary>
    [Parameter(ParameterSetName = AsPayer, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("customer", FieldKind.Id, Example = "200be02010c4f2a54260e5e798605691")]
    public string? Customer { get; set; }
}
