using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>What the calls that make an invoice have in common: the payer is led to it by a code.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class NewInvoiceCommand<TResult> : InvoiceCommand<TResult>, IShowsQr
    where TResult : FreedomPayObject, new()
{
    /// <summary>File for the QR code of the page: a PNG whose name ends in .png, in a folder that exists. Each row has its own, from a column QrPath or a
    /// script block such as <c>{ "codes/$($_.OrderId).png" }</c>; an empty cell is none. A row whose file exists, or is another row's, is refused before
    /// anything is sent; -Force replaces what exists.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    public string? QrPath { get; set; }

    /// <summary>Draws the QR code of the page in the terminal, dark on light whatever its colours. It is no part of the results, and shows on the screen as
    /// what Write-Host writes does.</summary>
    [Parameter]
    public SwitchParameter ShowQr { get; set; }

    /// <summary>Lets -QrPath replace a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    QrContent? IShowsQr.ContentOf(FreedomPayObject result) => result switch
    {
        Invoice invoice => QrContent.OfAddress(invoice.Url),
        QrInvoice invoice => QrContent.OfBase64(invoice.Qr),
        _ => null,
    };
}
