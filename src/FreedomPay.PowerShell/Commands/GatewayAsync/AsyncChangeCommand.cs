using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>A cmdlet that changes an asynchronous payment.</summary>
public abstract class AsyncChangeCommand : AsyncActCommand
{
    /// <summary>Number of the payment in Freedom Pay, a UUID.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("id"), Field("id", FieldKind.Uuid, FromPipeline = true, Example = "01978d0e-b956-7ea2-9a42-32cff1f44ede")]
    public string? PaymentId { get; set; }
}
