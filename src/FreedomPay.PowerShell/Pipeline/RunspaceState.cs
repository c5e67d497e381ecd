using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FreedomPay.Pipeline;

/// <summary>What the module remembers, for each runspace on its own: the default connection.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> ByRunspace = new();
    private readonly ConcurrentDictionary<Type, object> ofFamilies = new();

    public FreedomPayConnection? Connection { get; set; }

    /// <summary>Operations with an inferred path whose first use has been warned of.</summary>
    public HashSet<string> Warned { get; } = new(StringComparer.Ordinal);

    /// <summary>The state of the runspace that runs the calling pipeline.</summary>
    public static RunspaceState Current => ByRunspace.GetOrCreateValue(Runspace.DefaultRunspace
        ?? throw new PSInvalidOperationException(Messages.NoRunspace));

    /// <summary>What a family remembers while the connection lasts.</summary>
    /// <typeparam name="T">What it is; made when it is asked for first.</typeparam>
    public T Of<T>()
        where T : class, new() => (T)ofFamilies.GetOrAdd(typeof(T), static _ => new T());

    /// <summary>Forgets the connection, and what the families remember of it.</summary>
    public void Disconnect()
    {
        Connection = null;
        ofFamilies.Clear();
    }

    /// <summary>Forgets the state of the calling runspace, where there is one.</summary>
    public static void Forget()
    {
        if (Runspace.DefaultRunspace is { } runspace) ByRunspace.Remove(runspace);
    }
}
