using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payment pages of the Merchant and the Gateway API, and the state of their payments. What a repeated pg_idempotency_key is
/// answered with is not documented; here it is an error (9991, from a third party's list) and no second payment.
/// </summary>
internal sealed class PaymentOperations(SandboxState state, ErrorAnswers errors, Uri baseUri)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        foreach (string id in new[] { "createPayment", "createAnyAmountPayment", "initMobilePayment", "gatewayCreatePaymentPage", "gatewayCreateAnyAmountPaymentPage" }) handlers[id] = Create;
        foreach (string id in new[] { "getPaymentStatus", "getMobilePaymentStatus", "gatewayGetPaymentStatus" }) handlers[id] = Status;
    }

    private Answer Create(Exchange exchange)
    {
        string? key = exchange.Field("pg_idempotency_key") is { Length: > 0 } sent ? sent : null;
        string ledgerKey = key ?? exchange.Field("pg_order_id") ?? "";
        if (key is not null && state.Payments.IsKeyUsed(key))
        {
            state.Ledger.Record(exchange.Operation.Id, ledgerKey, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Duplicate, "was used before; no second payment is made (simulated: the documentation is silent)", "pg_idempotency_key"));
        }

        Payment payment = state.Payments.Create(new Payment
        {
            OrderId = exchange.Field("pg_order_id"),
            Amount = exchange.Field("pg_amount"),
            Currency = exchange.Field("pg_currency") is { Length: > 0 } currency ? currency : "KZT",
            IdempotencyKey = key,
        });
        state.Ledger.Record(exchange.Operation.Id, ledgerKey, effect: true);
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "ok")
                .Add("pg_payment_id", payment.PaymentId)
                .Add("pg_redirect_url", new Uri(baseUri, "/pay.html?customer=" + payment.Customer).AbsoluteUri)
                .Add("pg_redirect_url_type", "need data"),
            exchange);
    }

    private Answer Status(Exchange exchange)
    {
        if (state.Payments.Find(exchange.Field("pg_payment_id"), exchange.Field("pg_order_id")) is not { } payment)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found."));
        }

        WireNode answer = WireNode.Group()
            .Add("pg_status", "ok")
            .Add("pg_payment_id", payment.PaymentId)
            .Add("pg_order_id", XmlMessage.Printable(payment.OrderId ?? ""))
            .Add("pg_currency", XmlMessage.Printable(payment.Currency))
            .Add("pg_amount", payment.Amount ?? "0")
            .Add("pg_payment_status", payment.PaidAt is null ? "new" : "success")
            .Add("pg_can_reject", payment.PaidAt is null ? "0" : "1")
            .Add("pg_create_date", Local(payment.CreatedAt));
        if (payment.PaidAt is { } paidAt)
        {
            answer.Add("pg_payment_method", "bankcard").Add("pg_captured", "1").Add("pg_clearing_amount", payment.Amount ?? "0")
                .Add("pg_card_pan", "4400-44XX-XXXX-4440").Add("pg_payment_date", Local(paidAt)).Add("pg_reference", payment.PaymentId);
        }

        return PgReply.Signed(answer, exchange);
    }

    private static string Local(DateTimeOffset moment) => moment.ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
