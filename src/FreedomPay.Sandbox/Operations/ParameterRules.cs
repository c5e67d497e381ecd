using System.Text.Json;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Checks what stands in path, query and headers, and the few rules that the contract states in prose only.</summary>
internal static class ParameterRules
{
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
}
