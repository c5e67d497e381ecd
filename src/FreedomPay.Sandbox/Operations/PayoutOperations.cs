using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payouts of the Merchant API, whose balance is that of the Gateway API too, to a saved card, to an account, on a page and as cash, and their state
/// in three versions. What the state of an order without a payout has beside pg_payment_id 0 is not documented; here it is process. What is paid out
/// without being covered is answered with 9403.
/// </summary>
internal sealed class PayoutOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    private const string Currency = "KZT";

    private WireNode Balance => WireNode.Group().Add("pg_status", "ok").Add("pg_balance", Text(state.Payouts.Balance));

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createTokenPayout"] = handlers["gatewayPayoutToToken"] = exchange => Create(exchange, isPage: false, payout => Paid(exchange, payout)
            .Add("pg_balance", Text(state.Payouts.Balance))
            .Add("pg_card_hash", "4400-44XX-XXXX-4440")
            .Add("pg_card_token", XmlMessage.Printable(exchange.Field("pg_card_token_to") ?? "")));
        handlers["createIbanPayout"] = handlers["gatewayPayOutToIban"] = exchange =>
            Create(exchange, isPage: false, payout => Paid(exchange, payout).Add("pg_datetime", Now()));
        handlers["gatewayGetPayoutStatus"] = exchange => Find(exchange) is { } payout
            ? PgReply.Signed(
                WireNode.Group()
                    .Add("pg_payment_id", payout.PaymentId)
                    .Add("pg_payment_status", payout.PaidAt is null ? "process" : "success")
                    .Add("pg_status", "ok")
                    .Add("pg_order_id", XmlMessage.Printable(payout.OrderId))
                    .Add("pg_amount", payout.Amount)
                    .Add("pg_net_amount", payout.Amount)
                    .Add("pg_datetime", Now()),
                exchange)
            : errors.Make(exchange, new Failure(FailureKind.Unknown, "Payout not found."));
        handlers["createPayoutPage"] = exchange => Create(exchange, isPage: true, payout => WireNode.Group()
            .Add("pg_status", "ok")
            .Add("pg_redirect_url", new Uri(baseUri, "/pay.html?customer=" + payout.Page).AbsoluteUri)
            .Add("pg_payment_id", payout.PaymentId)
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? ""));
        handlers["atmCashByCode"] = exchange => Create(exchange, isPage: false, payout => WireNode.Group()
            .Add("pg_payment_id", payout.PaymentId)
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
            .Add("pg_order_id", XmlMessage.Printable(payout.OrderId))
            .Add("pg_status", "ok"));
        handlers["getPayoutBalance"] = exchange => PgReply.Signed(Balance, exchange);
        handlers["gatewayGetPayoutBalance"] = exchange => exchange.Field("pg_currency") is Currency
            ? PgReply.Signed(Balance.Add("pg_currency", Currency), exchange)
            : errors.Make(exchange, new Failure(FailureKind.Validation, "is not that of the shop, " + Currency, "pg_currency"));
        handlers["getPayoutStatus"] = Status;
        handlers["getPayoutStatusByOrderId"] = StatusByOrder;
        handlers["getPayoutStatusByPaymentId"] = exchange => Find(exchange) is { } payout
            ? PgReply.Signed(
                WireNode.Group().Add("pg_status", payout.PaidAt is null ? "new" : "ok").Add("pg_payment_id", payout.PaymentId), exchange)
            : errors.Make(exchange, new Failure(FailureKind.Unknown, "Payout not found."));
    }

    private static WireNode Paid(Exchange exchange, Payout payout) => WireNode.Group()
        .Add("pg_payment_id", payout.PaymentId)
        .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
        .Add("pg_status", "ok")
        .Add("pg_order_id", XmlMessage.Printable(payout.OrderId))
        .Add("pg_payment_amount", payout.Amount)
        .Add("pg_payment_date", Local(payout.CreatedAt));

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset moment) =>
        moment.ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string Now() => clock().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private Answer Create(Exchange exchange, bool isPage, Func<Payout, WireNode> answer)
    {
        var payout = new Payout
        {
            OrderId = exchange.Field("pg_order_id") ?? "",
            Amount = exchange.Field("pg_amount") ?? "",
            Page = isPage ? Guid.NewGuid().ToString("N") : null,
        };
        if (payout.Value > state.Payouts.Balance)
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is more than the balance (simulated)", "pg_amount"));
        }

        payout = state.Payouts.Create(payout);
        state.Ledger.Record(exchange.Operation.Id, payout.OrderId, effect: true);
        return PgReply.Signed(answer(payout), exchange);
    }

    private Payout? Find(Exchange exchange) => state.Payouts.Find(exchange.Field("pg_payment_id"), exchange.Field("pg_order_id"));

    private Answer Status(Exchange exchange)
    {
        Payout? payout = Find(exchange);
        WireNode answer = WireNode.Group()
            .Add("pg_payment_id", payout?.PaymentId ?? "0")
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
            .Add("pg_status", "ok")
            .Add("pg_payment_status", payout?.PaidAt is null ? "process" : "success")
            .Add("pg_order_id", XmlMessage.Printable(payout?.OrderId ?? exchange.Field("pg_order_id") ?? ""));
        if (payout is not null) answer.Add("pg_currency", "KZT").Add("pg_amount", payout.Amount);
        return PgReply.Signed(answer, exchange);
    }

    private Answer StatusByOrder(Exchange exchange)
    {
        if (Find(exchange) is not { } payout) return errors.Make(exchange, new Failure(FailureKind.Unknown, "Payout not found."));
        bool isPaid = payout.PaidAt is not null;
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "ok")
                .Add("pg_payment_id", payout.PaymentId)
                .Add("pg_transaction_status", isPaid ? "ok" : "partial")
                .Add("pg_can_reject", "0")
                .Add("pg_testing_mode", "1")
                .Add("pg_captured", isPaid ? "1" : "0")
                .Add("pg_create_date", Local(payout.CreatedAt)),
            exchange);
    }
}
