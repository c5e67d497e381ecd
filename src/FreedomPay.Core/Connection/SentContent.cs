using System.Net;

namespace FreedomPay.Core.Connection;

/// <summary>
/// A body that remembers whether the connection began to send it. As long as it did not, the server cannot have processed the
/// request. Requests that may act always carry one, even an empty one: without content, .NET repeats a request by itself when a
/// kept connection turns out to be closed.
/// </summary>
internal sealed class SentContent(byte[] bytes) : HttpContent
{
    private volatile bool begun;

    public bool Begun => begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        begun = true;
        return stream.WriteAsync(bytes, 0, bytes.Length);
    }

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        begun = true;
        return stream.WriteAsync(bytes, cancellationToken).AsTask();
    }
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
