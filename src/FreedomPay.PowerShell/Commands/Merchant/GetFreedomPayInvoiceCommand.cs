using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks for an invoice, or for its state alone.</summary>
/// <remarks>
/// <para>
/// Status is new when it was created, success when it is paid, canceled or refunded; the list is open. Refunds has what was given back. The answer
/// does not repeat the number of the invoice; InvoiceId is that of the request.
/// </para>
/// <para>
/// Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant. An invoice of New-FreedomPayQrInvoice has
/// another kind of number: ask with Get-FreedomPayQrInvoice.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayInvoice 019d0652-4e2f-7f54-a179-007c80c48adu</code>
/// <para>Asks for one invoice and its refunds.</para>
/// </example>
/// <example>
/// <code>Import-Csv invoices.csv | Get-FreedomPayInvoice -Status | Where-Object Status -ne success</code>
/// <para>Shows which invoices of a file with the column InvoiceId are not paid.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/info-32186131e0">Info</seealso>
/// <seealso href="https://docs.freedompay.kz/status-32329319e0">Status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayInvoice", DefaultParameterSetName = Whole)]
[OutputType(typeof(Invoice))]
[Operation("getInvoiceInfo", "POST", "/v5/merchant/invoice/info", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = Whole, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, Answer = ["status"])]
[Operation("getInvoiceStatus", "POST", "/v5/merchant/invoice/status", FreedomPayApi.Merchant, FreedomPaySafety.Read, Set = StateAlone, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, Answer = ["status"])]
public sealed class GetFreedomPayInvoiceCommand : InvoiceCommand<Invoice>
{
    private const string Whole = "Info";
    private const string StateAlone = "Status";

    /// <summary>Number of the invoice in Freedom Pay, as New-FreedomPayInvoice returned it.</summary>
    [Parameter(ParameterSetName = Whole, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = StateAlone, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("id"), Field("id", FieldKind.Id, FromPipeline = true, Example = "019d0652-4e2f-7f54-a179-007c80c48adu")]
    public string? InvoiceId { get; set; }

    /// <summary>Asks for the state alone.</summary>
    [Parameter(ParameterSetName = StateAlone, Mandatory = true)]
    public SwitchParameter Status { get; set; }
}
