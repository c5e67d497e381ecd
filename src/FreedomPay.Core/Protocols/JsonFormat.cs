using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Core.Protocols;

/// <summary>JSON both ways; authenticated by a detached JWS, HTTP Basic, a bearer token, or not at all.</summary>
internal sealed class JsonFormat : IWireFormat
{
    // Cyrillic stays as it is: the body is never HTML.
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Dictionary<string, IReadOnlyList<string>> NoFields = [];

    public WireMessage Encode(ApiRequest request, ConnectionSettings settings, TimeProvider time)
    {
        byte[]? body = request.Body is null ? null : Encoding.UTF8.GetBytes(request.Body.ToJsonString(Compact));
        var headers = new List<KeyValuePair<string, string>> { new("Accept", "application/json") };
        switch (request.Route.Protocol)
        {
            case WireProtocol.Jws:
                Credential credential = settings.Require(request.Route.Credential);
                string signature = JwsSigner.Sign(request.Method, request.Path.Split('?')[0], credential.Id, credential.Secret.Bytes, body ?? [], request.Route.JwsAlgorithm ?? settings.JwsAlgorithm);
                headers.Add(new(JwsSigner.HeaderName, signature));
                break;
            case WireProtocol.LegacySign:
                Credential merchant = settings.Require(request.Route.Credential);
                headers.Add(new("Request-Id", request.RequestId ?? Uuid7.NewId(time)));
                headers.Add(new("Auth-Id", merchant.Id));
                headers.Add(new("Sign", LegacySigner.Sign(body ?? [], merchant.Secret)));
                break;
            case WireProtocol.Basic:
                Credential client = settings.Require(request.Route.Credential);
                headers.Add(new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret.Text}"))));
                break;
            case WireProtocol.Bearer:
                headers.Add(new("Authorization", "Bearer " + (request.Bearer ?? settings.Require(request.Route.Credential).Secret).Text));
                break;
        }

        return new WireMessage(body, body is null ? null : "application/json", headers);
    }

    public DecodedAnswer Decode(ApiRequest request, ConnectionSettings settings, byte[] body)
    {
        JsonObject fields = JsonAnswer.Parse(body);
        return new DecodedAnswer(fields, request.Route.Protocol is WireProtocol.LegacySign ? LegacyStatus.ErrorOf(fields) : ErrorOf(fields), Trusted: true, Signed: false);
    }

    private static ApiError? ErrorOf(JsonObject fields)
    {
        if (fields["error"] is JsonObject error) return new ApiError(Text(error, "code"), Text(error, "description") ?? Text(error, "message"), FieldErrors(error["errors"]));
        bool failed = fields["status"] is JsonValue status && status.GetValueKind() is JsonValueKind.String && status.GetValue<string>().Equals("error", StringComparison.OrdinalIgnoreCase);
        return failed || fields["error"] is JsonValue
            ? new ApiError(Text(fields, "error_code"), Text(fields, "error_description") ?? Text(fields, "message") ?? Text(fields, "error"), FieldErrors(fields["errors"]))
            : null;
    }

    private static Dictionary<string, IReadOnlyList<string>> FieldErrors(JsonNode? errors)
    {
        if (errors is not JsonObject byField) return NoFields;
        return byField.ToDictionary(
            field => field.Key,
            IReadOnlyList<string> (field) => field.Value is JsonArray texts ? [.. texts.Select(text => text?.ToString() ?? "")] : [field.Value?.ToString() ?? ""],
            StringComparer.Ordinal);
    }

    private static string? Text(JsonObject fields, string name) => fields[name] is JsonValue value ? value.ToString() : null;
}
