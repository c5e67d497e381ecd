using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Installments and credits of the Merchant API. Which change of the state is allowed is not documented, nor are the words of the states: here a new
/// application may be canceled or delivered, a delivered one given back (refund), and nothing else.
/// </summary>
internal sealed class InstallmentOperations(SandboxState state, ErrorAnswers errors, Uri baseUri)
{
    private const string Bank = "anorbank";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createInstallmentApplication"] = Create;
        handlers["getInstallmentApplication"] = exchange => Find(exchange) is { } application ? Told(application) : NotFound(exchange);
        handlers["changeInstallmentApplicationStatus"] = Change;
        handlers["listInstallmentPartners"] = _ => Partners();
    }

    private static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static decimal Number(JsonElement fields, string name) =>
        fields.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out decimal value) ? value : 0;

    private static Answer Told(Installment application) => Answer.Json(new JsonObject
    {
        ["id"] = application.Id,
        ["external_id"] = application.ExternalId,
        ["status"] = application.Status,
        ["approved_amount"] = application.Total,
        ["currency"] = application.Currency,
        ["bank_code"] = Bank,
        ["created_at"] = Utc(application.CreatedAt),
        ["updated_at"] = Utc(application.UpdatedAt),
    });

    private static Answer Partners() => Answer.Json(new JsonObject
    {
        ["partners"] = new JsonArray(
            Partner(
                Bank, "Anorbank", Product(12, 0.095m, "installment", "UZS", 100_000, 30_000_000),
                Product(24, 0.055m, "credit", "UZS", 500_000, 50_000_000)),
            Partner("sandbox-bank", "Bank of the sandbox", Product(6, 0.18m, "installment", "KZT", 1_000, 1_000_000))),
    });

    private static JsonObject Partner(string code, string name, params JsonObject[] products) => new()
    {
        ["code"] = code,
        ["name"] = name,
        ["logo"] = $"https://cdn.freedompay.kz/logos/{code}.png",
        ["products"] = new JsonArray([.. products]),
    };

    private static JsonObject Product(int months, decimal rate, string type, string currency, decimal least, decimal most) => new()
    {
        ["term_months"] = months,
        ["calculation_rate"] = rate,
        ["type"] = type,
        ["amount_limits"] = new JsonObject { ["currency"] = currency, ["min"] = least, ["max"] = most },
    };

    private Answer Create(Exchange exchange)
    {
        decimal total = Number(exchange.Fields, "total_amount");
        if (total <= 0 || total != exchange.Fields.Items("goods").Sum(static good => Number(good, "price") * Number(good, "quantity")))
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is not the sum of price times quantity", "total_amount"));
        }

        Installment application = state.Installments.Create(new Installment
        {
            ExternalId = exchange.Field("external_id") ?? "",
            Total = total,
            Currency = exchange.Field("currency"),
        });
        state.Ledger.Record(exchange.Operation.Id, application.ExternalId, effect: true);
        string token = Guid.NewGuid().ToString("N");
        return Answer.Json(new JsonObject
        {
            ["id"] = application.Id,
            ["status"] = application.Status,
            ["redirect_url"] = new Uri(baseUri, "/pay.html?customer=" + application.Id).AbsoluteUri,
            ["token"] = token,
        });
    }

    private Answer Change(Exchange exchange)
    {
        if (Find(exchange) is not { } found) return NotFound(exchange);
        string target = exchange.Field("status") ?? "";
        if ((found.Status, target) is not (("new", "canceled") or ("new", "delivered") or ("delivered", "refund")))
        {
            state.Ledger.Record(exchange.Operation.Id, found.ExternalId, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Conflict, $"is not allowed from {found.Status}: {target}", "status"));
        }

        Installment application = state.Installments.Change(found, target);
        state.Ledger.Record(exchange.Operation.Id, application.ExternalId, effect: true);
        return Answer.Json(new JsonObject
        {
            ["id"] = application.Id,
            ["status"] = application.Status,
            ["updated_at"] = Utc(application.UpdatedAt),
        });
    }

    // In the query of a question, in the body of a change.
    private Installment? Find(Exchange exchange)
    {
        WireNode? query = FormReader.UrlEncoded(exchange.Request.Query);
        return state.Installments.Find(exchange.Field("id") ?? query?.TextOf("id"), exchange.Field("external_id") ?? query?.TextOf("external_id"));
    }

    private Answer NotFound(Exchange exchange) => errors.Make(exchange, new Failure(FailureKind.Unknown, "Application not found."));
}
