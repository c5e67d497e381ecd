using System.Management.Automation;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Closes a card for good; no payment, withdrawal or top-up is possible afterwards.</summary>
/// <remarks>
/// <para>Nothing can undo it, so it asks before it acts; -Confirm:$false lets a runbook do without.</para>
/// <para>
/// Safety: the API refuses a repeated request id, and a repeat under a new one could undo what somebody did in between. A request whose
/// answer is lost is not sent again; its state is asked for by its first id.
/// </para>
/// </remarks>
/// <example>
/// <code>Close-FreedomPayCard 123456789 -Reason 'Contract ended' -Confirm:$false</code>
/// <para>Closes one card without asking.</para>
/// </example>
/// <example>
/// <code>Get-FreedomPayCard 123456789 | Close-FreedomPayCard -Reason 'Contract ended' -WhatIf</code>
/// <para>Shows what would be closed.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12075208">Close card</seealso>
[Cmdlet(VerbsCommon.Close, "FreedomPayCard", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(CardRequest))]
[Operation("closeCard", "POST", "/v5/card-api/card/close", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class CloseFreedomPayCardCommand : CardReasonCommand;
