using System.Collections.Concurrent;

namespace FreedomPay.Core.Diagnostics;

/// <summary>Keeps trace lines until the thread that may write them asks for them.</summary>
/// <param name="wantsWire">Whether masked bodies and headers are traced.</param>
public sealed class BufferedTrace(bool wantsWire) : IWireTrace
{
    private readonly ConcurrentQueue<TraceLine> lines = new();

    /// <inheritdoc/>
    public bool WantsWire { get; } = wantsWire;

    /// <inheritdoc/>
    public bool WantsRequests => true;

    /// <inheritdoc/>
    public void Request(string line) => lines.Enqueue(new TraceLine(line, IsWire: false));

    /// <inheritdoc/>
    public void Wire(string text) => lines.Enqueue(new TraceLine(text, IsWire: true));

    /// <summary>Takes the next line.</summary>
    /// <returns>The line, or null when there is none.</returns>
    public TraceLine? Take() => lines.TryDequeue(out TraceLine? line) ? line : null;
}
