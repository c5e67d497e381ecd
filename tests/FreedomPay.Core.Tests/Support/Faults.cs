namespace FreedomPay.Core.Tests.Support;

/// <summary>What a transport throws, as this framework throws it.</summary>
internal static class Faults
{
#if NETFRAMEWORK
    public static HttpRequestException Reset() =>
        new("The response ended prematurely.", new System.Net.WebException("reset by peer", System.Net.WebExceptionStatus.ReceiveFailure));

    public static HttpRequestException Unreachable(string message) =>
        new(message, new System.Net.WebException(message, System.Net.WebExceptionStatus.ConnectFailure));
#else
    public static HttpRequestException Reset() => new(HttpRequestError.ResponseEnded, "The response ended prematurely.", new IOException("reset by peer"));

    public static HttpRequestException Unreachable(string message) => new(HttpRequestError.ConnectionError, message);
#endif
}
