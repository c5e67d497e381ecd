using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.Tests;

/// <summary>Turns a sample into a signed request.</summary>
internal static class SampleRequest
{
    /// <param name="sandbox">Where to.</param>
    /// <param name="sample">What.</param>
    /// <param name="without">A field, header:name or query:name to leave out.</param>
    /// <param name="forged">Whether to sign with a secret that the sandbox does not know.</param>
    public static HttpRequestMessage Make(SandboxServer sandbox, ContractSample sample, string? without = null, bool forged = false)
    {
        JsonObject? fields = sample.Fields?.DeepClone().AsObject();
        Remove(fields, without);
        SandboxCredentials credentials = sandbox.Credentials;
        List<KeyValuePair<string, string>> query = [.. sample.Query.Where(pair => without != "query:" + pair.Key)];
        byte[] body = [];
        if (sample.Protocol == "pg")
        {
            List<KeyValuePair<string, string>> form = Flatten(fields!);
            if (without != "pg_sig") form.Add(KeyValuePair.Create("pg_sig", Signing.Pg(Script(sample.Path), form, forged ? "forged" : Secret(sample, credentials))));
            if (sample.MediaType is null) query.AddRange(form);
            else if (sample.MediaType == "application/json") body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(form.ToDictionary(field => field.Key, field => field.Value)));
            else body = Encoding.ASCII.GetBytes(UrlEncode(form));
        }
        else if (sample.MediaType == "application/x-www-form-urlencoded")
        {
            body = Encoding.ASCII.GetBytes(UrlEncode(Flatten(fields!)));
        }
        else if (sample.MediaType is not null)
        {
            body = Encoding.UTF8.GetBytes(fields!.ToJsonString());
        }

        var request = new HttpRequestMessage(new HttpMethod(sample.Method), new Uri(sandbox.BaseUri, sample.Path + (query.Count > 0 ? "?" + UrlEncode(query) : "")));
        if (sample.MediaType is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(sample.MediaType);
        }

        foreach ((string name, string value) in sample.Headers.Where(pair => without != "header:" + pair.Key)) request.Headers.Add(name, value);
        Authenticate(request, sample, credentials, body, forged);
        return request;
    }

    private static void Authenticate(HttpRequestMessage request, ContractSample sample, SandboxCredentials credentials, byte[] body, bool forged)
    {
        bool partner = sample.Family is "card" or "partner";
        string secret = forged ? "forged" : partner ? credentials.PartnerSecret : credentials.MerchantSecret;
        switch (sample.Protocol)
        {
            case "jws" when sample.Id is "initInvoice" or "getInitInvoiceStatus":
                request.Headers.Add("X-JWS-Signature", Signing.Jws($$"""{"uri":"{{sample.Path}}","merchant_id":"{{credentials.MerchantId}}","method":"POST","params":"","alg":"HS512"}""", body, secret, true));
                break;
            case "jws":
                request.Headers.Add("X-JWS-Signature", Signing.Jws(sample.Path, partner ? credentials.PartnerId : credentials.MerchantId, sample.Method, body, secret, sample.Family == "card" ? "HS512" : "HS256"));
                break;
            case "legacy-sign":
                request.Headers.Add("Request-Id", "5aac88a2-d16d-4e01-927c-8b02bf44375c");
                request.Headers.Add("Auth-Id", credentials.MerchantId);
                request.Headers.Add("Sign", Convert.ToHexString(SHA256.HashData([.. body, .. Encoding.UTF8.GetBytes(forged ? "forged" : credentials.MerchantSecret)])).ToLowerInvariant());
                break;
            case "basic":
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.FreedomIdClientId + ":" + (forged ? "forged" : credentials.FreedomIdClientSecret))));
                break;
            case "bearer":
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", forged ? "forged" : credentials.FreedomIdToken);
                break;
        }
    }

    private static string Script(string path) => path.Split('/')[^1];

    private static string Secret(ContractSample sample, SandboxCredentials credentials) =>
        sample.Family == "merchant" && ContractSamples.At("merchant", "x-signature", "pg", "secrets", "payout").AsArray().Any(id => (string?)id == sample.Id)
            ? credentials.PayoutSecret
            : credentials.MerchantSecret;

    private static string UrlEncode(IEnumerable<KeyValuePair<string, string>> fields) =>
        string.Join('&', fields.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value)));

    private static List<KeyValuePair<string, string>> Flatten(JsonObject fields) => [.. fields
        .Where(field => field.Key != "pg_sig")
        .Select(field => KeyValuePair.Create(field.Key, field.Value!.GetValueKind() == JsonValueKind.String ? field.Value.GetValue<string>() : field.Value.ToJsonString()))];

    private static void Remove(JsonObject? fields, string? place)
    {
        if (fields is null || place is null || place.Contains(':', StringComparison.Ordinal)) return;
        string[] parts = place.Split('.');
        JsonObject? owner = fields;
        foreach (string part in parts[..^1]) owner = owner?[part] as JsonObject;
        owner?.Remove(parts[^1]);
    }
}
