using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>Runs an acceptable request. Always called inside the gate of the state.</summary>
internal sealed class OperationHandlers
{
    private readonly Dictionary<string, Func<Exchange, Answer>> stateful;
    private readonly KeyedOperations others;

    public OperationHandlers(SandboxState state, ErrorAnswers errors, SampleAnswer samples, Func<DateTimeOffset> clock, Uri baseUri)
    {
        stateful = new Dictionary<string, Func<Exchange, Answer>>(StringComparer.Ordinal);
        new CardOperations(state, errors, clock).Register(stateful);
        new GiftCardOperations(state, errors, clock).Register(stateful);
        new FreedomIdOperations(state, errors, clock, baseUri).Register(stateful);
        new PaymentOperations(state, errors, baseUri, clock).Register(stateful);
        new GatewayPaymentOperations(state, errors, baseUri, clock).Register(stateful);
        new AsyncOperations(state, baseUri, clock).Register(stateful);
        new MobileOperations(state, errors).Register(stateful);
        new PayoutOperations(state, errors, baseUri, clock).Register(stateful);
        new TransferOperations(state, errors, baseUri, clock).Register(stateful);
        new TokenPaymentOperations(state, errors).Register(stateful);
        new GooglePayOperations(state, errors, baseUri).Register(stateful);
        new InvoiceOperations(state, errors, baseUri, clock).Register(stateful);
        new CustomerCardOperations(state, errors, baseUri).Register(stateful);
        new GatewayCardOperations(state, errors, baseUri, clock).Register(stateful);
        new RecurringOperations(state, errors, baseUri).Register(stateful);
        new InstallmentOperations(state, errors, baseUri).Register(stateful);
        new ServiceOperations(clock).Register(stateful);
        others = new KeyedOperations(state, errors, samples);
    }

    public bool IsStateful(string operationId) => stateful.ContainsKey(operationId);

    public Answer Run(Exchange exchange) => stateful.TryGetValue(exchange.Operation.Id, out Func<Exchange, Answer>? handler)
        ? handler(exchange).With("X-Sandbox", "stateful")
        : others.Run(exchange).With("X-Sandbox", "simulated");

    /// <summary>What becomes of a repeated key: refused, replayed or nothing.</summary>
    public static string RepeatRule(ContractOperation operation) => operation.Safety switch
    {
        "refuse" => "refused",
        "replay" => "replayed",
        _ => "none",
    };
}
