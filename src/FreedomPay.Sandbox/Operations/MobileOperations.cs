using System.Text.Json;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Charges to the balance of a phone. The test phones of the documentation ask for their codes; any other phone is charged at once, which is
/// simulated. The answers are signed, as the overview says of all; the examples of these pages are not. What a wrong state or code is answered
/// with is not documented; here it is as for payments.
/// </summary>
internal sealed class MobileOperations(SandboxState state, ErrorAnswers errors)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["payMobilePayment"] = Pay;
        handlers["approveMobilePayment"] = Approve;
        handlers["resendMobilePaymentCode"] = Resend;
    }

    private Answer Pay(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        if (payment is not { IsOpen: true, Code: null }) return Refused(exchange, FailureKind.Conflict, "is under way or charged already", "payment");
        string? phone = exchange.Field("pg_abonent_phone") is { Length: > 0 } sent ? sent : payment.Phone;
        if (string.IsNullOrEmpty(phone)) return Refused(exchange, FailureKind.Validation, "is needed, here or when the payment is created", "pg_abonent_phone");
        if (CodeOf(exchange, phone!) is not { } code) return Charged(exchange, payment);
        state.Payments.AwaitCode(payment, phone!, code);
        return Done(exchange, payment, "need_approve");
    }

    private Answer Approve(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        if (payment.Code is not { } code) return Refused(exchange, FailureKind.Conflict, "does not wait for a code", "payment");
        return exchange.Field("pg_approval_code") == code
            ? Charged(exchange, payment)
            : Refused(exchange, FailureKind.Validation, "is not the code that was sent", "pg_approval_code");
    }

    private Answer Resend(Exchange exchange)
    {
        if (Find(exchange, out Answer refusal) is not { } payment) return refusal;
        if (payment.Code is null) return Refused(exchange, FailureKind.Conflict, "does not wait for a code", "payment");
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: true);
        return PgReply.Signed(WireNode.Group().Add("pg_status", "ok"), exchange);
    }

    private Payment? Find(Exchange exchange, out Answer refusal)
    {
        Payment? payment = state.Payments.Find(exchange.Field("pg_payment_id"), null) is { IsMobile: true } found ? found : null;
        refusal = payment is null ? errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found.")) : null!;
        return payment;
    }

    // With or without the country's plus.
    private static string? CodeOf(Exchange exchange, string phone) => exchange.Operation.Document.Root.Member("x-test-data")!.Value.Items("mobile-phones")
        .FirstOrDefault(test => test.Text("phone")!.TrimStart('+') == phone.TrimStart('+')) is { ValueKind: JsonValueKind.Object } known
        ? known.Text("otp")
        : null;

    private Answer Refused(Exchange exchange, FailureKind kind, string why, string field) => errors.Make(exchange, new Failure(kind, why, field));

    private Answer Charged(Exchange exchange, Payment payment)
    {
        state.Payments.MarkPaid(payment.PaymentId);
        return Done(exchange, payment, "ok");
    }

    private Answer Done(Exchange exchange, Payment payment, string status)
    {
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: true);
        return PgReply.Signed(WireNode.Group().Add("pg_status", status).Add("pg_payment_id", payment.PaymentId), exchange);
    }
}
