using System.Collections.Concurrent;
using System.Net;

namespace FreedomPay.Core.Connection;

/// <summary>The handlers that all connections of this process share, one for each proxy, and what their failures prove.</summary>
internal static class Transport
{
    private static readonly ConcurrentDictionary<(string Address, string? User, string? Password, bool IsDefault), HttpMessageHandler> ByProxy = new();
    private static readonly HttpMessageHandler Shared = Handler(new OutsideProxy(null));

    /// <summary>The handler for a proxy; null for those of the environment and the system.</summary>
    public static HttpMessageHandler For(ProxySettings? proxy) => proxy is null
        ? Shared
        : ByProxy.GetOrAdd(
            (proxy.Address.AbsoluteUri, proxy.Credential?.Id, proxy.Credential?.Secret.Text, proxy.UseDefaultCredentials),
            _ => Handler(new OutsideProxy(proxy)));

    /// <summary>The proxy that a request goes through, without its user; null for none.</summary>
    public static string? ProxyOf(HttpMessageHandler handler, Uri address)
    {
#if NET
        IWebProxy? proxy = (handler as SocketsHttpHandler)?.Proxy;
#else
        IWebProxy? proxy = (handler as HttpClientHandler)?.Proxy;
#endif
        return proxy?.GetProxy(address) is { } found && !proxy.IsBypassed(address)
            ? found.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : null;
    }

    /// <summary>Whether a proxy asks who we are.</summary>
    public static bool IsProxyAsking(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
#if NET
            // Not every version of .NET says the status beside the text.
            if (e is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } tunnel
                && (tunnel.StatusCode is HttpStatusCode.ProxyAuthenticationRequired || tunnel.Message.Contains("'407'", StringComparison.Ordinal)))
            {
                return true;
            }
#else
            if (e is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } }) return true;
#endif
        }

        return false;
    }

    // No redirect is followed: it would send a payment to another place, or a second time.
#if NET
    private static SocketsHttpHandler Handler(IWebProxy proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = proxy,
        // Every server that compresses knows this one, and each more is a header to write for every request.
        AutomaticDecompression = DecompressionMethods.GZip,
        // Addresses change; a connection that lives for ever would never notice.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 256,
        ActivityHeadersPropagator = null,
    };
#else
    private static HttpClientHandler Handler(IWebProxy proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = proxy,
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
            if (e is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
                })
            {
                return true;
            }
#else
            if (e is WebException
                {
                    Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure
                        or WebExceptionStatus.ConnectFailure or WebExceptionStatus.SecureChannelFailure or WebExceptionStatus.TrustFailure
                })
            {
                return true;
            }
#endif
        }

        return false;
    }

    /// <summary>The proxy that was named, or those of the environment and the system; for addresses of this machine none, whatever they say.</summary>
    private sealed class OutsideProxy(ProxySettings? settings) : IWebProxy
    {
        private readonly WebProxy? named = settings is null ? null : new WebProxy(settings.Address, BypassOnLocal: false)
        {
            Credentials = settings.Credential is { } known ? new NetworkCredential(known.Id, known.Secret.Text)
                : settings.UseDefaultCredentials ? CredentialCache.DefaultCredentials
                : null,
        };

        public ICredentials? Credentials
        {
            get => Effective?.Credentials;
            set => throw new NotSupportedException();
        }

        // Asked each time: a session may set the default of its process at any moment.
#if NET
        private IWebProxy? Effective => named ?? HttpClient.DefaultProxy;
#else
        private IWebProxy? Effective => named ?? WebRequest.DefaultWebProxy;
#endif

        public Uri? GetProxy(Uri destination) => Loopback.Is(destination) ? null : Effective?.GetProxy(destination);

        public bool IsBypassed(Uri host) =>
            Loopback.Is(host) || Effective is not { } proxy || proxy.IsBypassed(host) || proxy.GetProxy(host) is not { } found || found == host;
    }
}
