using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Clients and cards of the Card API, and the status of requests. As documented: a repeated request_id is refused, whatever
/// the operation. Simulated, because the documentation is silent: a client whose last name is Declined ends in an error, so
/// that users can see a failing request; a card is issued, active, blocked or closed, and a move that it may not make is
/// refused at once; every card has 100000 tenge and one purchase of 10000 that can be given back; answers that are not
/// documented carry what the sandbox knows in members that begin with <c>sandbox_</c> and exist nowhere else.
/// </summary>
internal sealed class CardOperations(SandboxState state, ErrorAnswers errors, Func<DateTimeOffset> clock)
{
    private const string DeclinedName = "Declined";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createCardClientV2"] = exchange => Create(exchange, "ln_id", []);
        handlers["createCardClient"] = exchange => Create(exchange, "last_name", RequiredByProduct(exchange));
        handlers["updateCardClient"] = exchange => OfClient(exchange, client => client.ChangedPhone = exchange.Field("client.phone"));
        handlers["verifyCardClient"] = exchange => OfClient(exchange, client => client.Verified = true);
        handlers["linkCardToClient"] = Link;
        handlers["issueCard"] = Issue;
        handlers["activateCard"] = exchange => OfCard(exchange, card => card.Move(Card.Active, Card.Issued));
        handlers["blockCard"] = exchange => OfCard(exchange, card => card.Move(Card.Blocked, Card.Active));
        handlers["unblockCard"] = exchange => OfCard(exchange, card => card.Move(Card.Active, Card.Blocked));
        handlers["closeCard"] = exchange => OfCard(exchange, card => card.Move(Card.Closed, Card.Issued, Card.Active, Card.Blocked));
        handlers["setCardPin"] = exchange => OfCard(exchange, card => Unless(card.State == Card.Closed, "is closed", () => card.PinChanges++));
        handlers["resetCardPinCounter"] = exchange => OfCard(exchange, card => Unless(card.State == Card.Closed, "is closed", () => card.PinCounterResets++));
        handlers["setCardLimits"] = SetLimits;
        handlers["refundCardTransaction"] = Refund;
        handlers["getCardRequestStatus"] = Status;
        handlers["getCardInfo"] = exchange => AskCard(exchange, Facts);
        handlers["getCardBalance"] = exchange =>
            AskCard(exchange, card => new JsonObject { ["sandbox_balance"] = card.Balance, ["sandbox_currency"] = Card.Currency });
        handlers["getCardStatement"] = exchange => AskCard(exchange, card => new JsonObject { ["operations"] = Statement(exchange, card) });
        handlers["getCardStatementExtended"] = exchange => AskCard(exchange, card => Extended(exchange, card));
        handlers["listCardLimits"] = ListLimits;
        handlers["validateCardholder"] = exchange => Ask(exchange, () => Match(exchange));
        handlers["getCardClientInfo"] = exchange => Ask(exchange, () => state.Cards.FindClient(exchange.Field("client_id") ?? "") is { } client
            ? Answer.Json(With(
                Common("success"),
                new JsonObject
                {
                    ["client_id"] = client.ClientId,
                    ["sandbox_client"] = client.Client is { } sent ? JsonNode.Parse(sent.GetRawText()) : null,
                    ["sandbox_verified"] = client.Verified,
                }))
            : Refuse(exchange, FailureKind.Unknown, "client_id", "is unknown"));
    }

    private Answer Create(Exchange exchange, string lastNameField, IEnumerable<string> required) => Act(exchange, (request, _) =>
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
        state.Cards.AddClient(new CardClient(clientId, request.RequestId, request.OperationId, client?.Clone()));
        return request with { ClientId = clientId };
    });

    private Answer Issue(Exchange exchange) => Act(exchange, (request, refuse) =>
    {
        string? clientId = exchange.Field("client_id");
        if (clientId is not null && state.Cards.FindClient(clientId) is null) return refuse("client_id", "is unknown");
        if (string.Equals(exchange.Field("cardholder.last_name"), DeclinedName, StringComparison.OrdinalIgnoreCase))
        {
            return request with { ErrorCode = "sandbox.declined", ErrorDescription = "sandbox: a cardholder of that last name is always declined" };
        }

        return request with { CardId = state.IssuedCards.Issue(exchange.Field("product_id"), clientId).CardId, ClientId = clientId };
    });

    private Answer Link(Exchange exchange) => Act(exchange, (request, refuse) =>
    {
        if (state.Cards.FindClient(exchange.Field("client_id") ?? "") is not { } client) return refuse("client_id", "is unknown");
        if (state.IssuedCards.Find(exchange.Field("card_id") ?? "") is not { } card) return refuse("card_id", "is unknown");
        if (card.State == Card.Closed) return refuse("card_id", "is closed");
        if (card.ClientId is not null && card.ClientId != client.ClientId) return refuse("card_id", "belongs to another client");
        card.ClientId = client.ClientId;
        return request with { ClientId = client.ClientId };
    });

    private Answer OfClient(Exchange exchange, Action<CardClient> change) => Act(exchange, (request, refuse) =>
    {
        if (state.Cards.FindClient(exchange.Field("client_id") ?? "") is not { } client) return refuse("client_id", "is unknown");
        change(client);
        return request with { ClientId = client.ClientId };
    });

    private Answer OfCard(Exchange exchange, Func<Card, string?> change) => Act(exchange, (request, refuse) =>
    {
        if (state.IssuedCards.Find(exchange.Field("card_id") ?? "") is not { } card) return refuse("card_id", "is unknown");
        return change(card) is { } reason ? refuse("card_id", reason) : request;
    });

    private Answer SetLimits(Exchange exchange) => Act(exchange, (request, refuse) =>
    {
        string type = exchange.Field("object.type") ?? "";
        string value = exchange.Field("object.value") ?? "";
        if (type == "card" && state.IssuedCards.Find(value) is not { State: not Card.Closed }) return refuse("object.value", "is no card, or a closed one");
        if (type == "client" && state.Cards.FindClient(value) is null) return refuse("object.value", "is no client");
        state.IssuedCards.SetLimits(type, value, JsonNode.Parse(exchange.Fields.GetProperty("limits").GetRawText())!.AsArray());
        return request;
    });

    private Answer Refund(Exchange exchange) => Act(exchange, (request, refuse) =>
    {
        if (state.IssuedCards.FindPurchase(exchange.Field("transaction_id") ?? "") is not { } found) return refuse("transaction_id", "is unknown");
        if (found.Card.State == Card.Closed) return refuse("transaction_id", "belongs to a closed card");
        decimal left = found.Purchase.Amount - found.Purchase.Refunded;
        decimal amount = exchange.Field("amount") is { } sent
            && decimal.TryParse(sent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : left;
        if (amount <= 0 || amount > left)
        {
            return refuse("amount", "is not between 0 and " + left.ToString(CultureInfo.InvariantCulture) + ", which is left of the transaction");
        }
        return request with { TransactionId = state.IssuedCards.Refund(found.Card, found.Purchase, amount, exchange.Field("order_id")) };
    });

    /// <summary>Runs a request that changes something. What is refused at once leaves no trace but its line in the ledger.</summary>
    private Answer Act(Exchange exchange, Func<CardRequest, Func<string, string, CardRequest>, CardRequest> act)
    {
        // Set PIN has no request id, V2 declares no required field at all: such a request cannot be repeated, so it gets an id of its own.
        string requestId = exchange.Field("request_id") is { Length: > 0 } sent ? sent : "sandbox-" + Guid.NewGuid().ToString("D");
        if (state.Cards.IsUsed(requestId))
        {
            state.Ledger.Record(exchange.Operation.Id, requestId, effect: false);
            return Refuse(exchange, FailureKind.Duplicate, "request_id", "was used before; the repeat is not processed");
        }

        (string Field, string Reason)? refusal = null;
        CardRequest request = act(new CardRequest { RequestId = requestId, OperationId = exchange.Operation.Id }, (field, reason) =>
        {
            refusal = (field, reason);
            return new CardRequest { ErrorCode = "sandbox.conflict" };
        });
        state.Ledger.Record(exchange.Operation.Id, requestId, effect: request.ErrorCode is null);
        if (refusal is { } why) return Refuse(exchange, FailureKind.Conflict, why.Field, why.Reason);
        state.Cards.Add(request);
        return Answer.Json(Common("process"));
    }

    private Answer AskCard(Exchange exchange, Func<Card, JsonObject> tell) => Ask(exchange, () =>
        state.IssuedCards.Find(exchange.Field("card_id") ?? "") is { } card
            ? Answer.Json(With(Common("success"), tell(card)))
            : Refuse(exchange, FailureKind.Unknown, "card_id", "is unknown"));

    private Answer Ask(Exchange exchange, Func<Answer> tell)
    {
        string requestId = exchange.Field("request_id") ?? "";
        if (requestId.Length > 0 && state.Cards.IsUsed(requestId))
        {
            return Refuse(exchange, FailureKind.Duplicate, "request_id", "was used before; the repeat is not processed");
        }
        if (requestId.Length > 0) state.Cards.Asked(requestId);
        return tell();
    }

    private Answer ListLimits(Exchange exchange) => Ask(exchange, () => Answer.Json(With(Common("success"), new JsonObject
    {
        ["sandbox_limits"] = state.IssuedCards.Limits(exchange.Field("object.type") ?? "", exchange.Field("object.value") ?? "").DeepClone(),
    })));

    private Answer Match(Exchange exchange)
    {
        // The sandbox knows no tokens: whoever has the name of a client counts as the holder.
        bool isKnown = state.Cards.Clients.Any(client => client.Client is { } data
            && (data.Text("first_name") ?? data.Text("fn_id")) == exchange.Field("first_name")
            && (data.Text("last_name") ?? data.Text("ln_id")) == exchange.Field("last_name"));
        return Answer.Json(new JsonObject { ["status"] = "ok", ["score"] = isKnown ? "100.00%" : "44.37%", ["fishy"] = 0, ["dt"] = Now() });
    }

    private Answer Status(Exchange exchange)
    {
        if (state.Cards.Find(exchange.Field("request_id") ?? "") is not { } request) return Refuse(exchange, FailureKind.Unknown, "request_id", "is unknown");

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

    private static JsonObject Facts(Card card) => new()
    {
        ["sandbox_card_id"] = card.CardId,
        ["sandbox_client_id"] = card.ClientId,
        ["sandbox_product_id"] = card.ProductId,
        ["sandbox_card_mask"] = card.Mask,
        ["sandbox_state"] = card.State,
    };

    private static JsonArray Statement(Exchange exchange, Card card) => new([.. Within(exchange, card).Select(operation => new JsonObject
    {
        ["type"] = operation.Type,
        ["amount"] = operation.Amount,
        ["commission"] = 0.00m,
        ["currency"] = Card.Currency,
        ["mcc"] = 5411,
        ["datetime"] = Local(operation.At),
        ["rrn"] = operation.Number,
        ["merchant"] = new JsonObject { ["sandbox_order_id"] = operation.OrderId },
    })]);

    private static JsonObject Extended(Exchange exchange, Card card) => new()
    {
        ["client_id"] = card.ClientId,
        ["card"] = new JsonObject
        {
            ["card_id"] = card.CardId,
            ["card_mask"] = card.Mask,
            ["balances"] = new JsonObject { ["sandbox_" + Card.Currency] = card.Balance },
        },
        ["accounts"] = new JsonArray(
            new JsonObject { ["iban"] = "KZ000000000000000000", ["currency"] = Card.Currency, ["amount"] = card.Balance, ["blocked_amount"] = 0 }),
        ["authorizations"] = new JsonArray([.. Within(exchange, card).Select(operation => new JsonObject
        {
            ["datetime"] = Local(operation.At),
            ["type"] = operation.Type,
            ["amount"] = operation.Amount,
            ["commission"] = 0.00m,
            ["full_amount"] = operation.Amount,
            ["cashback"] = 0.00m,
            ["currency"] = Card.Currency,
            ["merchant"] = new JsonObject { ["sandbox_order_id"] = operation.OrderId },
        })]),
        ["operations"] = Statement(exchange, card),
    };

    private static IEnumerable<CardOperation> Within(Exchange exchange, Card card)
    {
        DateTimeOffset? from = Moment(exchange.Field("start_date"));
        DateTimeOffset? to = Moment(exchange.Field("end_date"));
        return card.Operations.Where(operation => !(operation.At < from) && !(operation.At > to));
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment) ? moment : null;

    private static string? Unless(bool forbidden, string reason, Action act)
    {
        if (forbidden) return reason;
        act();
        return null;
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

    private static JsonObject With(JsonObject answer, JsonObject more)
    {
        foreach (KeyValuePair<string, JsonNode?> member in more) answer[member.Key] = member.Value?.DeepClone();
        return answer;
    }

    private Answer Refuse(Exchange exchange, FailureKind kind, string field, string reason) => errors.Make(exchange, new Failure(kind, reason, field));

    private JsonObject Common(string requestStatus) => new()
    {
        ["status"] = "ok",
        ["request_status"] = requestStatus,
        ["dt"] = Now(),
    };

    private string Now() => Local(clock());

    private static string Local(DateTimeOffset moment) =>
        moment.ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
