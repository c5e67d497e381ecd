using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payment pages of the Merchant and the Gateway API, the state of their payments, and what is done with them afterwards. What a repeated
/// pg_idempotency_key is answered with is not documented; here it is an error (9991, from a third party's list) and no second payment.
/// Nor is what a wrong state is answered with; here it is 120, the code of a third party's emulator. Nor is the name of an entry of
/// pg_revoked_payments; here it is called as one of pg_refund_payments is. What was paid with a test card can be cleared, reversed and refunded only
/// where the documentation says so of that card; else that is a wrong state too.
/// </summary>
internal sealed class PaymentOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    private const string AsDocumented = ", as is documented of its test card";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        string[] creating =
            ["createPayment", "createAnyAmountPayment", "initMobilePayment", "gatewayCreatePaymentPage", "gatewayCreateAnyAmountPaymentPage"];
        foreach (string id in creating) handlers[id] = Create;
        handlers["checkoutRedirect"] = Open;
        handlers["createRecurringPayment"] = Charge;
        handlers["cancelPayment"] = handlers["gatewayCancelPayment"] = Cancel;
        handlers["clearPayment"] = handlers["gatewayClearPayment"] = Capture;
        handlers["refundPayment"] = handlers["gatewayRefundPayment"] = Refund;
        string[] asking =
            ["getPaymentStatus", "getMobilePaymentStatus", "gatewayGetPaymentStatus", "gatewayGetCardPaymentStatus", "gatewayGetTokenPaymentStatus"];
        foreach (string id in asking) handlers[id] = Status;
    }

    private Answer Create(Exchange exchange) => Make(exchange, out Answer refusal) is { } payment
        ? PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "ok")
                .Add("pg_payment_id", payment.PaymentId)
                .Add("pg_redirect_url", PageOf(payment).AbsoluteUri)
                .Add("pg_redirect_url_type", "need data"),
            exchange)
        : refusal;

    // Every opening makes a payment: nothing is documented that would keep it from that, and this is the worst that could be.
    private Answer Open(Exchange exchange) => Make(exchange, out Answer refusal) is { } payment
        ? Answer.Page($"The payment page of the sandbox: payment {payment.PaymentId}. POST /_sandbox/pay marks it as paid.")
        : refusal;

    private Uri PageOf(Payment payment) => new(baseUri, "/pay.html?customer=" + payment.Customer);

    private Payment? Make(Exchange exchange, out Answer refusal)
    {
        refusal = null!;
        string? key = exchange.Field("pg_idempotency_key") is { Length: > 0 } sent ? sent : null;
        string ledgerKey = key ?? exchange.Field("pg_order_id") ?? "";
        if (key is not null && state.Payments.IsKeyUsed(key))
        {
            state.Ledger.Record(exchange.Operation.Id, ledgerKey, effect: false);
            refusal = errors.Make(
                exchange,
                new Failure(
                    FailureKind.Duplicate, "was used before; no second payment is made (simulated: the documentation is silent)", "pg_idempotency_key"));
            return null;
        }

        Payment payment = state.Payments.Create(new Payment
        {
            OrderId = exchange.Field("pg_order_id"),
            Amount = exchange.Field("pg_amount"),
            Currency = exchange.Field("pg_currency") is { Length: > 0 } currency ? currency : "KZT",
            IdempotencyKey = key,
            IsMobile = exchange.Operation.Id == "initMobilePayment",
            Phone = exchange.Field("pg_user_phone"),
            Holds = exchange.Field("pg_auto_clearing") == "0",
            StartsProfile = exchange.Field("pg_recurring_start") == "1",
        });
        state.Ledger.Record(exchange.Operation.Id, ledgerKey, effect: true);
        return payment;
    }

    // That an order was charged before does not keep it from being charged again: of a repeat nothing is documented, and this is the worst that could be.
    private Answer Charge(Exchange exchange)
    {
        if (state.Payments.OfProfile(exchange.Field("pg_recurring_profile")) is not { } first)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Recurring profile not found."));
        }

        Payment payment = state.Payments.Create(new Payment
        {
            OrderId = exchange.Field("pg_order_id"),
            Amount = exchange.Field("pg_amount"),
            Currency = first.Currency,
            Profile = first.Profile,
            Card = first.Card,
        });
        state.Payments.MarkPaid(payment.PaymentId);
        state.Ledger.Record(exchange.Operation.Id, payment.OrderId ?? "", effect: true);
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "ok")
                .Add("pg_payment_id", payment.PaymentId)
                .Add("pg_amount", payment.Amount ?? "0")
                .Add("pg_currency", payment.Currency)
                .Add("pg_recurring_profile", first.Profile!)
                .Add("pg_recurring_profile_expiry_date", Local(first.CreatedAt.AddYears(1))),
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
            .Add("pg_payment_status", Payments.StatusOf(payment));
        if (IsOfGateway(exchange))
        {
            answer.Add("pg_user_email", "")
                .Add("pg_payment_date", payment.PaidAt is { } paid ? Local(paid) : "")
                .Add("pg_datetime", clock().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        }
        else
        {
            answer.Add("pg_can_reject", payment.PaidAt is null || payment.CancelledAt is not null ? "0" : "1")
                .Add("pg_create_date", Local(payment.CreatedAt));
            if (payment.PaidAt is { } paidAt)
            {
                answer.Add("pg_payment_method", payment.IsMobile ? "mobile_commerce" : "bankcard").Add("pg_payment_date", Local(paidAt));
            }
        }

        if (payment.PaidAt is not null)
        {
            answer.Add("pg_captured", payment.Captured is null ? "0" : "1")
                .Add("pg_clearing_amount", Text(payment.Captured ?? 0))
                .Add("pg_reference", payment.PaymentId);
            if (!payment.IsMobile) answer.Add("pg_card_pan", payment.Card?.Mask ?? CustomerCardOperations.MaskedPan);
            if (!payment.IsMobile && IsOfGateway(exchange)) answer.Add("pg_auth_code", Payments.AuthCodeOf(payment));
            if (payment.CardToken is { } token) answer.Add("pg_card_token", token);
        }

        if (payment.FailureCode is { } failure)
        {
            answer.Add("pg_failure_code", failure).Add("pg_failure_description", "sandbox: " + payment.FailureDescription);
        }

        if (payment.Refunds.Count > 0)
        {
            WireNode refunds = WireNode.Group();
            foreach (PaymentRefund refund in payment.Refunds)
            {
                refunds.Add("pg_refund_payment", WireNode.Group()
                    .Add("pg_payment_id", refund.PaymentId).Add("pg_payment_status", "success").Add("pg_amount", Text(-refund.Amount))
                    .Add("pg_payment_date", Local(refund.At)).Add("pg_reference", refund.PaymentId));
            }

            answer.Add("pg_refund_payments", refunds);
            answer.Add("pg_refund_amount", Text(-payment.Refunded));
        }

        if (payment.CancelNumber is { } cancel)
        {
            WireNode cancellations = WireNode.Group();
            cancellations.Add("pg_revoked_payment", WireNode.Group().Add("pg_payment_id", cancel).Add("pg_payment_status", "success"));
            answer.Add("pg_revoked_payments", cancellations);
        }

        return PgReply.Signed(answer, exchange);
    }

    private Answer Cancel(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        if (payment.PaidAt is null || payment.Captured is not null || payment.CancelledAt is not null) return WrongState(exchange, "is not held");
        if (payment.Card is { MayBeReversed: false }) return WrongState(exchange, "cannot be reversed" + AsDocumented);
        string number = state.Payments.Cancel(payment);
        return Done(exchange, payment, answer => answer.Add("pg_payment_revoke_id", number).Add("pg_revoke_status", "success"));
    }

    private Answer Capture(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        if (payment.PaidAt is null || payment.Captured is not null || payment.CancelledAt is not null) return WrongState(exchange, "is not held");
        if (payment.Card is { MayBeCleared: false }) return WrongState(exchange, "cannot be cleared" + AsDocumented);
        decimal whole = Payments.AmountOf(payment);
        decimal amount = AmountIn(exchange, "pg_clearing_amount") ?? whole;
        if (amount <= 0 || amount > whole)
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is not above 0 and at most the amount of the payment", "pg_clearing_amount"));
        }
        state.Payments.Capture(payment, amount);
        return Done(
            exchange, payment,
            answer => answer.Add("pg_status_clearing", "1"),
            answer => answer.Add("pg_amount", payment.Amount ?? "0").Add("pg_clearing_amount", Text(amount)));
    }

    private Answer Refund(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        string? key = exchange.Field("pg_idempotency_key") is { Length: > 0 } sent ? sent : null;
        if (key is not null && state.Payments.IsKeyUsed(key))
        {
            state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Duplicate, "was used before (simulated: the documentation is silent)", "pg_idempotency_key"));
        }

        if (payment.Captured is not { } captured) return WrongState(exchange, "is not charged");
        if (payment.Card is { MayBeRefunded: false }) return WrongState(exchange, "cannot be refunded" + AsDocumented);
        decimal left = captured - payment.Refunded;
        string field = IsOfGateway(exchange) ? "pg_amount" : "pg_refund_amount";
        decimal amount = AmountIn(exchange, field) ?? left;
        if (amount <= 0 || amount > left)
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is not above 0 and at most what is left of the charge", field));
        }
        if (exchange.Field("pg_currency") is { Length: > 0 } currency && currency != payment.Currency)
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is not that of the charge", "pg_currency"));
        }
        PaymentRefund refund = state.Payments.Refund(payment, amount, key);
        return Done(exchange, payment, answer => answer.Add("pg_payment_refund_id", refund.PaymentId).Add("pg_refund_status", "success"));
    }

    private Payment? Find(Exchange exchange, out Answer refusal)
    {
        Payment? payment = state.Payments.Find(exchange.Field("pg_payment_id"), null);
        refusal = payment is null ? errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found.")) : null!;
        return payment;
    }

    private Answer WrongState(Exchange exchange, string why) => errors.Make(exchange, new Failure(FailureKind.Conflict, why, "payment"));

    // The Gateway API answers the same with more.
    private Answer Done(Exchange exchange, Payment payment, Action<WireNode> addOfGateway, Action<WireNode>? add = null)
    {
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: true);
        WireNode answer = WireNode.Group().Add("pg_status", "ok");
        add?.Invoke(answer);
        if (IsOfGateway(exchange))
        {
            answer.Add("pg_payment_id", payment.PaymentId);
            addOfGateway(answer);
        }

        return PgReply.Signed(answer, exchange);
    }

    private static bool IsOfGateway(Exchange exchange) => exchange.Operation.Family == "gateway";

    // What is no amount is none that could be charged or given back.
    private static decimal? AmountIn(Exchange exchange, string field) => exchange.Field(field) is not { Length: > 0 } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) ? amount : -1;

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>A moment as the payments of the API have it.</summary>
    public static string Local(DateTimeOffset moment) =>
        moment.ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
