using System.Globalization;
using System.Runtime.CompilerServices;

namespace FreedomPay;

/// <summary>The tests read English texts, also on a machine that speaks Russian.</summary>
internal static class English
{
    [ModuleInitializer]
    internal static void Speak() => CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-US");
}
