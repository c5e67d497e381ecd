using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;

namespace FreedomPay.Pipeline;

/// <summary>What every cmdlet that talks to the API has: a connection.</summary>
public abstract class FreedomPayCommand : PSCmdlet
{
    /// <summary>The connection to use; the runspace's default, made by <c>Connect-FreedomPay</c>, unless given. Get it with
    /// <c>Get-FreedomPayConnection</c>.</summary>
    [Parameter]
    [ValidateNotNull]
    public FreedomPayConnection? Connection { get; set; }

    private protected FreedomPayConnection RequireConnection() => Connection ?? RunspaceState.Current.Connection ?? ThrowNotConnected();

    private protected bool WantsWireTrace() => Wants("Debug");

    // With -Debug alone the lines of -Verbose go there too.
    private protected bool WantsRequestTrace() => Wants("Verbose") || Wants("Debug");

    // With -Debug PowerShell asks a question after a warning too, and ends the command where nobody can answer: a result would be lost.
    private protected void Warn(string text)
    {
        if (MyInvocation.BoundParameters.ContainsKey("Debug") && !MyInvocation.BoundParameters.ContainsKey("WarningAction")) WriteDebug(text);
        else WriteWarning(text);
    }

    [DoesNotReturn]
    private protected void Throw(string reason, string message, string recommendedAction, ErrorCategory category, object? target = null) =>
        ErrorRecords.Throw(this, new FreedomPayException(reason, message), recommendedAction, category, target);

    [DoesNotReturn]
    private FreedomPayConnection ThrowNotConnected()
    {
        Throw("NotConnected", Messages.NotConnected, Messages.NotConnectedAdvice, ErrorCategory.ConnectionError);
        return null!;
    }

    private bool Wants(string stream) => MyInvocation.BoundParameters.TryGetValue(stream, out object? wanted)
        ? LanguagePrimitives.IsTrue(wanted)
        : GetVariableValue(stream + "Preference") is { } preference && LanguagePrimitives.ConvertTo<string>(preference) is not ("SilentlyContinue" or "Ignore");
}
