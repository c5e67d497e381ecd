using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Operations;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Http;

/// <summary>The control requests under <c>/_sandbox/</c>. They are never logged, never faulty and need no credentials.</summary>
internal sealed class ControlApi(SandboxState state, RequestLog log, FaultBook faults, Func<string, bool> isStateful)
{
    public const string Prefix = "/_sandbox/";

    public Answer Handle(SandboxRequest request)
    {
        string route = request.Method + " " + request.Path.Remove(0, Prefix.Length);
        return route switch
        {
            "GET state" => Answer.FromText(StateJson()),
            "GET counts" => Answer.FromText(JsonText.Write(state.Counts(log.Total))),
            "GET ledger" => Answer.FromText(LedgerJson()),
            "GET requests" => Answer.FromText(JsonText.Write(new { log.Total, Requests = log.Snapshot() })),
            "GET operations" => Answer.FromText(JsonText.Write(Operations())),
            "GET faults" => Answer.FromText(JsonText.Write(faults.Snapshot())),
            "POST faults" => AddFaults(request.Body),
            "DELETE faults" => Done(faults.Clear),
            "POST reset" => Done(Reset),
            "POST pay" => Pay(request.Body),
            "POST tokens" => SetTokenLife(request.Body),
            _ => Refusal("unknown control request " + route, 404),
        };
    }

    public string StateJson() => JsonText.Write(state.ToJson(log.Total));

    public void Reset()
    {
        // Faults first: nothing that arrives meanwhile shall be hit by a fault of the past.
        faults.Reset();
        state.Reset();
        log.Clear();
    }

    private string LedgerJson()
    {
        lock (state.Gate) return JsonText.Write(state.Ledger.Entries);
    }

    private object[] Operations() => ContractOperation.All.Where(operation => !operation.IsAlternative).Select(operation => (object)new
    {
        operationId = operation.Id,
        family = operation.Family,
        method = operation.Method,
        path = operation.Path,
        inferred = operation.IsInferred,
        mode = isStateful(operation.Id) ? "stateful" : "validated-only",
        repeatedKey = OperationHandlers.RepeatRule(operation),
    }).ToArray();

    private Answer AddFaults(byte[] body)
    {
        try
        {
            if (JsonReader.Read(body) is not { } json) return Refusal("the body is no well-formed JSON", 400);
            SandboxFault[] added = json.ValueKind == JsonValueKind.Array
                ? json.Deserialize<SandboxFault[]>(JsonText.Options)!
                : [json.Deserialize<SandboxFault>(JsonText.Options)!];
            if (added.Any(fault => fault is null || fault.OperationId is null || fault.StatusCode is < 200 or > 999))
            {
                return Refusal("a fault is incomplete", 400);
            }
            foreach (SandboxFault fault in added) faults.Add(fault);
            return Done(static () => { });
        }
        catch (JsonException exception)
        {
            return Refusal(exception.Message, 400);
        }
    }

    private Answer Pay(byte[] body)
    {
        JsonElement? json = JsonReader.Read(body);
        string? paymentId = json?.TextAt("payment_id");
        if (paymentId is null) return Refusal("payment_id is expected", 400);
        string? cardNumber = json?.TextAt("card_number") is { Length: > 0 } sent ? sent : null;
        if (cardNumber is not null && !TestCards.IsNumber(cardNumber)) return Refusal("card_number is expected to be 13 to 20 digits", 400);
        lock (state.Gate)
        {
            return state.Pay(paymentId, cardNumber)
                ? Done(static () => { })
                : Refusal("no payment, no invoice, no payout, no page of a card and no recurring profile has that number", 404);
        }
    }

    private Answer SetTokenLife(byte[] body)
    {
        if (JsonReader.Read(body)?.Member("access_seconds") is not { ValueKind: JsonValueKind.Number } given || !given.TryGetInt32(out int seconds))
        {
            return Refusal("access_seconds is expected, a whole number", 400);
        }
        lock (state.Gate) state.Tokens.AccessLifetime = TimeSpan.FromSeconds(seconds);
        return Done(static () => { });
    }

    private static Answer Done(Action act)
    {
        act();
        return Answer.Json(new JsonObject { ["status"] = "ok" });
    }

    private static Answer Refusal(string text, int status) => Answer.Json(new JsonObject { ["status"] = "error", ["error_description"] = text }, status);
}
