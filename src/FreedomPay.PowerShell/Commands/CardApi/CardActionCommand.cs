using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;

namespace FreedomPay.Commands.CardApi;

/// <summary>A cmdlet that does something with one card.</summary>
public abstract class CardActionCommand : CardRequestCommand
{
    /// <summary>Identifier of the card in Freedom Processing: one, as the request that issued it or Get-FreedomPayCard returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, CardIdCompleter]
    [Alias("card_id"), Field("card_id", FieldKind.Id, Single = true, FromPipeline = true)]
    public string? CardId { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => CardApiMessages.Card.With(CardId);
}
