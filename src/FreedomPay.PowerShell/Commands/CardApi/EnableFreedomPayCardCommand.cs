using System.Management.Automation;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Activates a card.</summary>
/// <remarks>
/// <para>The documentation names this operation and shows neither its path nor its fields: both are inferred from those of similar operations. Should
/// they be wrong, Invoke-FreedomPayRequest sends to any path.</para>
/// <para>
/// Safety: whether a repeat opens a card that somebody blocked in between is not known, so it is never sent twice; a lost answer leaves the
/// outcome unknown.
/// </para>
/// </remarks>
/// <example>
/// <code>Enable-FreedomPayCard 123456789</code>
/// <para>Activates one card.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCard -ProductId Instant -FirstName Ivan -LastName Ivanov -Phone +77011234567 -Country KAZ -PersonId 790315300100 -Wait |
/// Enable-FreedomPayCard -Wait</code>
/// <para>Issues a card and activates it.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12074979">Activate card</seealso>
[Cmdlet(VerbsLifecycle.Enable, "FreedomPayCard", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("activateCard", "POST", "/v5/card-api/card/activate", FreedomPayApi.Card, FreedomPaySafety.Unkeyed, Key = "request_id",
    Evidence = FreedomPayEvidence.Inferred, Answer = ["status"])]
public sealed class EnableFreedomPayCardCommand : CardActionCommand;
