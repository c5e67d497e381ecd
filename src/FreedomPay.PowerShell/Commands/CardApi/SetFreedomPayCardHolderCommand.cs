using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Ties an existing client to a card from a bulk issue.</summary>
/// <remarks>
/// <para>The client is one that New-FreedomPayCardClient has created; the card is one of a bulk issue, which belongs to nobody yet.</para>
/// <para>
/// Safety: the API refuses a repeated request id, so a request whose answer is lost is not sent again; its state is asked for.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait | Set-FreedomPayCardHolder -CardId 123456789</code>
/// <para>Creates a client and ties a card of the batch to them.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Aigerim -LastName Serikova -Wait | Set-FreedomPayCardHolder -CardId 123456788 -Wait |
/// Format-List</code>
/// <para>Does the same, and returns when both are done.</para>
/// </example>
/// <seealso href="https://691vi5ab6p.apidog.io/api-12074684">Tie a client to a card</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomPayCardHolder", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("linkCardToClient", "POST", "/v5/card-api/card/link", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class SetFreedomPayCardHolderCommand : CardActionCommand
{
    /// <summary>Identifier of the client in Freedom Processing.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("client_id"), Field("client_id", FieldKind.Id)]
    public string? ClientId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => CardApiMessages.CardAndClient.With(CardId, ClientId);
}
