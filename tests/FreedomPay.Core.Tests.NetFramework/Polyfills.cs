global using TcpListener = FreedomPay.Core.Tests.TcpListenerPolyfill;

using System.Net.Sockets;

// What the tests use of newer frameworks, and neither .NET Framework nor Polyfill has.
namespace System.Net.Http
{
    /// <summary>A handler without a name of its own: .NET Framework's is this one.</summary>
    internal sealed class SocketsHttpHandler : HttpClientHandler;
}

namespace FreedomPay.Core.Tests
{
    internal sealed class TcpListenerPolyfill(System.Net.IPAddress address, int port) : System.Net.Sockets.TcpListener(address, port), IDisposable
    {
        public void Dispose() => Stop();

        public async Task<TcpClient> AcceptTcpClientAsync(CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            return await AcceptTcpClientAsync();
        }
    }

    internal static class Polyfills
    {
        private static readonly HttpMethod PatchMethod = new("PATCH");

        extension(HttpMethod)
        {
            public static HttpMethod Patch => PatchMethod;
        }

        extension(System.Net.HttpStatusCode)
        {
            public static System.Net.HttpStatusCode UnprocessableEntity => (System.Net.HttpStatusCode)422;
        }

        extension(DateTimeOffset)
        {
            public static DateTimeOffset UnixEpoch => DateTimeOffset.FromUnixTimeSeconds(0);
        }

        public static string Replace(this string text, string old, string next, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(old, next) : throw new NotSupportedException();

        public static void UnsafeStart(this Thread thread) => thread.Start();

        public static async Task<int> ReadBlockAsync(this StreamReader reader, char[] buffer, CancellationToken stop)
        {
            stop.ThrowIfCancellationRequested();
            return await reader.ReadBlockAsync(buffer, 0, buffer.Length);
        }
    }
}
