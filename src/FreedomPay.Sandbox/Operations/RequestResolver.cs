using System.Text;
using System.Text.Json;
using FreedomPay.Sandbox.Authentication;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Decides which operation a request means and whether it is acceptable. Media type first, then signature or credentials, then
/// the schema. Of several operations on one path that no field tells apart, the first that takes the signature is meant, in this order: those
/// whose schema the fields satisfy, exact paths before alternative ones, those that declare more of the fields that were sent,
/// the contract's order. When none is satisfied, the one with the fewest errors speaks.
/// </summary>
internal sealed class RequestResolver(SandboxCredentials credentials, Func<string, TokenUse, string?> judgeToken)
{
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    public Exchange Resolve(SandboxRequest request, IReadOnlyList<RouteMatch> candidates, out Failure? failure)
    {
        ContractOperation first = candidates[0].Operation;
        var exchange = new Exchange { Request = request, Operation = first };
        if (first.Protocol == "pg") exchange = exchange with { PgKey = new PgKey(PgVerifier.Scripts(request.Path)[0], credentials.MerchantSecret) };
        if (first.BodySchemas.Count > 0 && !AcceptedMediaTypes(first).Contains(request.MediaType))
        {
            failure = new Failure(FailureKind.ContentType, "must be " + string.Join(" or ", AcceptedMediaTypes(first)), "Content-Type");
            return exchange;
        }

        string? malformed = ReadFields(request, first, ref exchange);
        if (malformed is not null && first.Protocol == "pg")
        {
            // Without fields there is no signature to look at.
            failure = new Failure(FailureKind.Malformed, malformed);
            return exchange;
        }

        Candidate[] ordered = Order(exchange, ParameterRules.TellApart(exchange, candidates), malformed).ToArray();
        Failure? refused = null;
        foreach (Candidate candidate in ordered)
        {
            Exchange attempt = exchange with { Operation = candidate.Match.Operation };
            // Who signs does not mean an operation that is not signed, should they share a path.
            Failure? wrong = ordered.Length > 1 && candidate.Match.Operation.Protocol == "none" && exchange.Request.Header("X-JWS-Signature") is not null
                ? new Failure(FailureKind.Authentication, "this operation is not signed")
                : Authenticate(ref attempt);
            if (wrong is not null)
            {
                refused ??= wrong;
                continue;
            }

            failure = malformed is not null ? new Failure(FailureKind.Malformed, malformed)
                : candidate.Errors.Count > 0 ? new Failure(FailureKind.Validation, candidate.Errors[0].Message, candidate.Errors[0].Field)
                : null;
            return attempt;
        }

        failure = refused;
        return exchange with { Operation = ordered[0].Match.Operation };
    }

    private static HashSet<string> AcceptedMediaTypes(ContractOperation operation)
    {
        var accepted = new HashSet<string>(operation.BodySchemas.Keys, StringComparer.OrdinalIgnoreCase);
        // x-wire-format of the Merchant API: multipart/form-data takes the schema of the urlencoded form.
        if (operation.Protocol == "pg" && accepted.Contains("application/x-www-form-urlencoded")) accepted.Add("multipart/form-data");
        return accepted;
    }

    /// <summary>Reads the fields into the exchange.</summary>
    /// <returns>Null, or what is wrong with the body.</returns>
    private static string? ReadFields(SandboxRequest request, ContractOperation operation, ref Exchange exchange)
    {
        if (operation.BodySchemas.Count == 0)
        {
            if (operation.QuerySchema is null) return null;
            return ReadForm(FormReader.UrlEncoded(request.Query), ref exchange) ? null : "the query is malformed";
        }

        if (request.MediaType == "application/x-www-form-urlencoded")
        {
            return ReadForm(FormReader.UrlEncoded(Latin1.GetString(request.Body)), ref exchange) ? null : "the form is malformed";
        }
        if (request.MediaType == "multipart/form-data")
        {
            return ReadForm(FormReader.Multipart(request.Body, request.Header("Content-Type")!), ref exchange) ? null : "the multipart form is malformed";
        }
        if (JsonReader.Read(request.Body) is not { } json) return "the body is no well-formed JSON";
        if (operation.Protocol == "pg")
        {
            if (json.ValueKind != JsonValueKind.Object) return "the body is no JSON object";
            return ReadForm(WireNode.FromJson(json), ref exchange) ? null : "the body is malformed";
        }

        exchange = exchange with { Fields = json };
        return null;
    }

    private static bool ReadForm(WireNode? form, ref Exchange exchange)
    {
        if (form is null) return false;
        exchange = exchange with { Form = form, Fields = form.ToJson() };
        return true;
    }

