using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using FreedomPay.Pipeline;
using FreedomPay.Sandbox;

namespace FreedomPay.Commands.Sandbox;

/// <summary>Starts the built-in simulator of the API in this process.</summary>
/// <remarks>
/// <para>
/// It listens on loopback only, checks every request against the documentation and keeps clients, users and payments until it is
/// stopped. If it runs already, the running one is returned. Connect-FreedomPay -Environment Sandbox starts it too.
/// </para>
/// </remarks>
/// <example>
/// <code>Start-FreedomPaySandbox</code>
/// <para>Starts it on a free port and shows its address.</para>
/// </example>
/// <example>
/// <code>Start-FreedomPaySandbox -Port 8451; Connect-FreedomPay -Environment Sandbox</code>
/// <para>Starts it on a port of your choice and connects to it.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsLifecycle.Start, "FreedomPaySandbox", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomPaySandbox))]
public sealed class StartFreedomPaySandboxCommand : PSCmdlet
{
    /// <summary>Port to listen on, from 1 to 65535; a free one unless given.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(1, 65535)]
    public int Port { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        SandboxServer? running = LocalSandbox.Running;
        if (running is null && !ShouldProcess("127.0.0.1" + (Port > 0 ? ":" + Port : ""), SandboxMessages.StartSandbox)) return;
        if (running is not null && Port > 0 && running.Port != Port)
        {
            ErrorRecords.Throw(
                this, new FreedomPayException("SandboxRunning", SandboxMessages.SandboxRunning.With(running.Port)),
                SandboxMessages.SandboxRunningAdvice, ErrorCategory.ResourceExists, Port);
        }

        try
        {
            SandboxServer server = LocalSandbox.Start(Port);
            WriteObject(new FreedomPaySandbox
            {
                BaseUri = server.BaseUri,
                Port = server.Port,
                PartnerId = server.Credentials.PartnerId,
                MerchantId = server.Credentials.MerchantId,
            });
        }
        catch (Exception error) when (error is HttpListenerException or SocketException or IOException)
        {
            ErrorRecords.Throw(
                this, new FreedomPayException("SandboxFailed", SandboxMessages.SandboxFailed.With(error.Message)),
                SandboxMessages.SandboxFailedAdvice, ErrorCategory.OpenError, Port);
        }
    }
}
