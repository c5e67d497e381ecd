using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Activation of gift cards. As documented: wrong codes, unknown cards and cards that are active already are refused with a
/// negative status, and so is a repeated Request-Id. Simulated: a request that names no card means card 555, the documented one.
/// </summary>
internal sealed class GiftCardOperations(SandboxState state, ErrorAnswers errors, Func<DateTimeOffset> clock)
{
    private const string Documented = "555";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers) => handlers["confirmGiftCard"] = Confirm;

    private Answer Confirm(Exchange exchange)
    {
        string key = exchange.Key;
        if (key.Length > 0 && state.FirstAnswers.Find(exchange.Operation.Id, key) is not null)
        {
            return Refuse(exchange, key, new Failure(FailureKind.Duplicate, "was used before; the repeat is not processed", "Request-Id"));
        }

        Answer answer = Activate(exchange, key);
        if (key.Length > 0) state.FirstAnswers.Keep(exchange.Operation.Id, key, answer);
        return answer;
    }

    private Answer Activate(Exchange exchange, string key)
    {
        bool isNumber = int.TryParse(exchange.Field("card_id") ?? Documented, NumberStyles.None, CultureInfo.InvariantCulture, out int card);
        if (!isNumber || !GiftCards.Knows(card)) return Refuse(exchange, key, new Failure(FailureKind.Unknown, "is unknown", "card_id"));
        if (exchange.Field("otp") != GiftCards.Code) return Refuse(exchange, key, new Failure(FailureKind.Validation, "is wrong", "otp"));
        if (!state.GiftCards.Activate(card)) return Refuse(exchange, key, new Failure(FailureKind.Conflict, "was activated before", "card_id"));

        state.Ledger.Record(exchange.Operation.Id, key, effect: true);
        return Answer.Json(new JsonObject
        {
            ["datetime"] = clock().ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["status"] = 0,
            ["card_status"] = 2,
            ["card_currency"] = "USD",
            ["card_balance"] = 100,
            ["card_mask"] = GiftCards.MaskOf(card),
        });
    }

    private Answer Refuse(Exchange exchange, string key, Failure failure)
    {
        state.Ledger.Record(exchange.Operation.Id, key, effect: false);
        return errors.Make(exchange, failure);
    }
}
