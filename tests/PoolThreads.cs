using System.Runtime.CompilerServices;

namespace FreedomPay;

/// <summary>
/// xunit runs tests on threads of the pool, and a test that waits, as a pipeline does on a thread of its own, keeps one from the code
/// under test. The pool adds one only every half second beyond its least number, so that this has to be large enough.
/// </summary>
internal static class PoolThreads
{
    private const int Enough = 64;

    [ModuleInitializer]
    internal static void Provide() => ThreadPool.SetMinThreads(Enough, Enough);
}