    private static IEnumerable<Candidate> Order(Exchange exchange, IReadOnlyList<RouteMatch> matches, string? malformed)
    {
        if (malformed is not null) return matches.Select(match => new Candidate(match, [], 0));
        return matches
            .Select(match => Examine(exchange, match))
            .OrderBy(candidate => candidate.Errors.Count)
            .ThenBy(candidate => candidate.Match.Operation.IsAlternative)
            .ThenByDescending(candidate => candidate.Declared);
    }

    private static Candidate Examine(Exchange exchange, RouteMatch match)
    {
        ContractOperation operation = match.Operation;
        List<SchemaError> errors = ParameterRules.Check(exchange.Request, match);
        int declared = 0;
        JsonElement? schema = operation.BodySchemas.TryGetValue(exchange.Request.MediaType, out JsonElement stated) ? stated
            : operation.BodySchemas.Count > 0 ? operation.BodySchemas.First().Value
            : operation.QuerySchema;
        if (schema is { } rules)
        {
            var validator = new SchemaValidator(operation.Document, textual: exchange.Form is not null);
            errors.AddRange(validator.Validate(rules, exchange.Fields));
            errors.RemoveAll(error => error.Message == SchemaValidator.Missing && ParameterRules.MayLack(exchange, operation, error.Field));
            HashSet<string> names = validator.DeclaredNames(rules);
            if (exchange.Fields.ValueKind == JsonValueKind.Object) declared = exchange.Fields.EnumerateObject().Count(field => names.Contains(field.Name));
        }

        errors.AddRange(ParameterRules.CheckProse(exchange, match));
        return new Candidate(match, errors, declared);
    }

    private Failure? Authenticate(ref Exchange exchange)
    {
        ContractOperation operation = exchange.Operation;
        string? wrong = null;
        switch (operation.Protocol)
        {
            case "pg":
                if (!IsMerchantKnown(exchange)) return new Failure(FailureKind.UnknownMerchant, "the merchant is unknown");
                PgKey? key = PgVerifier.Verify(operation, exchange.Request.Path, exchange.Form!, credentials);
                if (key is null) return new Failure(FailureKind.Authentication, "Некорректная подпись запроса (the signature of the request is wrong)");
                exchange = exchange with { PgKey = key };
                break;
            case "jws":
                wrong = VerifyJws(exchange);
                break;
            case "legacy-sign":
                wrong = exchange.Request.Header("X-JWS-Signature") is not null
                    ? VerifyJws(exchange)
                    : LegacySignVerifier.Verify(
                        exchange.Request.Header("Request-Id"), exchange.Request.Header("Auth-Id"), exchange.Request.Header("Sign"), exchange.Request.Body,
                        credentials);
                break;
            case "basic":
                wrong = FreedomIdVerifier.Basic(exchange.Request.Header("Authorization"), credentials);
                break;
            case "bearer":
                // The contract names the scheme of the one operation that takes the refresh token.
                TokenUse use = operation.Definition.Items("security").Any(scheme => scheme.Member("refreshTokenBearer") is not null)
                    ? TokenUse.Refresh
                    : TokenUse.Access;
                wrong = FreedomIdVerifier.Bearer(exchange.Request.Header("Authorization"), credentials.FreedomIdToken, token => judgeToken(token, use));
                break;
        }

        return wrong is null ? null : new Failure(FailureKind.Authentication, wrong);
    }

    // A few schemas were read off examples and require no pg_merchant_id: there it may be missing, but not be another's.
    private bool IsMerchantKnown(Exchange exchange)
    {
        if (exchange.Field("pg_merchant_id") is { } merchant) return merchant == credentials.MerchantId;
        JsonElement? schema = exchange.Operation.BodySchemas.Count > 0 ? exchange.Operation.BodySchemas.First().Value : exchange.Operation.QuerySchema;
        return schema is { } rules && !SampleAnswer.Required(exchange.Operation.Document, rules).Contains("pg_merchant_id");
    }

    private string? VerifyJws(Exchange exchange)
    {
        ContractOperation operation = exchange.Operation;
        bool partner = operation.Family is "card" or "partner";
        string path = exchange.Request.Path;
        // "Begins with /v5", says the Partner API, yet one of its sample addresses has /api before that.
        string[] paths = operation.Family == "partner" && path.StartsWith("/api/v5/", StringComparison.Ordinal) ? [path, path.Substring(4)] : [path];
        bool older = operation.Id is "initInvoice" or "getInitInvoiceStatus";
        return JwsVerifier.Verify(exchange.Request.Header("X-JWS-Signature"), exchange.Request.Body, new JwsExpectation
        {
            Paths = paths,
            Method = exchange.Request.Method,
            Algorithms = operation.Family == "card" ? ["HS512", "HS256"] : older ? ["HS512"] : ["HS256"],
            CallerId = partner ? credentials.PartnerId : credentials.MerchantId,
            Secret = partner ? credentials.PartnerSecret : credentials.MerchantSecret,
            OlderInvoice = older,
        });
    }

    private sealed record Candidate(RouteMatch Match, List<SchemaError> Errors, int Declared);
}
