using System.Management.Automation;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Session;

/// <summary>Forgets the default connection of this runspace, and with it the credentials and the ids that Tab offers.</summary>
/// <remarks><para>A sandbox that runs in this process goes on; stop it with Stop-FreedomPaySandbox.</para></remarks>
/// <example>
/// <code>Disconnect-FreedomPay</code>
/// <para>Forgets the connection.</para>
/// </example>
/// <example>
/// <code>Connect-FreedomPay Sandbox; try { Get-FreedomPayPayment -OrderId A-1001 } finally { Disconnect-FreedomPay }</code>
/// <para>Leaves no credentials behind, whatever happens in between.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommunications.Disconnect, "FreedomPay")]
[OutputType(typeof(void))]
public sealed class DisconnectFreedomPayCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => RunspaceState.Current.Disconnect();
}
