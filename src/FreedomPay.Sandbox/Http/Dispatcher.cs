using System.Net.Sockets;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Operations;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Http;

/// <summary>The way of a request: control, route, authentication and schema, faults, effect, answer.</summary>
internal sealed class Dispatcher(
    SandboxState state, RequestLog log, FaultBook faults, RequestResolver resolver, OperationHandlers handlers, ErrorAnswers errors, ControlApi control,
    LoginPage login, AcsPage bank, AsyncAcsPage asyncBank, TransferAcsPage transferBank)
{
    public async Task HandleAsync(SandboxRequest request, HttpConnection connection)
    {
        ReceivedRequest? entry = null;
        try
        {
            if (Callers.Refuse(request, connection.Port) is { } reason)
            {
                await connection.SendAsync(Refusal(reason, 403)).ConfigureAwait(false);
                return;
            }

            if (request.Path.StartsWith(ControlApi.Prefix, StringComparison.Ordinal))
            {
                await connection.SendAsync(control.Handle(request)).ConfigureAwait(false);
                return;
            }

            entry = log.Add(request.Method, request.Path);
            await AnswerAsync(connection, request, entry).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The last line of defence: a fault of the sandbox itself must not end it, but must be seen.
        catch (Exception exception) when (exception is not (IOException or SocketException or ObjectDisposedException))
#pragma warning restore CA1031
        {
            lock (state.Gate) state.UnhandledExceptions++;
            if (entry is not null) entry.Status = 500;
            await connection.SendAsync(Refusal("the sandbox failed", 500)).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpConnection connection, SandboxRequest request, ReceivedRequest entry)
    {
        IReadOnlyList<RouteMatch> candidates = OperationRouter.Find(
            request.Method, request.Path, request.Header("X-Action"), out IReadOnlyList<string> allowed);
        Exchange? exchange = null;
        Failure? failure = null;
        if (candidates.Count > 0)
        {
            exchange = resolver.Resolve(request, candidates, out failure);
            entry.OperationId = exchange.Operation.Id;
        }

        FaultPlan plan = faults.Take(entry.OperationId);
        if (plan.DelayMilliseconds > 0) await Task.Delay(plan.DelayMilliseconds).ConfigureAwait(false);
        if (NotProcessed(plan.Fault) is { } refusal)
        {
            entry.Status = refusal.Status;
            await connection.SendAsync(refusal).ConfigureAwait(false);
            return;
        }

        if (plan.Fault?.Kind == SandboxFaultKind.Reset)
        {
            entry.Status = 0;
            connection.Abort();
            return;
        }

        Answer answer = exchange is null ? Unrouted(request, allowed) : Process(exchange, failure);
        await DeliverAsync(connection, answer, plan, entry).ConfigureAwait(false);
    }

    private Answer Process(Exchange exchange, Failure? failure)
    {
        if (failure is not null) return errors.Make(exchange, failure).With("X-Sandbox", "refused");
        lock (state.Gate) return handlers.Run(exchange);
    }

    private static Answer? NotProcessed(SandboxFault? fault)
    {
        switch (fault?.Kind)
        {
            case SandboxFaultKind.TooManyRequests:
                Answer tooMany = Answer.Plain("Too many requests\n", 429);
                return fault.RetryAfter is { } retryAfter ? tooMany.With("Retry-After", retryAfter) : tooMany;
            case SandboxFaultKind.ServerError:
                Answer broken = Answer.Plain("Service unavailable\n", fault.StatusCode);
                return fault.RetryAfter is { } later ? broken.With("Retry-After", later) : broken;
            default:
                return null;
        }
    }

    private static async Task DeliverAsync(HttpConnection connection, Answer answer, FaultPlan plan, ReceivedRequest entry)
    {
        entry.Status = plan.Fault?.Kind == SandboxFaultKind.AnswerLost ? 0 : answer.Status;
        switch (plan.Fault?.Kind)
        {
            case SandboxFaultKind.AnswerLost:
                connection.Abort();
                break;
            case SandboxFaultKind.MalformedAnswer:
                await connection.SendAsync(MalformedAnswer.Of(answer, plan.Sequence)).ConfigureAwait(false);
                break;
            case SandboxFaultKind.OversizedAnswer:
                await connection.SendOversizedAsync(answer, plan.Fault.AnswerBytes).ConfigureAwait(false);
                break;
            case SandboxFaultKind.WrongSignature:
                await connection.SendAsync(answer.WithWrongSignature()).ConfigureAwait(false);
                break;
            default:
                await connection.SendAsync(answer).ConfigureAwait(false);
                break;
        }
    }

    private Answer Unrouted(SandboxRequest request, IReadOnlyList<string> allowed)
    {
        if (request.Path == "/pay.html" && request.Method == "GET")
        {
            return Answer.Plain("The payment page of the sandbox. POST /_sandbox/pay marks a payment as paid.\n", 200);
        }
        if (request.Path == LoginPage.Path && request.Method == "GET") return login.Open(request);
        if (request.Path.StartsWith(AcsPage.Prefix, StringComparison.Ordinal) && request.Method is "GET" or "POST") return bank.Open(request);
        if (AsyncAcsPage.Has(request)) return asyncBank.Pass(request);
        if (request.Path.StartsWith(TransferAcsPage.Prefix, StringComparison.Ordinal) && request.Method == "GET") return transferBank.Open(request);
        return allowed.Count == 0
            ? Refusal("no operation of the contract has this path", 404)
            : Refusal("the operation takes " + string.Join(", ", allowed), 405).With("Allow", string.Join(", ", allowed));
    }

    private static Answer Refusal(string text, int status) =>
        Answer.Json(new JsonObject { ["status"] = "error", ["error_code"] = "sandbox.http_" + status, ["error_description"] = "sandbox: " + text }, status);
}
