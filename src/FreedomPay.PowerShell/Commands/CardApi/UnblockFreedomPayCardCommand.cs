using System.Management.Automation;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Lifts the block from a card, so that it can be used again.</summary>
/// <remarks>
/// <para>The API answers that it has taken the request; -Wait waits until it is carried out.</para>
/// <para>Safety: a repeat leaves the card unblocked, so a request whose answer is lost is sent again, with a new request id.</para>
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
[Operation("unblockCard", "POST", "/v5/card-api/card/unblock", FreedomPayApi.Card, FreedomPaySafety.Natural, Key = "request_id", FreshKey = true, StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class UnblockFreedomPayCardCommand : CardReasonCommand;
