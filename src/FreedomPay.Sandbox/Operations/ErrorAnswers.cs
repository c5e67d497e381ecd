using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Gives a refusal the error shape of its API family. Where the contract documents no code or status, the answer is simulated:
/// codes that begin with <c>sandbox.</c> exist nowhere else, and every such answer says so in its text.
/// </summary>
internal sealed class ErrorAnswers(Func<DateTimeOffset> clock)
{
    /// <summary>Almaty, the time of the documented answers.</summary>
    public static readonly TimeSpan LocalOffset = TimeSpan.FromHours(5);

    public Answer Make(Exchange exchange, Failure failure)
    {
        string text = "sandbox: " + (failure.Field.Length > 0 ? failure.Field + " " : "") + failure.Description;
        return exchange.Operation switch
        {
            { Protocol: "pg" } => Pg(exchange, failure, text),
            { Family: "card", Protocol: "legacy-sign" } => GiftCard(failure, text),
            { Family: "card" } => Card(failure, text),
            { Family: "freedom-id" } => FreedomId(failure, text),
            { Family: "gateway-async" } => AsyncReply.Error(exchange, failure.Kind == FailureKind.Authentication ? "1100" : "9403", text, clock(), 422),
            { Family: "partner" } => Partner(exchange.Operation, failure, text),
            { Id: "initInvoice" or "getInitInvoiceStatus" or "getQrInvoiceInfo" or "payInvoice" } => OlderInvoice(failure, text),
            { Family: "merchant" } when exchange.Operation.Path.StartsWith("/v5/installment", StringComparison.Ordinal) => Installment(failure, text),
            _ => Other(failure, text),
        };
    }

    /// <summary>The answer to a payment that has failed.</summary>
    public Answer Declined(Exchange exchange, Payment payment) =>
        Make(exchange, new Failure(FailureKind.Declined, payment.FailureDescription!, Code: payment.FailureCode));

    private static string PgCode(FailureKind kind) => kind switch
    {
        FailureKind.UnknownMerchant => "9998",
        FailureKind.Authentication => "1100",
        FailureKind.Duplicate => "9991",
        FailureKind.Unknown => "11068",
        FailureKind.Conflict => "120",
        _ => "9403",
    };

    private static string Code(FailureKind kind) => kind switch
    {
        FailureKind.ContentType => "sandbox.content_type",
        FailureKind.Malformed => "sandbox.malformed_body",
        // The code of the other families; those of this one are not documented.
        FailureKind.Authentication or FailureKind.UnknownMerchant => "1100",
        FailureKind.Duplicate => "sandbox.duplicate_request",
        FailureKind.Conflict => "sandbox.conflict",
        FailureKind.Unknown => "sandbox.unknown_request",
        _ => "sandbox.validation",
    };

    // HTTP 200 is the only status that the contract lists for errors of this family.
    private Answer Card(Failure failure, string text) => Answer.Json(new JsonObject
    {
        ["status"] = "error",
        ["request_status"] = "error",
        ["dt"] = Now(),
        ["error_code"] = Code(failure.Kind),
        ["error_description"] = text,
    });

    private Answer GiftCard(Failure failure, string text) => Answer.Json(
        new JsonObject
        {
            ["datetime"] = LocalNow(),
            ["status"] = failure.Kind == FailureKind.Conflict ? -10 : failure.Field == "card_id" ? -7 : failure.Field == "otp" ? -8 : -1,
            ["error_description"] = text,
        },
        failure.Kind == FailureKind.Authentication ? 401 : 200);

    private static Answer FreedomId(Failure failure, string text) => failure.Kind switch
    {
        FailureKind.Authentication => FreedomIdMessage(text, 401),
        FailureKind.ContentType => FreedomIdMessage(text, 415),
        FailureKind.Malformed => FreedomIdMessage(text, 400),
        FailureKind.Conflict => FreedomIdFields(failure, 409),
        FailureKind.Unknown => FreedomIdFields(failure, 404),
        _ => FreedomIdFields(failure, 422),
    };

    private static Answer FreedomIdMessage(string text, int status) =>
        Answer.Json(new JsonObject { ["error"] = new JsonObject { ["message"] = text } }, status);

    private static Answer FreedomIdFields(Failure failure, int status) => Answer.Json(
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["message"] = "Error validating transmitted data.",
                ["errors"] = new JsonObject { [failure.Field] = new JsonArray("sandbox: " + failure.Field + " " + failure.Description) },
            },
        },
        status);

    // Codes are numbers for some pages and texts for others: the schema of the answer decides.
    private static Answer Partner(ContractOperation operation, Failure failure, string text)
    {
        JsonNode code = operation.Path.StartsWith("/v5/partner/wallet/", StringComparison.Ordinal) && failure.Kind is FailureKind.Duplicate ? "1002"
            : operation.Path.StartsWith("/v5/partner/wallet/", StringComparison.Ordinal) && failure.Kind is FailureKind.Validation ? "1001"
            : IsNumberCoded(operation) ? (failure.Kind == FailureKind.Authentication ? 1100 : 9403)
            : Code(failure.Kind);
        return Answer.Json(new JsonObject { ["status"] = "error", ["error_code"] = code, ["error_description"] = text });
    }

    private static bool IsNumberCoded(ContractOperation operation)
    {
        if (SampleAnswer.ResponseSchema(operation) is not { } schema) return false;
        return SampleAnswer.Properties(operation.Document, schema)
            .Any(property => property.Key == "error_code" && operation.Document.Resolve(property.Value).Text("type") is "integer" or "number");
    }

    // The documentation has business errors with HTTP 200 too; that an application is not found is one.
    private static Answer Installment(Failure failure, string text)
    {
        (int code, int status) = failure.Kind switch
        {
            FailureKind.Unknown => (1002, 200),
            FailureKind.Conflict => (1003, 409),
            FailureKind.Authentication => (1001, 401),
            _ => (1001, 422),
        };
        return Answer.Json(new JsonObject { ["error_code"] = code, ["error_description"] = text }, status);
    }

    // Their numbers are those of payments, and the client reads pg_error_code too.
    private static Answer OlderInvoice(Failure failure, string text) => Answer.Json(new JsonObject
    {
        ["status"] = "error",
        ["error_code"] = int.Parse(PgCode(failure.Kind), CultureInfo.InvariantCulture),
        ["error_description"] = text,
    });

    private static Answer Other(Failure failure, string text) => Answer.Json(
        new JsonObject { ["status"] = "error", ["error_code"] = Code(failure.Kind), ["error_description"] = text },
        failure.Kind == FailureKind.Authentication ? 401 : 422);

    private Answer Pg(Exchange exchange, Failure failure, string text)
    {
        WireNode message = WireNode.Group()
            .Add("pg_status", "error")
            .Add("pg_error_code", failure.Code ?? PgCode(failure.Kind))
            .Add("pg_error_description", XmlMessage.Printable(text));
        if (exchange.Operation.Family == "gateway") message.Add("pg_datetime", clock().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        // Nobody to sign for, and the documented samples of "not found" are bare.
        return failure.Kind is FailureKind.UnknownMerchant or FailureKind.Unknown ? Answer.Xml(message) : PgReply.Signed(message, exchange);
    }

    private string Now() => clock().ToOffset(LocalOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private string LocalNow() => clock().ToOffset(LocalOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
