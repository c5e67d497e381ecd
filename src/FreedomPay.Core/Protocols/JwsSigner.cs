using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FreedomPay.Core.Protocols;

/// <summary>Detached JWS (RFC 7515, appendix F) as the header <c>X-JWS-Signature</c> bears it.</summary>
public static class JwsSigner
{
    // The requests of a run differ in nothing that the header speaks of.
    private static volatile KnownHeader? last;

    /// <summary>Signs a body.</summary>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">Path with its leading slash, without host and query.</param>
    /// <param name="authId">Identifier of the signer.</param>
    /// <param name="key">The key.</param>
    /// <param name="body">The very bytes that are sent.</param>
    /// <param name="algorithm">HS512 or HS256.</param>
    /// <param name="form">Which members name the signer.</param>
    /// <returns>header + <c>..</c> + signature.</returns>
    public static string Sign(
        string method, string path, string authId, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, JwsAlgorithm algorithm,
        JwsHeaderForm form = JwsHeaderForm.AuthId)
    {
        if (method is null) throw new ArgumentNullException(nameof(method));
        if (path is null) throw new ArgumentNullException(nameof(path));
        if (authId is null) throw new ArgumentNullException(nameof(authId));
        return Detached(EncodedHeader(method, path, authId, algorithm, form), key, body, algorithm);
    }

    /// <summary>Verifies a token, detached or whole, over a body. Never throws for what the token holds.</summary>
    /// <param name="token">header <c>..</c> signature, or with the payload between the dots.</param>
    /// <param name="key">The key.</param>
    /// <param name="body">The bytes that were received.</param>
    /// <param name="algorithm">The only algorithm that is accepted; the token's header must name it.</param>
    /// <returns>Whether it is valid.</returns>
    public static bool Verify(string token, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, JwsAlgorithm algorithm)
    {
        string[] parts = (token ?? "").Split('.');
        if (parts.Length != 3) return false;
        string header = parts[0], payload = parts[1], signature = parts[2];
        string received = Base64Url.Encode(body);
        if (payload.Length > 0 && !FixedTime.AreEqual(payload, received)) return false;
        // The texts are compared, not what they decode to: base64 has spare bits that would let a changed text pass.
        return Base64Url.TryDecode(header, out byte[] json)
            && Names(json, algorithm)
            && FixedTime.AreEqual(signature, Mac(header, body, key, algorithm));
    }

    internal static string Sign(string headerJson, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, JwsAlgorithm algorithm) =>
        Detached(Base64Url.Encode(Encoding.UTF8.GetBytes(headerJson)), key, body, algorithm);

    private static string Detached(string header, ReadOnlySpan<byte> key, ReadOnlySpan<byte> body, JwsAlgorithm algorithm) =>
        header + ".." + Mac(header, body, key, algorithm);

    private static string EncodedHeader(string method, string path, string authId, JwsAlgorithm algorithm, JwsHeaderForm form)
    {
        if (last is { } known && known.Method == method && known.Path == path && known.AuthId == authId && known.Algorithm == algorithm && known.Form == form)
        {
            return known.Text;
        }
        string text = Base64Url.Encode(Encoding.UTF8.GetBytes(Header(method, path, authId, algorithm, form)));
        last = new KnownHeader(method, path, authId, algorithm, form, text);
        return text;
    }

    // Written by hand: the order of the members is documented, and compact means no spaces.
    private static string Header(string method, string path, string authId, JwsAlgorithm algorithm, JwsHeaderForm form)
    {
        string caller = form is JwsHeaderForm.AuthId ? "auth_id" : "merchant_id";
        return $"{{\"uri\":{Quoted(path)},\"{caller}\":{Quoted(authId)},\"method\":{Quoted(method)},\"params\":\"\",\"alg\":\"{Name(algorithm)}\"}}";
    }

    private static string Quoted(string text) => "\"" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text) + "\"";

    private static string Name(JwsAlgorithm algorithm) => algorithm switch
    {
        JwsAlgorithm.HS512 => "HS512",
        JwsAlgorithm.HS256 => "HS256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm)),
    };

    /// <summary>The code over header, dot and encoded body.</summary>
    private static string Mac(string header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> key, JwsAlgorithm algorithm)
    {
        byte[] text = ArrayPool<byte>.Shared.Rent(header.Length + 1 + Base64Url.RoomFor(body.Length));
        try
        {
            _ = Encoding.ASCII.GetBytes(header, 0, header.Length, text, 0);
            text[header.Length] = (byte)'.';
            int length = header.Length + 1 + Base64Url.Encode(body, text.AsSpan(header.Length + 1));
#if NET
            // A mac object takes longer to make and to free than to compute.
            Span<byte> mac = stackalloc byte[HMACSHA512.HashSizeInBytes];
            ReadOnlySpan<byte> whole = text.AsSpan(0, length);
            int written = algorithm == JwsAlgorithm.HS512 ? HMACSHA512.HashData(key, whole, mac) : HMACSHA256.HashData(key, whole, mac);
            return Base64Url.Encode(mac[..written]);
#else
            byte[] keyBytes = key.ToArray();
            using HMAC mac = algorithm == JwsAlgorithm.HS512 ? new HMACSHA512(keyBytes) : new HMACSHA256(keyBytes);
            Array.Clear(keyBytes, 0, keyBytes.Length);
            return Base64Url.Encode(mac.ComputeHash(text, 0, length));
#endif
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text, clearArray: true);
        }
    }

    private static bool Names(byte[] headerJson, JwsAlgorithm algorithm)
    {
        try
        {
            using JsonDocument header = JsonDocument.Parse(headerJson);
            return header.RootElement.ValueKind == JsonValueKind.Object
                && header.RootElement.TryGetProperty("alg", out JsonElement alg)
                && alg.ValueKind == JsonValueKind.String
                && alg.ValueEquals(Name(algorithm));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record KnownHeader(string Method, string Path, string AuthId, JwsAlgorithm Algorithm, JwsHeaderForm Form, string Text);
}
