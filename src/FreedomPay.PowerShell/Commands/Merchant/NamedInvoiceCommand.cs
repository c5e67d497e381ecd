using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>A cmdlet whose request is named by a header.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class NamedInvoiceCommand<TResult> : InvoiceCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. It goes into a header; what a repeated one is
    /// answered with is not documented.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias(Placement.RequestIdHeader), Field(Placement.RequestIdHeader, FieldKind.Uuid, IsHeader = true)]
    public string? RequestId { get; set; }
}
