using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// The asynchronous part of the Gateway API. A repeated X-Request-Id and a repeated order get their first answer again. What is answered about an
/// unknown payment or request is not documented: here an error with the code 1202. Nor is what a wrong state is answered with, or an amount above what is
/// left: here 9403, with HTTP 200. Nor is how long the API is at work: here until it was asked for twice.
/// </summary>
internal sealed class AsyncOperations(SandboxState state, Uri baseUri, Func<DateTimeOffset> clock)
{
    /// <summary>Path of the pages where a payer passes 3-D Secure.</summary>
    public const string AcsPath = "/async-acs/";

    private const string Family = "gateway-async";
    private const string BadInput = "9403";
    private const string BadNumber = "1202";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["asyncCreatePayment"] = Once(Create);
        handlers["asyncReadPayment"] = Once(Read);
        handlers["asyncReadRequest"] = Once(ReadRequest);
        handlers["asyncRefundPayment"] = Once(exchange => Change(exchange, Refund));
        handlers["asyncReversePayment"] = Once(exchange => Change(exchange, Reverse));
        handlers["asyncClearPayment"] = Once(exchange => Change(exchange, Clear));
    }

    // With nanoseconds, as the samples have it.
    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);

    private static decimal? AmountIn(Exchange exchange) =>
        exchange.Fields.Member("amount") is { ValueKind: JsonValueKind.Number } given && given.TryGetDecimal(out decimal amount) && amount > 0 ? amount : null;

    private Func<Exchange, Answer> Once(Func<Exchange, Answer> act) => exchange =>
    {
        // The contract requires it, so it is there.
        string key = exchange.Request.Header("X-Request-Id")!;
        bool isRead = exchange.Operation.Safety == "read";
        if (state.FirstAnswers.Find(Family, key) is { } first)
        {
            if (!isRead) state.Ledger.Record(exchange.Operation.Id, key, effect: false);
            return first;
        }

        Answer answer = act(exchange);
        state.FirstAnswers.Keep(Family, key, answer);
        return answer;
    };

    private Answer Create(Exchange exchange)
    {
        string order = exchange.Field("order_id")!;
        if (state.AsyncPayments.Find(null, order) is { } made)
        {
            state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: false);
            Note(exchange, made);
            return Success(exchange, Created(made));
        }

        if (AmountIn(exchange) is not { } amount) return Refuse(exchange, BadInput, "amount is not above 0");
        string? user = exchange.Field("user_id");
        string? pan = exchange.Field("from.card.pan");
        string? profile = exchange.Field("from.recurrent.profile_id");
        int? lifetime = exchange.Fields.Member("from")?.Member("recurrent")?.Member("lifetime") is { ValueKind: JsonValueKind.Number } months
            && months.TryGetInt32(out int count)
            ? count
            : null;
        string? wrong = exchange.Field("from.type") switch
        {
            "card" => pan is null ? "from.card.pan is missing" : null,
            "tokenized" => pan is null || exchange.Field("from.token.type") is null ? "from.card.pan and from.token.type are expected" : null,
            "saved" => IsSaved(exchange.Field("from.card.token") ?? exchange.Field("from.card.uuid"), user) ? null : "the card is not saved for this user",
            "recurrent" => profile is not null && state.AsyncPayments.OfProfile(profile) is not null ? null : "the recurring profile is unknown",
            _ => "from.type is none that this simulator knows",
        };
        if (wrong is not null) return Refuse(exchange, BadInput, wrong);
        AsyncPayment payment = state.AsyncPayments.Create(new AsyncPayment
        {
            OrderId = order,
            Amount = amount,
            UserId = user,
            Card = TestCards.IsNumber(pan) ? TestCards.Of(pan!) : null,
            Holds = exchange.Fields.Member("auto_clearing") is { ValueKind: JsonValueKind.False },
            SavesCard = exchange.Field("from.save") == "true",
            Profile = profile ?? (lifetime is null ? null : Guid.NewGuid().ToString()),
            Lifetime = lifetime,
        });
        state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: true);
        Note(exchange, payment);
        return Success(exchange, Created(payment));
    }

    private bool IsSaved(string? token, string? user) => token is not null
        && (state.AsyncPayments.OfCard(token, user) is not null
            || (user is not null && state.CustomerCards.Of(user).Any(card => !card.IsForPayouts && card.Token == token)));

    private Answer Read(Exchange exchange)
    {
        return state.AsyncPayments.Find(exchange.Field("id"), exchange.Field("order_id")) is { } payment
            ? Success(exchange, State(state.AsyncPayments.Ask(payment)))
            : Refuse(exchange, BadNumber, "Incorrect payment id");
    }

    private Answer ReadRequest(Exchange exchange)
    {
        string id = exchange.Field("id")!;
        AsyncOutcome? outcome = state.AsyncPayments.OutcomeOf(id);
        if (outcome?.PaymentId is { } number && state.AsyncPayments.Find(number, null) is { } payment)
        {
            return Success(exchange, new JsonObject { ["id"] = id, ["status"] = "success", ["response"] = Created(payment, payment.Status) });
        }

        var refused = new JsonObject
        {
            ["id"] = id,
            ["status"] = "error",
            ["response"] = new JsonObject
            {
                ["id"] = id,
                ["status"] = AsyncPayments.Failed,
                ["amount"] = 0,
                ["created_at"] = "0001-01-01T00:00:00Z",
                ["error"] = AsyncReply.ErrorOf(outcome?.ErrorCode ?? BadNumber, outcome?.ErrorText ?? "Incorrect payment id"),
            },
        };
        return AsyncReply.Of(exchange, refused, outcome is null ? "error" : "success", clock(), 200);
    }

    private Answer Change(Exchange exchange, Func<Exchange, AsyncPayment, Answer> act) =>
        state.AsyncPayments.Find(exchange.Field("id"), null) is { } payment ? act(exchange, payment) : Refuse(exchange, BadNumber, "Incorrect payment id");

    private Answer Refund(Exchange exchange, AsyncPayment payment)
    {
        if (payment.Status != AsyncPayments.Charged) return Refuse(exchange, BadInput, "the payment is not charged");
        if (AmountIn(exchange) is not { } amount || amount > payment.Charge - payment.Refunded)
        {
            return Refuse(exchange, BadInput, "amount is not above 0 and at most what is left of the charge");
        }
        AsyncRefund refund = state.AsyncPayments.Refund(payment, amount);
        return Done(exchange, payment, new JsonObject
        {
            ["id"] = payment.Id,
            ["amount"] = payment.Amount,
            ["refund_payment"] = new JsonObject { ["id"] = refund.Id, ["status"] = AsyncPayments.InWork, ["amount"] = -amount },
        });
    }

    private Answer Reverse(Exchange exchange, AsyncPayment payment)
    {
        if (payment.Status != AsyncPayments.Held || payment.CancelNumber is not null) return Refuse(exchange, BadInput, "the payment is not held");
        payment = state.AsyncPayments.Reverse(payment);
        return Done(exchange, payment, new JsonObject
        {
            ["id"] = payment.Id,
            ["amount"] = payment.Amount,
            ["reverse_payment"] = new JsonObject { ["id"] = payment.CancelNumber, ["status"] = AsyncPayments.InWork },
        });
    }

    private Answer Clear(Exchange exchange, AsyncPayment payment)
    {
        if (payment.Status != AsyncPayments.Held || payment.CancelNumber is not null) return Refuse(exchange, BadInput, "the payment is not held");
        if (AmountIn(exchange) is not { } amount || amount > payment.Amount)
        {
            return Refuse(exchange, BadInput, "amount is not above 0 and at most that of the payment");
        }
        payment = state.AsyncPayments.Clear(payment, amount);
        JsonObject answer = Created(payment, payment.Status);
        answer["clearing"] = new JsonObject { ["amount"] = 0 };
        return Done(exchange, payment, answer);
    }

    private Answer Done(Exchange exchange, AsyncPayment payment, JsonObject answer)
    {
        state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: true);
        Note(exchange, payment);
        return Success(exchange, answer);
    }

    // As it was made, whatever became of it.
    private static JsonObject Created(AsyncPayment payment, string status = AsyncPayments.InWork) => new()
    {
        ["id"] = payment.Id,
        ["status"] = status,
        ["amount"] = payment.Amount,
        ["created_at"] = Moment(payment.CreatedAt),
    };

    private JsonObject State(AsyncPayment payment)
    {
        JsonObject answer = Created(payment, payment.Status);
        if (payment.ErrorCode is { } code)
        {
            // Those of the samples have no order, and their amount is text.
            answer["amount"] = payment.Amount.ToString(CultureInfo.InvariantCulture);
            answer["error"] = AsyncReply.ErrorOf(code, TestCards.Describe(code));
            return answer;
        }

        answer["order_id"] = payment.OrderId;
        answer["from"] = new JsonObject { ["card"] = new JsonObject { ["token"] = payment.CardToken, ["brand"] = "VI" } };
        if (payment.Profile is { } profile && payment.IsGood)
        {
            answer["from"]!["recurrent"] = new JsonObject
            {
                ["profile_id"] = profile,
                ["profile_expiry_date"] = Moment(payment.CreatedAt.AddMonths(payment.Lifetime ?? 0)),
            };
        }

        bool isWaiting = payment.Status == AsyncPayments.Waiting;
        answer["3ds"] = new JsonObject
        {
            ["acs_url"] = isWaiting ? new Uri(baseUri, AcsPath + payment.Acs).AbsoluteUri : "",
            ["flow_type"] = payment.Acs is null ? "F" : "C",
        };
        if (isWaiting || payment.Status == AsyncPayments.InWork) return answer;
        bool isCharged = payment.Status == AsyncPayments.Charged;
        answer["clearing"] = new JsonObject { ["cleared"] = isCharged, ["amount"] = isCharged ? payment.Charge : 0 };
        answer["additional"] = new JsonObject { ["approval_code"] = "95F69T", ["reference"] = "1234567891234", ["intreference"] = "AC1BFED11052BFAC" };
        if (payment.CancelNumber is { } number)
        {
            string word = payment.Status == AsyncPayments.Reversed ? "success" : AsyncPayments.InWork;
            answer["reverse_payments"] = new JsonArray(new JsonObject { ["id"] = number, ["amount"] = -payment.Amount, ["status"] = word });
        }
        if (payment.Refunds.Count > 0)
        {
            answer["refund_payments"] = new JsonArray([.. payment.Refunds.Select(static refund => new JsonObject
            {
                ["id"] = refund.Id,
                ["amount"] = -refund.Amount,
                ["status"] = refund.IsDone ? "success" : AsyncPayments.InWork,
            })]);
        }

        return answer;
    }

    private void Note(Exchange exchange, AsyncPayment payment) => state.AsyncPayments.Note(exchange.Key, new AsyncOutcome(payment.Id, null, null));

    private Answer Success(Exchange exchange, JsonObject body) => AsyncReply.Success(exchange, body, clock());

    private Answer Refuse(Exchange exchange, string code, string text)
    {
        text = "sandbox: " + text;
        if (exchange.Operation.Safety != "read")
        {
            state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: false);
            state.AsyncPayments.Note(exchange.Key, new AsyncOutcome(null, code, text));
        }

        return AsyncReply.Error(exchange, code, text, clock(), 200);
    }
}
