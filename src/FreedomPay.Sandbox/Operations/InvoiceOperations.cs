using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Invoices of the Merchant API, and the older ones that are paid by a QR code, which are payments. No error answer of an invoice is documented: those
/// of the newer ones are simulated, those of the older ones have the codes of payments (11068, 120). What the code of an older one holds as base64
/// is not documented either; here it is the address of its page. A refund without an amount gives back what is left.
/// </summary>
internal sealed class InvoiceOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createInvoice"] = Create;
        handlers["getInvoiceInfo"] = exchange => Of(exchange, Info);
        handlers["getInvoiceStatus"] = exchange => Of(exchange, static invoice => State(invoice, invoice.CreatedAt));
        handlers["refundInvoice"] = exchange => Find(exchange, out Answer refusal) is { } invoice ? Refund(exchange, invoice) : refusal;
        handlers["cancelInvoice"] = exchange => Find(exchange, out Answer refusal) is { } invoice ? Cancel(exchange, invoice) : refusal;
        handlers["initInvoice"] = CreateOlder;
        handlers["getInitInvoiceStatus"] = OlderState;
        handlers["getQrInvoiceInfo"] = exchange => OfCode(exchange, out Answer refusal) is { } payment ? Answer.Json(AsPayerSees(payment)) : refusal;
        handlers["payInvoice"] = Pay;
    }

    private static string Utc(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    // What is no amount is none that could be billed or given back.
    private static decimal? AmountIn(Exchange exchange) =>
        exchange.Fields.TryGetProperty("amount", out JsonElement given) ? given.TryGetDecimal(out decimal amount) ? amount : -1 : null;

    private static JsonObject State(Invoice invoice, DateTimeOffset moment) => new() { ["status"] = invoice.Status, ["created_at"] = Utc(moment) };

    private static JsonObject Info(Invoice invoice)
    {
        var answer = (JsonObject)invoice.Fields.DeepClone();
        answer["status"] = invoice.Status;
        answer["refunds"] = new JsonArray([.. invoice.Refunds.Select(static refund => new JsonObject
        {
            ["id"] = refund.PaymentId,
            ["amount"] = refund.Amount,
            ["status"] = "success",
            ["created_at"] = Utc(refund.At),
        })]);
        return answer;
    }

    private static string OlderStatusOf(Payment payment) => Payments.StatusOf(payment) switch
    {
        "success" => "ok",
        "revoked" or "error" => "failed",
        var other => other,
    };

    private Answer Create(Exchange exchange)
    {
        if (AmountIn(exchange) is not { } amount || amount <= 0) return NoAmount(exchange);
        Invoice invoice = state.Invoices.Create(JsonObject.Create(exchange.Fields.Clone())!, amount);
        state.Ledger.Record(exchange.Operation.Id, exchange.Field("external_id") ?? "", effect: true);
        JsonObject answer = State(invoice, invoice.CreatedAt);
        answer["id"] = invoice.Id;
        answer["url"] = new Uri(baseUri, "/pay.html?invoice=" + invoice.Id).AbsoluteUri;
        return Answer.Json(answer);
    }

    private Answer Refund(Exchange exchange, Invoice invoice)
    {
        if (invoice.PaidAt is null) return WrongState(exchange, "is not paid");
        decimal left = invoice.Amount - invoice.Refunded;
        decimal amount = AmountIn(exchange) ?? left;
        if (amount <= 0 || amount > left)
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is not above 0 and at most what is left of the invoice", "amount"));
        }

        PaymentRefund refund = state.Invoices.Refund(invoice, amount);
        state.Ledger.Record(exchange.Operation.Id, invoice.Id, effect: true);
        return Answer.Json(new JsonObject { ["refund_id"] = refund.PaymentId, ["status"] = "refunded", ["created_at"] = Utc(refund.At) });
    }

    private Answer Cancel(Exchange exchange, Invoice invoice)
    {
        if (invoice.PaidAt is not null || invoice.CancelledAt is not null) return WrongState(exchange, "is not new");
        invoice = state.Invoices.Cancel(invoice);
        state.Ledger.Record(exchange.Operation.Id, invoice.Id, effect: true);
        return Answer.Json(State(invoice, invoice.CancelledAt!.Value));
    }

    private Answer Of(Exchange exchange, Func<Invoice, JsonObject> answer) =>
        Find(exchange, out Answer refusal) is { } invoice ? Answer.Json(answer(invoice)) : refusal;

    private Invoice? Find(Exchange exchange, out Answer refusal)
    {
        Invoice? invoice = state.Invoices.Find(exchange.Field("id"));
        refusal = invoice is null ? errors.Make(exchange, new Failure(FailureKind.Unknown, "Invoice not found.")) : null!;
        return invoice;
    }

    // That an order has an invoice already does not keep it from having another: of a repeat nothing is documented.
    private Answer CreateOlder(Exchange exchange)
    {
        if (AmountIn(exchange) is not { } amount || amount <= 0) return NoAmount(exchange);
        Payment payment = state.Payments.Create(new Payment
        {
            OrderId = exchange.Field("order_id"),
            Amount = amount.ToString(CultureInfo.InvariantCulture),
            Currency = exchange.Field("currency") is { Length: > 0 } currency ? currency : "KZT",
            Description = exchange.Field("description"),
        });
        state.Ledger.Record(exchange.Operation.Id, payment.OrderId ?? "", effect: true);
        string page = new Uri(baseUri, "/pay.html?customer=" + payment.Customer).AbsoluteUri;
        return Answer.Json(new JsonObject
        {
            ["status"] = "ok",
            ["invoice_status"] = "process",
            ["invoice_id"] = NumberOf(payment),
            ["invoice_methods"] = new JsonObject { ["qr"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(page)) },
            ["dt"] = Now(),
        });
    }

    private Answer OlderState(Exchange exchange)
    {
        if (state.Payments.Find(exchange.Field("invoice_id"), exchange.Field("order_id")) is not { } payment) return NotThere(exchange);
        var answer = new JsonObject
        {
            ["status"] = "ok",
            ["invoice_id"] = NumberOf(payment),
            ["invoice_status"] = OlderStatusOf(payment),
            ["amount"] = Payments.AmountOf(payment),
            ["currency"] = payment.Currency,
            ["dt"] = Now(),
        };
        if (payment.PaidAt is not null) answer["card_pan"] = "4400-44XX-XXXX-4440";
        return Answer.Json(answer);
    }

    private Answer Pay(Exchange exchange)
    {
        if (OfCode(exchange, out Answer refusal) is not { } payment) return refusal;
        if (!payment.IsOpen) return WrongState(exchange, "is paid or has failed");
        state.Payments.MarkPaid(payment.PaymentId);
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: true);
        return Answer.Json(AsPayerSees(state.Payments.Find(payment.PaymentId, null)!));
    }

    private JsonObject AsPayerSees(Payment payment)
    {
        var answer = new JsonObject
        {
            ["amount"] = payment.Amount,
            ["order_id"] = payment.OrderId,
            ["invoice_status"] = OlderStatusOf(payment),
            ["invoice_id"] = payment.PaymentId,
            ["description"] = payment.Description,
            ["currency"] = payment.Currency,
            ["dt"] = Now(),
        };
        if (payment.PaidAt is not null) answer["card_pan"] = "4400-44XX-XXXX-4440";
        return answer;
    }

    private Payment? OfCode(Exchange exchange, out Answer refusal)
    {
        Payment? payment = state.Payments.OfCustomer(exchange.Field("customer"));
        refusal = payment is null ? NotThere(exchange) : null!;
        return payment;
    }

    private Answer NotThere(Exchange exchange) => errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found."));

    private Answer WrongState(Exchange exchange, string why) => errors.Make(exchange, new Failure(FailureKind.Conflict, why, "invoice"));

    private Answer NoAmount(Exchange exchange) => errors.Make(exchange, new Failure(FailureKind.Validation, "is not above 0", "amount"));

    private static long NumberOf(Payment payment) => long.Parse(payment.PaymentId, CultureInfo.InvariantCulture);

    private string Now() => clock().ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
