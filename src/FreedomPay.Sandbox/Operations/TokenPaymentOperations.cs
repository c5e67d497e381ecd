using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payments with saved cards: created first, and then charged, or paid on a page that asks for the CVC. A card that is not saved for this user, or
/// for payouts only, is not found; a payment that is charged already, or of another kind, is in a wrong state (120, the code of a third party's
/// emulator). Of the two answers that the page for the CVC may have by the documentation, it is the page.
/// </summary>
internal sealed class TokenPaymentOperations(SandboxState state, ErrorAnswers errors)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createTokenPayment"] = handlers["createTokenPaymentWithCvc"] = Create;
        handlers["confirmTokenPayment"] = Charge;
        handlers["confirmTokenPaymentWithCvc"] = Open;
    }

    private Answer Create(Exchange exchange)
    {
        string order = exchange.Field("pg_order_id") ?? "";
        string? key = exchange.Field("pg_idempotency_key") is { Length: > 0 } sent ? sent : null;
        if (key is not null && state.Payments.IsKeyUsed(key))
        {
            state.Ledger.Record(exchange.Operation.Id, key, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Duplicate, "was used before; no second payment is made (simulated)", "pg_idempotency_key"));
        }

        string token = exchange.Field("pg_card_token") ?? "";
        if (state.CustomerCards.ForPayment(exchange.Field("pg_user_id") ?? "", token) is not { } saved)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Card not found."));
        }

        Payment payment = state.Payments.Create(new Payment
        {
            OrderId = order,
            Amount = exchange.Field("pg_amount"),
            IdempotencyKey = key,
            Phone = exchange.Field("pg_user_phone"),
            CardToken = token,
            Card = saved.Card,
        });
        state.Ledger.Record(exchange.Operation.Id, key ?? order, effect: true);
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_payment_id", payment.PaymentId)
                .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
                .Add("pg_order_id", XmlMessage.Printable(order))
                .Add("pg_status", "ok"),
            exchange);
    }

    private Answer Charge(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } waiting) return refusal;
        state.Payments.MarkPaid(waiting.PaymentId);
        Payment payment = state.Payments[waiting.PaymentId];
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: payment.FailureCode is null);
        if (payment.FailureCode is not null) return errors.Declined(exchange, payment);
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "ok")
                .Add("pg_payment_id", payment.PaymentId)
                .Add("pg_can_reject", "1")
                .Add("pg_payment_method", "bankcard")
                .Add("pg_amount", payment.Amount ?? "0")
                .Add("pg_currency", payment.Currency)
                .Add("pg_transaction_status", "ok")
                .Add("pg_captured", payment.Captured is null ? "0" : "1")
                .Add("pg_card_pan", payment.Card?.Mask ?? CustomerCardOperations.MaskedPan)
                .Add("pg_card_token", payment.CardToken!)
                .Add("pg_auth_code", "487129")
                .Add("pg_create_date", PaymentOperations.Local(payment.CreatedAt)),
            exchange);
    }

    private Answer Open(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        // Nothing is done by opening it.
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: false);
        return Answer.Page($"The page for the CVC of payment {payment.PaymentId}. POST /_sandbox/pay is what typing it would do.");
    }

    private Payment? Find(Exchange exchange, out Answer refusal)
    {
        Payment? payment = state.Payments.Find(exchange.Field("pg_payment_id"), null);
        Failure? failure = payment is null ? new Failure(FailureKind.Unknown, "Payment not found.")
            : payment is not { CardToken: not null, IsOpen: true } ? new Failure(FailureKind.Conflict, "does not wait for a charge to a saved card", "payment")
            : null;
        refusal = failure is null ? null! : errors.Make(exchange, failure);
        return failure is null ? payment : null;
    }
}
