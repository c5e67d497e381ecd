using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payment by a token of Google Pay, on the host of the payment pages, which is this one too. No page describes the answers: their words are simulated.
/// A token that holds <c>3ds</c> is one whose bank wants to see the payer first: POST /_sandbox/pay is what he would do there.
/// </summary>
internal sealed class GooglePayOperations(SandboxState state, ErrorAnswers errors, Uri baseUri)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers) => handlers["confirmGooglePayPayment"] = Pay;

    private Answer Pay(Exchange exchange)
    {
        if (state.Payments.OfCustomer(Uri.UnescapeDataString(exchange.Request.Path.Split('/')[2])) is not { } payment)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found."));
        }
        if (!payment.IsOpen) return errors.Make(exchange, new Failure(FailureKind.Conflict, "is paid or has failed", "payment"));

        var data = new JsonObject
        {
            ["status"] = "ok",
            ["payment_info"] = new JsonObject { ["payment_id"] = long.Parse(payment.PaymentId, CultureInfo.InvariantCulture) },
            ["back_url"] = new JsonObject { ["params"] = new JsonObject { ["pg_payment_id"] = payment.PaymentId, ["pg_order_id"] = payment.OrderId } },
        };
        bool isChallenged = exchange.Field("token")!.Contains("3ds");
        if (isChallenged) data["frame_url"] = new Uri(baseUri, "/pay.html?customer=" + payment.Customer).AbsoluteUri;
        else state.Payments.MarkPaid(payment.PaymentId);
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: !isChallenged);
        return Answer.Json(new JsonObject { ["data"] = data });
    }
}
