using System.Text;
using System.Text.Json;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Authentication;

/// <summary>What a detached JWS must say for one call.</summary>
internal sealed record JwsExpectation
{
    /// <summary>Path that the signature names; some calls have more than one reading.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    public string Method { get; init; } = "POST";

    /// <summary>HS512, HS256 or both.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>Identifier of the caller: auth_id, or merchant_id for the older invoice.</summary>
    public string CallerId { get; init; } = "";

    public string Secret { get; init; } = "";

    /// <summary>Whether the header is that of the older invoice: merchant_id (text or number) in place of auth_id, uri or path.</summary>
    public bool OlderInvoice { get; init; }
}

/// <summary>Verifies X-JWS-Signature: a detached JWS (RFC 7515, appendix F) over the very bytes of the body.</summary>
internal static class JwsVerifier
{
    /// <summary>Verifies the header value.</summary>
    /// <returns>Null when it is right, else what is wrong with it.</returns>
    public static string? Verify(string? value, byte[] body, JwsExpectation expected)
    {
        if (string.IsNullOrEmpty(value)) return "X-JWS-Signature is missing";
        string[] parts = value!.Split('.');
        if (parts.Length != 3 || parts[1].Length != 0) return "X-JWS-Signature is not detached: header, two dots and signature are expected";
        if (Base64Url.Decode(parts[0]) is not { } headerBytes || Base64Url.Decode(parts[2]) is not { } signature)
        {
            return "X-JWS-Signature is not base64url without padding";
        }
        if (JsonReader.Read(headerBytes) is not { ValueKind: JsonValueKind.Object } header) return "the protected header is not a JSON object";
        if (CheckMembers(header, expected) is { } wrong) return wrong;
        byte[] signed = Encoding.ASCII.GetBytes(parts[0] + "." + Base64Url.Encode(body));
        byte[] computed = Hashing.Hmac(header.Text("alg")!, expected.Secret, signed);
        return Hashing.Same(computed, signature) ? null : "the signature does not fit header, body and secret";
    }

    private static string? CheckMembers(JsonElement header, JwsExpectation expected)
    {
        string? path = header.Text("uri") ?? (expected.OlderInvoice ? header.Text("path") : null);
        if (path is null || !expected.Paths.Contains(path, StringComparer.Ordinal)) return "uri of the protected header is not the path that was called";
        string? caller = expected.OlderInvoice ? header.Member("merchant_id")?.AsText() : header.Text("auth_id");
        if (caller is null || !Hashing.Same(caller, expected.CallerId))
        {
            return (expected.OlderInvoice ? "merchant_id" : "auth_id") + " of the protected header is missing, no text or unknown";
        }
        if (header.Text("method") != expected.Method) return "method of the protected header is not the method that was used";
        if (header.Text("params") != "") return "params of the protected header must be an empty text";
        return expected.Algorithms.Contains(header.Text("alg") ?? "", StringComparer.Ordinal)
            ? null
            : "alg must be " + string.Join(" or ", expected.Algorithms);
    }
}
