using System.Management.Automation;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Session;

/// <summary>Returns the default connection of this runspace, or nothing where there is none.</summary>
/// <remarks><para>It shows addresses and ids and never a secret.</para></remarks>
/// <example>
/// <code>Get-FreedomPayConnection</code>
/// <para>Shows where requests go.</para>
/// </example>
/// <example>
/// <code>$connection = Get-FreedomPayConnection; 1..2 | ForEach-Object -Parallel { Get-FreedomPayPayment -OrderId "A-$_" -Connection $using:connection }</code>
/// <para>Gives the connection to other runspaces.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayConnection")]
[OutputType(typeof(FreedomPayConnection))]
public sealed class GetFreedomPayConnectionCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (RunspaceState.Current.Connection is { } connection) WriteObject(connection);
    }
}
