using System.Management.Automation;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Blocks a card.</summary>
/// <remarks>
/// <para>The documentation names this operation and shows neither its path nor its fields: both are inferred from those of similar operations.
/// Unblocking and closing take a reason, so blocking takes one too. Should they be wrong, Invoke-FreedomPayRequest sends to any path.</para>
/// <para>Safety: a repeat leaves the card blocked, so a request whose answer is lost is sent again, with a new request id.</para>
/// </remarks>
/// <example>
/// <code>Block-FreedomPayCard 123456789 -Reason 'Lost'</code>
/// <para>Blocks one card.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard -CardId 123456789 | Block-FreedomPayCard -Reason 'Stolen' -Wait</code>
/// <para>Blocks a card, if there is such a card, and waits until it is done.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/block-card-12074981e0">Block card</seealso>
[Cmdlet(VerbsSecurity.Block, "FreedomPayCard", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("blockCard", "POST", "/v5/card-api/card/block", FreedomPayApi.Card, FreedomPaySafety.Natural, Key = "request_id", FreshKey = true,
    Evidence = FreedomPayEvidence.Inferred, Answer = ["status"])]
public sealed class BlockFreedomPayCardCommand : CardReasonCommand;
