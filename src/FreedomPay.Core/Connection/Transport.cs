using System.Net;

namespace FreedomPay.Core.Connections;

/// <summary>The shared handler of this process, and what its failures prove.</summary>
internal static class Transport
{
    // No redirect is followed: it would send a payment to another place, or a second time.
#if NET
    public static HttpMessageHandler Shared { get; } = new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        // Every server that compresses knows this one, and each more is a header to write for every request.
        AutomaticDecompression = DecompressionMethods.GZip,
        // Addresses change; a connection that lives for ever would never notice.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 256,
        ActivityHeadersPropagator = null,
    };
#else
    public static HttpMessageHandler Shared { get; } = new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip,
        MaxConnectionsPerServer = 256,
    };
#endif

    /// <summary>
    /// Whether a body that was not begun proves that nothing complete was sent. True of the handler of .NET (HTTP/1.1): it buffers the
    /// headers and flushes them with the body. Unknown of any other.
    /// </summary>
#if NET
    public static bool ProvesByBody(HttpMessageHandler handler) => handler is SocketsHttpHandler;
#else
    public static bool ProvesByBody(HttpMessageHandler handler) => false;
#endif

    /// <summary>Whether this failure proves that the connection was never made.</summary>
    public static bool ProvesNotSent(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
#if NET
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError })
            {
                return true;
            }
#else
            if (e is WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.ConnectFailure or WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure })
            {
                return true;
            }
#endif
        }

        return false;
    }
}
