using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Operations without a simulation of their own: acceptable requests get a sample answer, but each keeps its class of
/// x-safety: a repeated key is refused, and every effect is in the ledger.
/// </summary>
internal sealed class KeyedOperations(SandboxState state, ErrorAnswers errors, SampleAnswer samples)
{
    public Answer Run(Exchange exchange)
    {
        string id = exchange.Operation.Id;
        string safety = exchange.Operation.Safety;
        bool isKeyed = safety == "refuse" && exchange.Key.Length > 0;
        if (isKeyed && state.FirstAnswers.Find(id, exchange.Key) is not null)
        {
            state.Ledger.Record(id, exchange.Key, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Duplicate, "was used before; the repeat is not processed", exchange.Operation.Key ?? "key"));
        }

        Answer answer = samples.Make(exchange);
        if (safety != "read") state.Ledger.Record(id, exchange.Key, effect: true);
        if (isKeyed) state.FirstAnswers.Keep(id, exchange.Key, answer);
        return answer;
    }
}
