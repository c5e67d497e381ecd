using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>Asks what became of an earlier request to the asynchronous part of the Gateway API, by the number that it was sent under.</summary>
/// <remarks>
/// <para>
/// Results of the cmdlets that make and change payments have that number as RequestId, and so has the error of one whose outcome is unknown. Status
/// says how that request went, PaymentStatus how the payment stands. A request that the API has refused is an error with its code.
/// </para>
/// <para>
/// Of a request that the API does not know no answer is documented: it may look like one that was refused, so an error proves nothing of a request
/// whose answer was lost. What the answer holds of a refund or a cancellation is not documented either.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayAsyncRequest 01978c2b-f191-7b56-92f8-20c7c401d1fc</code>
/// <para>Asks for one request.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayAsyncPayment -OrderId B-1001 | Stop-FreedomPayAsyncPayment | Get-FreedomPayAsyncRequest | Format-List Status, PaymentStatus</code>
/// <para>Cancels a payment, and shows what became of that request.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9587008">Get request result</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayAsyncRequest")]
[OutputType(typeof(AsyncRequest))]
[Operation("asyncReadRequest", "POST", "/v5/g2g/read", FreedomPayApi.GatewayAsync, FreedomPaySafety.Read, IsSecretAssumed = true,
    RequestId = RequestIdUse.Fresh, Action = "gateway.request.status", Answer = ["id", "status", "response"])]
public sealed class GetFreedomPayAsyncRequestCommand : AsyncCommand<AsyncRequest>
{
    /// <summary>Number that the request was sent under, a UUID: its X-Request-Id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("id"), Field("id", FieldKind.Uuid, FromPipeline = true, Example = "01978c2b-f191-7b56-92f8-20c7c401d1fc")]
    public string? RequestId { get; set; }

    private protected override RequestFailure? FailureOf(AsyncRequest result) => AsyncStates.FailureOf("asyncReadRequest", result);
}
