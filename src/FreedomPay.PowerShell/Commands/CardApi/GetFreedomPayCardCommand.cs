using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Returns what the API knows of a card.</summary>
/// <remarks>
/// <para>The answer is not documented: all that comes is in AdditionalProperties, by the names on the wire. The object carries the CardId to the next
/// cmdlet.</para>
/// <para>Safety: reads only, so it is asked again after a lost answer, with a new request id.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Format-List</code>
/// <para>Shows all that the API says of a card.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard -CardId 123456789 | Unblock-FreedomPayCard -Reason 'Found again'</code>
/// <para>Unblocks a card, if there is such a card.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/card-info-12074999e0">Card info</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayCard")]
[OutputType(typeof(Card))]
[Operation("getCardInfo", "POST", "/v5/card-api/card/info", FreedomPayApi.Card, FreedomPaySafety.Read, Set = CardSet, Key = "request_id", FreshKey = true,
    Answer = ["status"])]
public sealed class GetFreedomPayCardCommand : CardQueryCommand<Card>
{
    private const string CardSet = "Card";

    /// <summary>Identifier of the card in Freedom Processing: one, as the request that issued it returned it.</summary>
    [Parameter(ParameterSetName = CardSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, CardIdCompleter]
    [Alias("card_id"), Field("card_id", FieldKind.Id, Single = true, FromPipeline = true)]
    public string? CardId { get; set; }
}
