
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.Tests.Support;

/// <summary>A trace that nobody reads.</summary>
internal sealed class NullWireTrace : IWireTrace
{
    public static NullWireTrace Instance { get; } = new();

    public bool WantsWire => false;

    public bool WantsRequests => true;

    public void Request(string line)
    {
    }

    public void Wire(string text)
    {
    }
}
