#if !NETFRAMEWORK // which has the version 4 whatever it is
using System.Reflection;
using System.Runtime.Versioning;

namespace FreedomPay.Core.Tests;

public sealed class RuntimeTests
{
    /// <summary>Else a machine that takes another .NET for the one that is asked for would prove nothing, and be green.</summary>
    [Fact]
    public void The_tests_run_on_the_version_that_they_are_compiled_for()
    {
        string target = typeof(RuntimeTests).Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;

        Assert.EndsWith(",Version=v" + Environment.Version.ToString(2), target, StringComparison.Ordinal);
    }
}
#endif
