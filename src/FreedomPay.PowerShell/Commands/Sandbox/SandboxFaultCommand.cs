using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Sandbox;

/// <summary>A cmdlet that steers a sandbox, in this process or in another one.</summary>
public abstract class SandboxFaultCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stop = new();

    /// <summary>Address of the sandbox; the one of this process unless given. Loopback only.</summary>
    [Parameter]
    [Address]
    public Uri? BaseUri { get; set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) stop.Dispose();
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stop.Cancel();

    /// <inheritdoc/>
    protected sealed override void EndProcessing()
    {
        Uri? sandbox = BaseUri ?? LocalSandbox.Running?.BaseUri;
        if (sandbox is not { IsAbsoluteUri: true, IsLoopback: true })
        {
            ErrorRecords.Throw(
                this, new FreedomPayException("NoSandbox", sandbox is null ? SandboxMessages.NoSandbox : SandboxMessages.SandboxIsElsewhere.With(sandbox)),
                SandboxMessages.NoSandboxAdvice, ErrorCategory.ObjectNotFound, sandbox);
        }

        if (!ShouldProcess(sandbox!.ToString(), Action)) return;
        try
        {
            SteerAsync(sandbox, stop.Token).GetAwaiter().GetResult();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            ErrorRecords.Throw(
                this, new FreedomPayException("NoSandbox", SandboxMessages.SandboxDoesNotAnswer.With(sandbox, error.Message)),
                SandboxMessages.SandboxDoesNotAnswerAdvice, ErrorCategory.ConnectionError, sandbox);
        }
    }

    private protected abstract string Action { get; }

    private protected abstract Task SteerAsync(Uri sandbox, CancellationToken cancellation);
}
