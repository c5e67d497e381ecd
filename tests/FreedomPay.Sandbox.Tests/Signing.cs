using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Signs requests, written apart from the sandbox's own verification.</summary>
internal static class Signing
{
    public static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static string Jws(string header, byte[] body, string secret, bool sha512)
    {
        string encoded = Base64Url(Encoding.UTF8.GetBytes(header));
        byte[] signed = Encoding.ASCII.GetBytes(encoded + "." + Base64Url(body));
        byte[] key = Encoding.UTF8.GetBytes(secret);
        return encoded + ".." + Base64Url(sha512 ? HMACSHA512.HashData(key, signed) : HMACSHA256.HashData(key, signed));
    }

    public static string Jws(string uri, string authId, string method, byte[] body, string secret, string algorithm) =>
        Jws($$"""{"uri":"{{uri}}","auth_id":"{{authId}}","method":"{{method}}","params":"","alg":"{{algorithm}}"}""", body, secret, algorithm == "HS512");

    /// <summary>pg_sig of flat fields.</summary>
    public static string Pg(string script, IEnumerable<KeyValuePair<string, string>> fields, string secret) =>
        PgString([script, .. fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Value), secret]);

#pragma warning disable CA5351 // pg_sig is MD5 by the contract
    public static string PgString(IEnumerable<string> parts) =>
        Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(string.Join(';', parts)))).ToLower(CultureInfo.InvariantCulture);
#pragma warning restore CA5351

    public static HttpRequestMessage Card(SandboxServer sandbox, string path, string json, string algorithm = "HS512", string? secret = null)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.BaseUri, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-JWS-Signature", Jws(path, sandbox.Credentials.PartnerId, "POST", body, secret ?? sandbox.Credentials.PartnerSecret, algorithm));
        return request;
    }

    public static HttpRequestMessage Merchant(SandboxServer sandbox, string path, params (string Name, string Value)[] fields) =>
        Merchant(sandbox, sandbox.Credentials.MerchantSecret, path, fields);

    /// <summary>Signed with the secret for payouts.</summary>
    public static HttpRequestMessage Payout(SandboxServer sandbox, string path, params (string Name, string Value)[] fields) =>
        Merchant(sandbox, sandbox.Credentials.PayoutSecret, path, fields);

    private static HttpRequestMessage Merchant(SandboxServer sandbox, string secret, string path, (string Name, string Value)[] fields)
    {
        List<KeyValuePair<string, string>> all = [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
        if (!all.Exists(field => field.Key == "pg_merchant_id")) all.Add(KeyValuePair.Create("pg_merchant_id", sandbox.Credentials.MerchantId));
        all.Add(KeyValuePair.Create("pg_salt", "salt"));
        all.Add(KeyValuePair.Create("pg_sig", Pg(path.Split('/')[^1], all, secret)));
        return new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.BaseUri, path)) { Content = new FormUrlEncodedContent(all) };
    }

    public static HttpRequestMessage FreedomId(SandboxServer sandbox, HttpMethod method, string path, string json)
    {
        var request = new HttpRequestMessage(method, new Uri(sandbox.BaseUri, path)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sandbox.Credentials.FreedomIdToken);
        return request;
    }
}
