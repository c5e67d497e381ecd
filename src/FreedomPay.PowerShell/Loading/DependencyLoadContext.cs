#if !NETFRAMEWORK
using System.Reflection;
using System.Runtime.Loader;

namespace FreedomPay.Loading;

/// <summary>The private home of our dependencies. What its folder lacks comes from PowerShell, as everywhere.</summary>
internal sealed class DependencyLoadContext(string folder) : AssemblyLoadContext("FreedomPay.PowerShell")
{
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string file = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
#endif
