using System.Management.Automation;
using FreedomPay.Sandbox;

namespace FreedomPay.Commands.Sandbox;

/// <summary>Takes back all faults of the sandbox.</summary>
/// <remarks><para>What the sandbox remembers of clients, users and payments stays.</para></remarks>
/// <example>
/// <code>Clear-FreedomPaySandboxFault</code>
/// <para>Makes the sandbox of this process behave again.</para>
/// </example>
/// <example>
/// <code>Clear-FreedomPaySandboxFault -BaseUri (Start-FreedomPaySandbox).BaseUri</code>
/// <para>Makes a sandbox behave again by its address, which may be that of another process.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsCommon.Clear, "FreedomPaySandboxFault", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ClearFreedomPaySandboxFaultCommand : SandboxFaultCommand
{
    private protected override string Action => SandboxMessages.ClearSandboxFaults;

    private protected override Task SteerAsync(Uri sandbox, CancellationToken cancellation) => SandboxClient.ClearFaultsAsync(sandbox, cancellation);
}
