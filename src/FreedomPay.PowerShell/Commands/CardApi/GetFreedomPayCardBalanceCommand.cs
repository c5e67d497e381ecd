using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Returns the balance of a card.</summary>
/// <remarks>
/// <para>The documentation names this operation and shows neither its path nor its fields: both are inferred from those of similar operations. Should
/// they be wrong, Invoke-FreedomPayRequest sends to any path. The answer is not known either: all that comes is in AdditionalProperties, by the names
/// on the wire.</para>
/// <para>Safety: reads only, so it is asked again after a lost answer, with a new request id.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCardBalance 123456789 | ForEach-Object AdditionalProperties</code>
/// <para>Shows what the API says of the balance.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Get-FreedomPayCardBalance</code>
/// <para>Takes the card from the pipeline.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/doc-760202">Overview of the Card API</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCardBalance")]
[OutputType(typeof(CardBalance))]
[Operation("getCardBalance", "POST", "/v5/card-api/card/balance", FreedomPayApi.Card, FreedomPaySafety.Read, Key = "request_id", FreshKey = true,
    Evidence = FreedomPayEvidence.Inferred, Answer = ["status"])]
public sealed class GetFreedomPayCardBalanceCommand : CardQueryCommand<CardBalance>
{
    /// <summary>Identifier of the card in Freedom Processing: one, as the request that issued it or Get-FreedomPayCard returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, CardIdCompleter]
    [Alias("card_id"), Field("card_id", FieldKind.Id, Single = true, FromPipeline = true)]
    public string? CardId { get; set; }
}
