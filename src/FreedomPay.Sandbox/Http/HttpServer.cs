using System.Net;
using System.Net.Sockets;

namespace FreedomPay.Sandbox.Http;

/// <summary>Accepts requests on 127.0.0.1 and hands each to its own task. Nothing a request does can end the server.</summary>
internal sealed class HttpServer : IDisposable
{
    private const int OutstandingAccepts = 16;
    private const int Attempts = 10;
    private readonly HttpListener listener;
    private Func<HttpListenerContext, Task> handle = _ => Task.CompletedTask;

    private HttpServer(HttpListener listener, int port)
    {
        this.listener = listener;
        Port = port;
        BaseUri = new Uri($"http://127.0.0.1:{port}/");
    }

    public int Port { get; }

    public Uri BaseUri { get; }

    /// <summary>Binds to a port; 0 picks a free one.</summary>
    public static HttpServer Bind(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            int candidate = port == 0 ? FreePort() : port;
            var listener = new HttpListener { IgnoreWriteExceptions = true };
            try
            {
                listener.Prefixes.Add($"http://127.0.0.1:{candidate}/");
                listener.Start();
                return new HttpServer(listener, candidate);
            }
            catch (Exception exception) when (exception is HttpListenerException or SocketException && port == 0 && attempt < Attempts)
            {
                // Somebody took the port between the question and the answer.
                listener.Close();
            }
        }
    }

    public void Run(Func<HttpListenerContext, Task> handler)
    {
        handle = handler;
        for (int i = 0; i < OutstandingAccepts; i++) _ = Task.Run(AcceptAsync);
    }

    public void Dispose()
    {
        // Abort, not Stop: requests that are still being delayed by a fault must not hold up the end.
        listener.Abort();
        ((IDisposable)listener).Dispose();
    }

    private static int FreePort()
    {
        var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        try
        {
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        finally
        {
            probe.Stop();
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                if (!IsListening()) return;
                continue;
            }

            _ = Task.Run(() => handle(context));
        }
    }

    private bool IsListening()
    {
        try
        {
            return listener.IsListening;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
