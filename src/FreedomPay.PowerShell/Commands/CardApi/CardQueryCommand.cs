using System.Management.Automation;
using FreedomPay.Fields;

namespace FreedomPay.Commands.CardApi;

/// <summary>A cmdlet that asks the Card API something and, as the API wants it, numbers its question.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class CardQueryCommand<TResult> : CardCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>Your own unique number of the question, a UUID; a new one (version 7) unless given. The API refuses a number that it has seen.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("request_id"), Field("request_id", FieldKind.Uuid)]
    public string? RequestId { get; set; }
}
