using System.Management.Automation;

namespace FreedomPay.Commands.Sandbox;

/// <summary>Stops the simulator that runs in this process; what it remembered is gone.</summary>
/// <remarks><para>Does nothing when none runs. Connections to it stay, and fail from then on.</para></remarks>
/// <example>
/// <code>Stop-FreedomPaySandbox</code>
/// <para>Stops it.</para>
/// </example>
/// <example>
/// <code>Start-FreedomPaySandbox; Stop-FreedomPaySandbox -WhatIf</code>
/// <para>Shows what would be stopped.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsLifecycle.Stop, "FreedomPaySandbox", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopFreedomPaySandboxCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (LocalSandbox.Running is { } server && ShouldProcess(server.BaseUri.ToString(), SandboxMessages.StopSandbox)) LocalSandbox.StopIfRunning();
    }
}
