using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using FreedomPay.Parameters;

namespace FreedomPay.Pipeline;

/// <summary>What the module remembers, for each runspace on its own: the default connection.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> ByRunspace = new();

    public FreedomPayConnection? Connection { get; set; }

    /// <summary>Ids to complete at the prompt.</summary>
    public SeenIds Seen { get; } = new();

    /// <summary>Operations with an inferred path whose first use has been warned of.</summary>
    public HashSet<string> Warned { get; } = new(StringComparer.Ordinal);

    /// <summary>The state of the runspace that runs the calling pipeline.</summary>
    public static RunspaceState Current => ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace
        ?? throw new PSInvalidOperationException(Messages.NoRunspace));

    /// <summary>Forgets the state of the calling runspace, where there is one.</summary>
    public static void Forget()
    {
        if (Runspace.DefaultRunspace is { } runspace) ByRunspace.Remove(runspace);
    }
}
