using System.Management.Automation;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Resets the count of wrong PIN entries of a card; the PIN itself stays as it is.</summary>
/// <remarks>
/// <para>The API answers that it has taken the request; -Wait waits until it is carried out.</para>
/// <para>
/// Safety: the API refuses a repeated request id, and a repeat under a new one could undo what somebody did in between. A request whose
/// answer is lost is not sent again; its state is asked for by its first id.
/// </para>
/// </remarks>
/// <example>
/// <code>Reset-FreedomPayCardPinCounter 123456789</code>
/// <para>Gives the holder their tries back.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Reset-FreedomPayCardPinCounter -Wait</code>
/// <para>Does the same if there is such a card, and waits.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12075070">Reset PIN counter</seealso>
[Cmdlet(VerbsCommon.Reset, "FreedomPayCardPinCounter", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("resetCardPinCounter", "POST", "/v5/card-api/card/reset_counter_pin", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class ResetFreedomPayCardPinCounterCommand : CardActionCommand;
