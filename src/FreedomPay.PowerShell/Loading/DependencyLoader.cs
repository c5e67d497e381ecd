using System.Management.Automation;
using System.Reflection;

namespace FreedomPay.Loading;

/// <summary>
/// Loads what lies in the <c>dependencies</c> folder beside this assembly. On PowerShell 7 it goes into a load context of
/// our own, so that another module's Polly, whatever its version, cannot clash with ours.
/// </summary>
public sealed class DependencyLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(DependencyLoader).Assembly.Location)!, "dependencies");

    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport() => Register();

    /// <summary>
    /// Called by PowerShell when the module is removed: the connection of the runspace is forgotten with its credentials, and a
    /// sandbox that this process runs stops.
    /// </summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        Pipeline.RunspaceState.Forget();
        Commands.Sandbox.LocalSandbox.StopIfRunning();
    }

#if NETFRAMEWORK
    private static int registered;

    private static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 0) AppDomain.CurrentDomain.AssemblyResolve += Resolve;
    }

    // .NET Framework has one context for all; only what nobody else has resolved arrives here.
    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        string file = Path.Combine(Folder, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(file) ? Assembly.LoadFrom(file) : null;
    }
#else
    private static readonly Lazy<DependencyLoadContext> Context = new(() => new DependencyLoadContext(Folder));
    private static int registered;

    private static void Register()
    {
        if (Interlocked.Exchange(ref registered, 1) == 0) System.Runtime.Loader.AssemblyLoadContext.Default.Resolving += Resolve;
    }

    // Asked only for what the default context lacks. Ours are answered and nothing else: the rest of the folder is
    // resolved inside the private context, at the wish of our own assemblies.
    private static Assembly? Resolve(System.Runtime.Loader.AssemblyLoadContext context, AssemblyName name) =>
        name.Name is "FreedomPay.Core" or "FreedomPay.Sandbox" or "FreedomPay.Qr" or "FreedomPay.Jwe" ? Context.Value.LoadFromAssemblyName(name) : null;
#endif
}
