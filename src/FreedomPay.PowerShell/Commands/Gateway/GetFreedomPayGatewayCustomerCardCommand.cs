using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Commands.Payments;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Lists the cards that a user has saved through the Gateway API.</summary>
/// <remarks>
/// <para>
/// Each card is an object of its own; a user without any gives none. Its token is never shown; from the pipeline it goes to -CardToken of the next cmdlet,
/// such as Remove-FreedomPayGatewayCustomerCard.
/// </para>
/// <para>
/// A payout does not take it from the pipeline, so that no card is paid out to by mistake: name it with -CardTokenTo of New-FreedomPayGatewayPayout.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayCustomerCard 7</code>
/// <para>Lists the saved cards of one user.</para>
/// </example>
/// <example>
/// <code>Import-Csv leavers.csv | Get-FreedomPayGatewayCustomerCard | Group-Object UserId -NoElement</code>
/// <para>Counts the cards of each user of a file with the column UserId or pg_user_id.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9888586">List of saved cards</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayGatewayCustomerCard")]
[OutputType(typeof(GatewayCustomerCard))]
[Operation("gatewayListCards", "POST", "/g2g/cardstorage/list", FreedomPayApi.Gateway, FreedomPaySafety.Read)]
public sealed class GetFreedomPayGatewayCustomerCardCommand : ApiCommand<GatewayCustomerCard>
{
    /// <summary>The user's number on the merchant's side, for which the cards are saved: digits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("pg_user_id"), Field("pg_user_id", FieldKind.Integer, FromPipeline = true)]
    public string? UserId { get; set; }

    private protected override IEnumerable<JsonObject> ItemsOf(JsonObject answer) => SavedCards.Each(answer);
}
