using System.Net;

namespace FreedomPay.Core.Connections;

/// <summary>
/// A body that remembers whether the connection began to send it. As long as it did not, the server cannot have processed the
/// request. Requests that may act twice always carry one, even an empty one: without content, .NET repeats a request by itself
/// when a kept connection turns out to be closed.
/// </summary>
internal sealed class SentContent : HttpContent
{
    private readonly byte[] bytes;
    private volatile bool begun;

    public SentContent(byte[] bytes, string? mediaType)
    {
        this.bytes = bytes;
        if (mediaType is not null) Headers.ContentType = new(mediaType);
    }

    public bool Begun => begun;

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        begun = true;
        await stream.WriteAsync(bytes, 0, bytes.Length).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
