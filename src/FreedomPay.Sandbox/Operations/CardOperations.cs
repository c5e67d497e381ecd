using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Client records of the Card API and the status of requests. A repeated request_id is refused. A client whose last name is
/// Declined ends in an error, so that users can see a failing request; that name means nothing to the real API.
/// </summary>
internal sealed class CardOperations(SandboxState state, ErrorAnswers errors, Func<DateTimeOffset> clock)
{
    private const string DeclinedName = "Declined";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createCardClientV2"] = exchange => Create(exchange, "ln_id", []);
        handlers["createCardClient"] = exchange => Create(exchange, "last_name", RequiredByProduct(exchange));
        handlers["issueCard"] = exchange => Act(exchange, request => request with { CardId = Guid.NewGuid().ToString("D") });
        handlers["refundCardTransaction"] = exchange => Act(exchange, request => request with { TransactionId = Guid.NewGuid().ToString("D") });
        handlers["linkCardToClient"] = exchange => Act(exchange, request => request);
        foreach (ContractOperation operation in ContractOperation.All.Where(operation => operation.Definition.Text("x-status-operation") == "getCardRequestStatus"))
        {
            // What is left is natural: a repeat sets the same state again, and its status can be asked like any other's.
            if (!handlers.ContainsKey(operation.Id)) handlers[operation.Id] = Remember;
        }

        handlers["getCardRequestStatus"] = Status;
    }

    private Answer Create(Exchange exchange, string lastNameField, IEnumerable<string> required) => Act(exchange, request =>
    {
        JsonElement? client = exchange.Fields.Member("client");
        if (required.FirstOrDefault(path => string.IsNullOrEmpty(exchange.Field(path)) && !IsObject(exchange, path)) is { } missing)
        {
            return request with { ErrorCode = "sandbox.validation", ErrorDescription = "sandbox: " + missing + " is required for this product" };
        }

        if (string.Equals(client?.Text(lastNameField), DeclinedName, StringComparison.OrdinalIgnoreCase))
        {
            return request with { ErrorCode = "sandbox.declined", ErrorDescription = "sandbox: a client of that last name is always declined" };
        }

        string clientId = Guid.NewGuid().ToString("D");
        state.Cards.Clients.Add(new CardClient(clientId, request.RequestId, request.OperationId, client?.Clone()));
        return request with { ClientId = clientId };
    });

    private Answer Act(Exchange exchange, Func<CardRequest, CardRequest> act)
    {
        // V2 declares no required field at all; a request without an id cannot be repeated, so it gets one of its own.
        string requestId = exchange.Field("request_id") is { Length: > 0 } sent ? sent : "sandbox-" + Guid.NewGuid().ToString("D");
        if (state.Cards.Find(requestId) is not null)
        {
            state.Ledger.Record(exchange.Operation.Id, requestId, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Duplicate, "was used before; the repeat is not processed", "request_id"));
        }

        CardRequest request = act(new CardRequest { RequestId = requestId, OperationId = exchange.Operation.Id });
        state.Cards.Add(request);
        state.Ledger.Record(exchange.Operation.Id, requestId, effect: request.ErrorCode is null);
        return Answer.Json(Common("process"));
    }

    private Answer Remember(Exchange exchange)
    {
        string requestId = exchange.Field("request_id") ?? "";
        if (requestId.Length > 0 && state.Cards.Find(requestId) is null) state.Cards.Add(new CardRequest { RequestId = requestId, OperationId = exchange.Operation.Id });
        state.Ledger.Record(exchange.Operation.Id, requestId, effect: true);
        return Answer.Json(Common("process"));
    }

    private Answer Status(Exchange exchange)
    {
        if (state.Cards.Find(exchange.Field("request_id") ?? "") is not { } request)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "is unknown", "request_id"));
        }

        string status = state.Cards.StatusOf(request);
        JsonObject answer = Common(status);
        if (status == "error")
        {
            answer["error_code"] = request.ErrorCode;
            answer["error_description"] = request.ErrorDescription;
        }
        else if (status == "success")
        {
            if (request.ClientId is { } client) answer["client_id"] = client;
            if (request.CardId is { } card) answer["cards"] = new JsonArray(new JsonObject { ["card_id"] = card });
            if (request.TransactionId is { } transaction) answer["transaction_id"] = transaction;
        }

        return Answer.Json(answer);
    }

    // The dictionary's list says what a product needs beyond the schema; the page and the dictionary disagree, so that it shows only in the outcome.
    private static IEnumerable<string> RequiredByProduct(Exchange exchange)
    {
        JsonElement products = exchange.Operation.Document.Root.GetProperty("x-dictionaries").GetProperty("create-client-required-by-product");
        return products.Items(exchange.Field("product_id") ?? "").Select(path => path.GetString()!);
    }

    private static bool IsObject(Exchange exchange, string dottedPath)
    {
        JsonElement? current = exchange.Fields;
        foreach (string part in dottedPath.Split('.')) current = current?.Member(part);
        return current is { ValueKind: JsonValueKind.Object or JsonValueKind.Array };
    }

    private JsonObject Common(string requestStatus) => new()
    {
        ["status"] = "ok",
        ["request_status"] = requestStatus,
        ["dt"] = clock().ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
    };
}
