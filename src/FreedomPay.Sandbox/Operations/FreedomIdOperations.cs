using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Contract;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Users and tokens of Freedom ID. The authorization code <c>invalid</c> is refused with 100101.</summary>
internal sealed class FreedomIdOperations(SandboxState state, ErrorAnswers errors, Func<DateTimeOffset> clock)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createFreedomIdUser"] = CreateUser;
        handlers["updateFreedomIdUser"] = UpdateUser;
        handlers["exchangeFreedomIdToken"] = ExchangeToken;
        handlers["refreshFreedomIdToken"] = _ => Answer.Json(TokenPair(new JsonObject { ["id"] = Guid.NewGuid().ToString("D") }));
    }

    private Answer CreateUser(Exchange exchange)
    {
        string phone = exchange.Field("phone")!;
        if (state.Users.IsPhoneTaken(phone, null))
        {
            state.Ledger.Record(exchange.Operation.Id, phone, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Conflict, "has already been taken", "phone"));
        }

        string freedomId = Guid.NewGuid().ToString("D");
        // An address that another user has is skipped in silence: so the documentation wants it.
        bool skipEmail = exchange.Field("email") is { } email && state.Users.IsEmailTaken(email, null);
        state.Users.Save(freedomId, Fields(exchange).Where(field => field.Key != "email" || !skipEmail));
        state.Ledger.Record(exchange.Operation.Id, phone, effect: true);
        return Answer.Json(new JsonObject { ["freedom_id"] = freedomId });
    }

    private Answer UpdateUser(Exchange exchange)
    {
        string freedomId = exchange.Field("freedom_id")!;
        Failure? failure = !state.Users.Knows(freedomId) ? new Failure(FailureKind.Unknown, "is unknown", "freedom_id")
            : exchange.Field("phone") is { } phone && state.Users.IsPhoneTaken(phone, freedomId) ? new Failure(FailureKind.Conflict, "has already been taken", "phone")
            : exchange.Field("email") is { } email && state.Users.IsEmailTaken(email, freedomId) ? new Failure(FailureKind.Conflict, "has already been taken", "email")
            : null;
        state.Ledger.Record(exchange.Operation.Id, freedomId, effect: failure is null);
        if (failure is not null) return errors.Make(exchange, failure);
        state.Users.Save(freedomId, Fields(exchange));
        return Answer.Json(new JsonObject());
    }

    private Answer ExchangeToken(Exchange exchange)
    {
        if (exchange.Field("authorization_code") == "invalid")
        {
            return Answer.Json(new JsonObject { ["error"] = new JsonObject { ["message"] = "Invalid authorization_code.", ["code"] = 100101 } }, 400);
        }

        state.Ledger.Record(exchange.Operation.Id, "", effect: true);
        return Answer.Json(TokenPair([]));
    }

    private JsonObject TokenPair(JsonObject answer)
    {
        answer["access_token"] = state.Tokens.Issue();
        answer["refresh_token"] = state.Tokens.Issue();
        answer["access_expire_at"] = Expiry(TimeSpan.FromDays(1));
        answer["refresh_expire_at"] = Expiry(TimeSpan.FromDays(22));
        return answer;
    }

    private string Expiry(TimeSpan life) => clock().Add(life).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    private static IEnumerable<KeyValuePair<string, string>> Fields(Exchange exchange)
    {
        foreach (JsonProperty field in exchange.Fields.EnumerateObject())
        {
            if (field.Name != "freedom_id" && field.Value.AsText() is { } text) yield return new KeyValuePair<string, string>(field.Name, text);
        }
    }
}
