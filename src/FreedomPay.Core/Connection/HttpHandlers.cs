namespace FreedomPay.Core.Connections;

/// <summary>The one message handler of the process: connections are shared by all that talk to a host.</summary>
internal static class HttpHandlers
{
    // No redirect is followed: it would send a payment to another place, or a second time.
#if NETFRAMEWORK
    public static HttpMessageHandler Shared { get; } = new HttpClientHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = 256,
        AutomaticDecompression = System.Net.DecompressionMethods.GZip | System.Net.DecompressionMethods.Deflate,
    };
#else
    public static HttpMessageHandler Shared { get; } = new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = 256,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };
#endif
}
