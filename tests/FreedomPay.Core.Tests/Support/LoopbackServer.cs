using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FreedomPay.Core.Tests.Support;

internal enum Reply
{
    /// <summary>Answers and keeps the connection.</summary>
    Ok,

    /// <summary>Closes the connection after the whole request was read.</summary>
    Close,

    /// <summary>Sends half an answer and closes.</summary>
    Half,

    /// <summary>Answers with a redirect to itself.</summary>
    Redirect,

    /// <summary>Reads the request and never answers.</summary>
    Silence,

    /// <summary>Answers in chunks, without saying how long the answer is.</summary>
    Chunks,

    /// <summary>Answers with a compressed text.</summary>
    Gzip,
}

/// <summary>A server on a real socket that counts every request that arrives whole.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Queue<Reply> replies;
    private readonly Task accepting;

    public LoopbackServer(params Reply[] script)
    {
        replies = new Queue<Reply>(script);
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Uri => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    public List<string> Arrived { get; } = [];

    public TaskCompletionSource Silent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
        _ = accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient owned = client;
        NetworkStream stream = client.GetStream();
        var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            while (await reader.ReadLineAsync(stop.Token) is { } first)
            {
                int length = 0;
                while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } header)
                {
                    if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) length = int.Parse(header[15..], System.Globalization.CultureInfo.InvariantCulture);
                }

                char[] body = new char[length];
                if (length > 0 && await reader.ReadBlockAsync(body, stop.Token) != length) return;
                Reply reply;
                lock (Arrived)
                {
                    Arrived.Add(first);
                    reply = replies.Count > 0 ? replies.Dequeue() : Reply.Ok;
                }

                switch (reply)
                {
                    case Reply.Close:
                        return;
                    case Reply.Silence:
                        Silent.TrySetResult();
                        await Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
                        return;
                    case Reply.Half:
                        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"st"u8.ToArray(), stop.Token);
                        return;
                    case Reply.Redirect:
                        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {Uri}\r\nContent-Length: 0\r\n\r\n"), stop.Token);
                        break;
                    case Reply.Chunks:
                        await stream.WriteAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"stat\r\n9\r\nus\":\"ok\"}\r\n0\r\n\r\n"u8.ToArray(), stop.Token);
                        break;
                    case Reply.Gzip:
                        byte[] packed = Packed("{\"status\":\"ok\"}"u8);
                        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n"), stop.Token);
                        await stream.WriteAsync(packed, stop.Token);
                        break;
                    default:
                        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}"u8.ToArray(), stop.Token);
                        break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client left, or the test ended.
        }
    }

    private static byte[] Packed(ReadOnlySpan<byte> text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(text);
        return packed.ToArray();
    }
}
