using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FreedomPay.Core.Protocols;

/// <summary>The detached JWS of the header X-JWS-Signature: HMAC over the protected header and the very bytes of the body.</summary>
public static class JwsSigner
{
    /// <summary>Name of the header.</summary>
    public const string HeaderName = "X-JWS-Signature";

    private static readonly JsonEncodedText Uri = JsonEncodedText.Encode("uri");
    private static readonly JsonEncodedText AuthId = JsonEncodedText.Encode("auth_id");
    private static readonly JsonEncodedText Method = JsonEncodedText.Encode("method");
    private static readonly JsonEncodedText Params = JsonEncodedText.Encode("params");
    private static readonly JsonEncodedText Alg = JsonEncodedText.Encode("alg");

    /// <summary>Signs a request.</summary>
    /// <param name="method">HTTP method in capitals.</param>
    /// <param name="path">Path with its leading slash, without query and host.</param>
    /// <param name="authId">Identifier of the partner or merchant.</param>
    /// <param name="key">The secret, as the raw bytes of its text.</param>
    /// <param name="body">The bytes that are sent; none for a request without a body.</param>
    /// <param name="algorithm">HS512 or HS256.</param>
    /// <returns>Header, two dots, signature.</returns>
    public static string Sign(string method, string path, string authId, byte[] key, byte[] body, JwsAlgorithm algorithm) =>
        SignHeader(ProtectedHeader(method, path, authId, algorithm), key, body, algorithm);

    /// <summary>Signs with a protected header that is given, as the test vectors of the documentation have it.</summary>
    /// <param name="protectedHeader">The header as compact JSON.</param>
    /// <param name="key">The secret's bytes.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="algorithm">HS512 or HS256.</param>
    /// <returns>Header, two dots, signature.</returns>
    public static string SignHeader(byte[] protectedHeader, byte[] key, byte[] body, JwsAlgorithm algorithm)
    {
        string header = Base64Url(protectedHeader);
        using HMAC hmac = algorithm == JwsAlgorithm.HS512 ? new HMACSHA512(key) : new HMACSHA256(key);
        byte[] signature = hmac.ComputeHash(Encoding.ASCII.GetBytes(header + "." + Base64Url(body)));
        return header + ".." + Base64Url(signature);
    }

    /// <summary>Whether a detached JWS fits a body.</summary>
    /// <param name="detached">The header's value.</param>
    /// <param name="key">The secret's bytes.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="algorithm">HS512 or HS256.</param>
    /// <returns>Whether it fits.</returns>
    public static bool Verify(string detached, byte[] key, byte[] body, JwsAlgorithm algorithm)
    {
        string[] parts = (detached ?? throw new ArgumentNullException(nameof(detached))).Split('.');
        return parts.Length == 3 && parts[0].Length > 0 && parts[1].Length == 0
            && TryFromBase64Url(parts[0], out byte[] decoded)
            && FixedTime.AreEqual(SignHeader(decoded, key, body, algorithm), detached);
    }

    private static byte[] ProtectedHeader(string method, string path, string authId, JwsAlgorithm algorithm)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString(Uri, path);
            writer.WriteString(AuthId, authId);
            writer.WriteString(Method, method);
            writer.WriteString(Params, "");
            writer.WriteString(Alg, algorithm == JwsAlgorithm.HS512 ? "HS512" : "HS256");
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static bool TryFromBase64Url(string text, out byte[] bytes)
    {
        try
        {
            string padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
            bytes = Convert.FromBase64String(padded);
            return true;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }
}
