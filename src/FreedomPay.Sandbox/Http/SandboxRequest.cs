using System.Collections.Specialized;

namespace FreedomPay.Sandbox.Http;

/// <summary>A request as it came in, read to its end.</summary>
internal sealed class SandboxRequest(string method, string rawUrl, NameValueCollection headers, byte[] body)
{
    public string Method { get; } = method;

    /// <summary>Path as it was sent, without the query; odd forms such as double slashes are kept.</summary>
    public string Path { get; } = rawUrl.Split('?')[0];

    /// <summary>Query as it was sent, without the question mark.</summary>
    public string Query { get; } = rawUrl.IndexOf('?') is var mark and >= 0 ? rawUrl.Substring(mark + 1) : "";

    public byte[] Body { get; } = body;

    /// <summary>Media type in lower case, without parameters; empty when none is sent.</summary>
    public string MediaType { get; } = (headers["Content-Type"] ?? "").Split(';')[0].Trim().ToLowerInvariant();

    public string? Header(string name) => headers[name];
}
