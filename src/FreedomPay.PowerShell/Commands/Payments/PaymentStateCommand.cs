using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that asks for the state of a payment, by its number or by its order.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class PaymentStateCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected const string ByPayment = "Payment";
    private protected const string ByOrder = "Order";

    /// <summary>Number of the payment in Freedom Pay: digits.</summary>
    [Parameter(ParameterSetName = ByPayment, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_payment_id"), Field("pg_payment_id", FieldKind.Integer, FromPipeline = true)]
    public string? PaymentId { get; set; }

    /// <summary>The merchant's own number of the order, at most 50 characters; the last payment of that order is found.</summary>
    [Parameter(ParameterSetName = ByOrder, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_order_id"), Field("pg_order_id", FieldKind.Id, MaxLength = 50)]
    public string? OrderId { get; set; }
}
