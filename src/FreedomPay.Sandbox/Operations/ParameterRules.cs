using System.Text.Json;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Checks what stands in path, query and headers, and the few rules that the contract states in prose only.</summary>
internal static class ParameterRules
{
    private const string EncryptedCard = "pg_encrypted_card";

    // What an encrypted card has inside, by the note on the fields of gatewayPayByCard.
    private static readonly string[] InsideEncryptedCard = ["pg_card_pan", "pg_card_cvc", "pg_card_year", "pg_card_month"];

    /// <summary>Whether a field may be missing though the schema requires it. That an encrypted card stands for the plain one is assumed: the page marks
    /// the plain fields as required, and says that the encrypted card has the same inside.</summary>
    public static bool MayLack(Exchange exchange, ContractOperation operation, string field) =>
        operation.Id == "gatewayPayByCard" && IsEncrypted(exchange) && InsideEncryptedCard.Contains(field);

    /// <summary>Of the payments on one path: those that a request can mean by x-told-apart-by, whatever other fields it has. A wallet says its name, else
    /// a token is charged where there is one, else a card. What says nothing of these may be any.</summary>
    public static IReadOnlyList<RouteMatch> TellApart(Exchange exchange, IReadOnlyList<RouteMatch> matches)
    {
        if (!matches.Any(static match => match.Operation.Id == "gatewayPayByToken")) return matches;
        string? meant = exchange.Field("pg_payment_method") switch
        {
            "apple_pay" => "gatewayPayWithApplePay",
            "google_pay" => "gatewayPayWithGooglePay",
            _ => exchange.Field("pg_card_token") is { Length: > 0 } ? "gatewayPayByToken" : null,
        };
        if (meant is not null) return matches.Where(match => match.Operation.Id == meant).ToList();
        bool isCard = IsEncrypted(exchange) || exchange.Field("pg_card_pan") is not null;
        return isCard ? matches.Where(static match => match.Operation.Id != "gatewayPayByToken").ToList() : matches;
    }

    public static List<SchemaError> Check(SandboxRequest request, RouteMatch match)
    {
        var errors = new List<SchemaError>();
        var validator = new SchemaValidator(match.Operation.Document, textual: true);
        WireNode? query = FormReader.UrlEncoded(request.Query);
        if (query is null) errors.Add(new SchemaError("query", "is malformed"));
        foreach (JsonElement parameter in match.Operation.Parameters)
        {
            // Fields that are exploded into the query are examined as a body; the signature has its own check.
            if (parameter.Text("style") == "form" || parameter.Text("name") == "X-JWS-Signature") continue;
            string name = parameter.Text("name")!;
            string? value = parameter.Text("in") switch
            {
                "header" => request.Header(name),
                "query" => query?.TextOf(name),
                _ => match.PathValues.TryGetValue(name, out string? inPath) ? inPath : null,
            };
            if (value is null)
            {
                if (parameter.Member("required") is { ValueKind: JsonValueKind.True }) errors.Add(new SchemaError(name, "is required"));
            }
            else if (parameter.Member("schema") is { } schema)
            {
                errors.AddRange(validator.Validate(schema, WireNode.Leaf(value).ToJson(), name));
            }
        }

        return errors;
    }

    /// <summary>Rules that stand in descriptions.</summary>
    public static IEnumerable<SchemaError> CheckProse(Exchange exchange, RouteMatch match)
    {
        if (match.PathValues.TryGetValue("merchant_id", out string? merchant) && merchant != exchange.Field("pg_merchant_id"))
        {
            yield return new SchemaError("merchant_id", "in the path must be the same as pg_merchant_id");
        }

        // Optional in the field list, required by the text; without it, /init_payment.php is the older door of createPayment.
        if (match.Operation.Id == "initMobilePayment" && exchange.Field("pg_payment_method") is null)
        {
            yield return new SchemaError("pg_payment_method", "is required: mobile_commerce");
        }

        if (match.Operation.Id == "gatewayPayByCard" && IsEncrypted(exchange))
        {
            // A client that sends what it has encrypted in the clear too has encrypted nothing.
            if (InsideEncryptedCard.Any(name => exchange.Field(name) is not null))
            {
                yield return new SchemaError(
                    EncryptedCard, "must come without " + string.Join(", ", InsideEncryptedCard) + ", which it has inside (simulated)");
            }
            else if (!IsCompactJwe(exchange.Field(EncryptedCard)!))
            {
                yield return new SchemaError(EncryptedCard, "must be five parts of base64url, joined with dots");
            }
        }

        // By the field, the contract tells them apart.
        if (match.Operation.Id == "chargeByRecurringProfile" && exchange.Field("profile_id") is null) yield return new SchemaError("profile_id", "is required");

        if (match.Operation.Id == "getInitInvoiceStatus" && exchange.Field("invoice_id") is null == exchange.Field("order_id") is null)
        {
            yield return new SchemaError("invoice_id", "or order_id is expected, exactly one of the two");
        }

        if (match.Operation.Id is "getInstallmentApplication" or "changeInstallmentApplicationStatus")
        {
            WireNode? query = FormReader.UrlEncoded(exchange.Request.Query);
            bool byId = exchange.Field("id") is not null || query?.TextOf("id") is not null;
            bool byExternalId = exchange.Field("external_id") is not null || query?.TextOf("external_id") is not null;
            if (byId == byExternalId) yield return new SchemaError("id", "or external_id is expected, exactly one of the two");
        }
    }

    private static bool IsEncrypted(Exchange exchange) => exchange.Field(EncryptedCard) is { Length: > 0 };

    private static bool IsCompactJwe(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 5 && parts.All(static part => part.Length > 0 && part.All(IsBase64Url));
    }

    private static bool IsBase64Url(char character) => character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_';
}
