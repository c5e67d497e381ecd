using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace FreedomPay.PowerShell.Tests;

/// <summary>
/// The build for Windows PowerShell 5.1, read and not run: powershell.exe has no binding redirects for us, so that what an assembly asks for is
/// either .NET Framework's own, in a version that it has, or lies in our folder, where <c>DependencyLoader</c> finds it by its name.
/// </summary>
public sealed class NetFrameworkReferences
{
    private const string PowerShell = "System.Management.Automation";

    private static readonly string Folder = Path.Combine(Repository.Root, "out", "FreedomPay.PowerShell", "net472");

    private static readonly Dictionary<string, AssemblyName> Shipped = Directory.EnumerateFiles(Folder, "*.dll", SearchOption.AllDirectories)
        .Where(file => !file.EndsWith(".resources.dll", StringComparison.Ordinal))
        .Select(AssemblyName.GetAssemblyName)
        .ToDictionary(name => name.Name!, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, (Version Version, string Token)> Framework = XDocument.Load(
            typeof(NetFrameworkReferences).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "FrameworkList").Value!)
        .Descendants("File")
        .Where(file => (string?)file.Attribute("InGac") == "true")
        .ToDictionary(
            file => (string)file.Attribute("AssemblyName")!,
            file => (Version.Parse((string)file.Attribute("Version")!), ((string)file.Attribute("PublicKeyToken")!).ToUpperInvariant()),
            StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> Files() =>
        new(Directory.EnumerateFiles(Folder, "*.dll", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void What_an_assembly_asks_for_is_shipped_or_the_framework_s(string file) =>
        Expect.None(References(Path.Combine(Folder, file)).Select(Fault).OfType<string>());

    [Fact]
    public void Nothing_is_shipped_that_the_framework_has_in_the_same_or_a_later_version() =>
        // The framework's would be loaded in its place, and ours lie there for nothing.
        Expect.None(Shipped.Values.Where(name => Framework.TryGetValue(name.Name!, out (Version Version, string Token) own) && own.Version >= name.Version).Select(name => name.Name!));

    private static string? Fault(AssemblyName wanted)
    {
        string token = Convert.ToHexString(wanted.GetPublicKeyToken() ?? []);
        if (Framework.TryGetValue(wanted.Name!, out (Version Version, string Token) own) && own.Version >= wanted.Version)
            return own.Token == token ? null : $"{wanted.FullName}: the framework's has another key";
        if (wanted.Name == PowerShell) return wanted.Version == new Version(3, 0, 0, 0) ? null : $"{wanted.FullName}: Windows PowerShell has 3.0.0.0";
        if (!Shipped.TryGetValue(wanted.Name!, out AssemblyName? ours)) return $"{wanted.FullName}: neither shipped nor the framework's";
        if (ours.Version < wanted.Version) return $"{wanted.FullName}: {ours.Version} is shipped";
        return Convert.ToHexString(ours.GetPublicKeyToken() ?? []) == token ? null : $"{wanted.FullName}: the shipped one has another key";
    }

    private static AssemblyName[] References(string file)
    {
        using var assembly = new PEReader(File.OpenRead(file));
        MetadataReader reader = assembly.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
