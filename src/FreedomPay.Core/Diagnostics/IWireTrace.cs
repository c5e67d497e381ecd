namespace FreedomPay.Core.Diagnostics;

/// <summary>Takes what happens on the wire, masked. Implementations are thread-safe.</summary>
public interface IWireTrace
{
    /// <summary>Whether <see cref="Wire"/> is wanted; masked bodies are built only then.</summary>
    bool WantsWire { get; }

    /// <summary>Whether <see cref="Request"/> is wanted; masking a line costs more than signing a request.</summary>
    bool WantsRequests { get; }

    /// <summary>One line for one attempt: method, path, request id, status, milliseconds.</summary>
    /// <param name="line">The line.</param>
    void Request(string line);

    /// <summary>Headers and body of a request or an answer, masked.</summary>
    /// <param name="text">The text.</param>
    void Wire(string text);
}
