using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Asks the Card API what became of an earlier request.</summary>
/// <remarks>
/// <para>RequestStatus is process while it is under way, then success or error. ClientId, CardId and TransactionId are what it made.</para>
/// <para>Safety: reads only, so it is asked again after a lost answer.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCardRequest 019ab688-bef2-72c4-aa29-d0e08be76d95</code>
/// <para>Asks for one request.</para>
/// </example>
/// <example>
/// <code>Import-Csv created.csv | Get-FreedomPayCardRequest | Where-Object RequestStatus -eq process</code>
/// <para>Lists the requests of a file that are still under way; the file has a column RequestId or request_id.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-14318518">Request' status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCardRequest")]
[OutputType(typeof(CardRequest))]
[Operation("getCardRequestStatus", "POST", "/v5/card-api/request/status", FreedomPayApi.Card, FreedomPaySafety.Read, Key = "request_id",
    Answer = ["status", "request_status", "dt"])]
public sealed class GetFreedomPayCardRequestCommand : CardCommand<CardRequest>
{
    /// <summary>Number of the request, a UUID, as the cmdlet that made the request returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, RequestIdCompleter]
    [Alias("request_id"), Field("request_id", FieldKind.Uuid, FromPipeline = true)]
    public string? RequestId { get; set; }
}
