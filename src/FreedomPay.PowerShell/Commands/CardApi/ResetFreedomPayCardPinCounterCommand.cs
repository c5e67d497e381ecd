using System.Management.Automation;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Resets the count of wrong PIN entries of a card; the PIN itself stays as it is.</summary>
/// <remarks>
/// <para>The API answers that it has taken the request; -Wait waits until it is carried out.</para>
/// <para>Safety: a repeat leaves the count at zero, so a request whose answer is lost is sent again, with a new request id.</para>
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
[Operation("resetCardPinCounter", "POST", "/v5/card-api/card/reset_counter_pin", FreedomPayApi.Card, FreedomPaySafety.Natural, Key = "request_id", FreshKey = true, StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class ResetFreedomPayCardPinCounterCommand : CardActionCommand;
