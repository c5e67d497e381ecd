using System.Management.Automation;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Lifts the block from a card, so that it can be used again.</summary>
/// <remarks>
/// <para>The API answers that it has taken the request; -Wait waits until it is carried out.</para>
/// <para>
/// Safety: the API refuses a repeated request id, and a repeat under a new one could undo what somebody did in between. A request whose
/// answer is lost is not sent again; its state is asked for by its first id.
/// </para>
/// </remarks>
/// <example>
/// <code>Unblock-FreedomPayCard 123456789 -Reason 'Found again'</code>
/// <para>Unblocks one card.</para>
/// </example>
/// <example>
/// <code>123456701..123456703 | Unblock-FreedomPayCard -Reason 'False alarm' -Wait</code>
/// <para>Unblocks three cards in a row and waits for each.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12074991">Unblock card</seealso>
[Cmdlet(VerbsSecurity.Unblock, "FreedomPayCard", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("unblockCard", "POST", "/v5/card-api/card/unblock", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class UnblockFreedomPayCardCommand : CardReasonCommand;
