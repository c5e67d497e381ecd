using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FreedomPay.Sandbox.Http;

/// <summary>
/// A small HTTP/1.1 server on 127.0.0.1. Not HttpListener: outside Windows that cannot abort a connection without sending
/// an answer first, and a reset before the answer is just what the sandbox has to show; on Windows it may want rights.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private readonly TcpListener listener;
    private readonly Func<DateTimeOffset> clock;
    private readonly ConcurrentDictionary<HttpConnection, byte> open = new();
    private volatile bool stopped;

    private HttpServer(TcpListener listener, Func<DateTimeOffset> clock)
    {
        this.listener = listener;
        this.clock = clock;
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        BaseUri = new Uri($"http://127.0.0.1:{Port}/");
    }

    public int Port { get; }

    public Uri BaseUri { get; }

    /// <summary>Binds to a port; 0 lets the system pick a free one.</summary>
    public static HttpServer Bind(int port, Func<DateTimeOffset> clock)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start(512);
        return new HttpServer(listener, clock);
    }

    /// <summary>Serves requests until the server is disposed. The handler answers through the connection and never throws.</summary>
    public void Run(Func<SandboxRequest, HttpConnection, Task> handler) => _ = Task.Run(() => AcceptAsync(handler));

    public void Dispose()
    {
        stopped = true;
        listener.Stop();
        foreach (HttpConnection connection in open.Keys) connection.Close();
    }

    private async Task AcceptAsync(Func<SandboxRequest, HttpConnection, Task> handler)
    {
        while (!stopped)
        {
            try
            {
                Socket socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(socket, handler));
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // Stopped, or the caller was gone before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket socket, Func<SandboxRequest, HttpConnection, Task> handler)
    {
        using var connection = new HttpConnection(socket, clock);
        open[connection] = 0;
        try
        {
            if (stopped) return;
            while (await connection.ReadRequestAsync().ConfigureAwait(false) is { } request)
            {
                await handler(request, connection).ConfigureAwait(false);
                if (!connection.CanContinue) break;
            }

            await connection.FinishAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The caller went away, or the server is being stopped.
        }
        finally
        {
            open.TryRemove(connection, out _);
        }
    }
}
