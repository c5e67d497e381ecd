using System.Management.Automation;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Tells how much a merchant has for payouts.</summary>
/// <remarks>
/// <para>
/// The field list of the documentation is not published, and its example has the balance without a currency; it is that of the shop.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Payout.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayPayoutBalance</code>
/// <para>Shows what is left for payouts.</para>
/// </example>
/// <example>
/// <code>if ((Get-FreedomPayPayoutBalance).Balance.Value -lt 100000) { Write-Warning 'Hardly anything is left for payouts.' }</code>
/// <para>Warns before a run of payouts.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/balance-status-11621144e0">Balance status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayPayoutBalance")]
[OutputType(typeof(PayoutBalance))]
[Operation("getPayoutBalance", "POST", "/api/balance_status", FreedomPayApi.Merchant, FreedomPaySafety.Read, Secret = SecretKind.Payout)]
public sealed class GetFreedomPayPayoutBalanceCommand : ApiCommand<PayoutBalance>;
