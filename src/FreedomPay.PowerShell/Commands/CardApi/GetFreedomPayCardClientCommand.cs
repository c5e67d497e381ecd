using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Returns the data of a client of the Card API.</summary>
/// <remarks>
/// <para>The documentation names this operation and shows neither its path nor its fields: both are inferred from those of similar operations. Should
/// they be wrong, Invoke-FreedomPayRequest sends to any path. The answer is not known either: all that comes is in AdditionalProperties, by the names
/// on the wire.</para>
/// <para>Safety: reads only, so it is asked again after a lost answer, with a new request id.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait | Get-FreedomPayCardClient</code>
/// <para>Creates a client and asks for the data.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait | Get-FreedomPayCardClient |
/// ForEach-Object AdditionalProperties</code>
/// <para>Shows all that the API says of the client.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-24961441">Client info</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCardClient")]
[OutputType(typeof(CardClient))]
[Operation("getCardClientInfo", "POST", "/v5/card-api/client/info", FreedomPayApi.Card, FreedomPaySafety.Read, Key = "request_id", FreshKey = true,
    Evidence = FreedomPayEvidence.Inferred, Answer = ["status"])]
public sealed class GetFreedomPayCardClientCommand : CardQueryCommand<CardClient>
{
    /// <summary>Identifier of the client in Freedom Processing.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("client_id"), Field("client_id", FieldKind.Id, FromPipeline = true)]
    public string? ClientId { get; set; }
}
