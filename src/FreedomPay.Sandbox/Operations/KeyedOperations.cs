using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Operations without a simulation of their own: acceptable requests get a sample answer, but each keeps its class of
/// x-safety: a repeated key is refused or gets the first answer again, and every effect is in the ledger.
/// </summary>
internal sealed class KeyedOperations(SandboxState state, ErrorAnswers errors, SampleAnswer samples)
{
    public Answer Run(Exchange exchange)
    {
        string id = exchange.Operation.Id;
        string safety = exchange.Operation.Safety;
        // The Gateway Async API gives the first answer again to any repeated X-Request-Id, reads included.
        bool replays = safety == "replay" || exchange.Operation.Family == "gateway-async";
        string[] keys = Keys(exchange, replays).Distinct().ToArray();
        foreach (string key in keys)
        {
            if (state.FirstAnswers.Find(id, key) is not { } first) continue;
            if (safety != "read") state.Ledger.Record(id, key, effect: false);
            return replays
                ? first
                : errors.Make(exchange, new Failure(FailureKind.Duplicate, "was used before; the repeat is not processed", exchange.Operation.Key ?? "key"));
        }

        Answer answer = samples.Make(exchange);
        if (exchange.Operation.Family == "gateway-async")
        {
            answer = answer.With("X-Request-Id", exchange.Request.Header("X-Request-Id") ?? "").With("X-Request-Status", "success");
        }
        if (safety != "read") state.Ledger.Record(id, exchange.Key, effect: true);
        if (replays || safety == "refuse")
        {
            foreach (string key in keys) state.FirstAnswers.Keep(id, key, answer);
        }

        return answer;
    }

    private static IEnumerable<string> Keys(Exchange exchange, bool replays)
    {
        if (!replays && exchange.Operation.Safety != "refuse") yield break;
        if (!replays)
        {
            if (exchange.Key.Length > 0) yield return exchange.Key;
            yield break;
        }

        if (exchange.Request.Header("X-Request-Id") is { Length: > 0 } requestId) yield return requestId;
        // "Sent again it returns the first answer", says the contract of the order number too.
        if (exchange.Operation.Id == "asyncCreatePayment" && exchange.Field("order_id") is { Length: > 0 } order) yield return "order:" + order;
    }
}
