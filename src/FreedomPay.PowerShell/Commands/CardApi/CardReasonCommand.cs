using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Commands.CardApi;

/// <summary>A cmdlet that does something with one card for a reason.</summary>
public abstract class CardReasonCommand : CardActionCommand
{
    /// <summary>Reason, free text from the client.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("description"), Field("description", Lines = true)]
    public string? Reason { get; set; }
}
