using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Tells how much a merchant has for payouts of the Gateway API.</summary>
/// <remarks>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayGatewayPayoutBalance KZT</code>
/// <para>Shows what is left for payouts in tenge.</para>
/// </example>
/// <example>
/// <code>if ((Get-FreedomPayGatewayPayoutBalance KZT).Balance.Value -lt 100000) { Write-Warning 'Hardly anything is left for payouts.' }</code>
/// <para>Warns before a run of payouts.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-9884858">Balance</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayGatewayPayoutBalance")]
[OutputType(typeof(GatewayPayoutBalance))]
[Operation("gatewayGetPayoutBalance", "POST", "/g2g/balance_status", FreedomPayApi.Gateway, FreedomPaySafety.Read,
    Answer = ["pg_balance", "pg_status", "pg_currency"])]
public sealed class GetFreedomPayGatewayPayoutBalanceCommand : ApiCommand<GatewayPayoutBalance>
{
    /// <summary>Currency, three capital letters of ISO 4217, such as KZT.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Completes, Alias("pg_currency"), Field("pg_currency", FieldKind.Currency, FromPipeline = true)]
    public string? Currency { get; set; }
}
