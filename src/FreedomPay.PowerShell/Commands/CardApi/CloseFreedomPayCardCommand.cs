using System.Management.Automation;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Closes a card for good; no payment, withdrawal or top-up is possible afterwards.</summary>
/// <remarks>
/// <para>Nothing can undo it, so it asks before it acts; -Confirm:$false lets a runbook do without.</para>
/// <para>Safety: a repeat leaves the card closed, so a request whose answer is lost is sent again, with a new request id.</para>
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
[Operation("closeCard", "POST", "/v5/card-api/card/close", FreedomPayApi.Card, FreedomPaySafety.Natural, Key = "request_id", FreshKey = true, StatusOperation = "getCardRequestStatus", Answer = ["status", "request_status", "dt"])]
public sealed class CloseFreedomPayCardCommand : CardReasonCommand;
