using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payouts of the Merchant and the Gateway API, which have one balance, to a card, to a saved one, to an account, on a page and as cash, and their
/// state in four versions. The test cards for payouts have their documented results (<see cref="TestCards"/>): an error at once, of which the state
/// speaks too, or process, until the state was asked for twice, and then the end. What the state of an order without a payout has beside pg_payment_id
/// 0 is not documented; here it is process. What is paid out without being covered is answered with 9403.
/// </summary>
internal sealed class PayoutOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    private const string Currency = "KZT";

    private WireNode Balance => WireNode.Group().Add("pg_status", "ok").Add("pg_balance", Text(state.Payouts.Balance));

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createTokenPayout"] = handlers["gatewayPayoutToToken"] = exchange => Create(exchange, OfToken(exchange), payout => Paid(exchange, payout)
            .Add("pg_balance", Text(state.Payouts.Balance))
            .Add("pg_card_hash", payout.Card?.Mask ?? CustomerCardOperations.MaskedPan)
            .Add("pg_card_token", XmlMessage.Printable(exchange.Field("pg_card_token_to") ?? "")));
        handlers["gatewayPayOutToCard"] = PayOutToCard;
        handlers["createIbanPayout"] = handlers["gatewayPayOutToIban"] = exchange =>
            Create(exchange, new Payout(), payout => Paid(exchange, payout).Add("pg_datetime", Now()));
        handlers["gatewayGetPayoutStatus"] = exchange => Tell(exchange) is { } payout
            ? PgReply.Signed(
                WireNode.Group()
                    .Add("pg_payment_id", payout.PaymentId)
                    .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
                    .Add("pg_payment_status", payout.Status)
                    .Add("pg_status", "ok")
                    .Add("pg_order_id", XmlMessage.Printable(payout.OrderId))
                    .Add("pg_amount", payout.Amount)
                    .Add("pg_net_amount", payout.Amount)
                    .Add("pg_datetime", Now()),
                exchange)
            : errors.Make(exchange, new Failure(FailureKind.Unknown, "Payout not found."));
        handlers["createPayoutPage"] = exchange => Create(exchange, new Payout { Page = Guid.NewGuid().ToString("N") }, payout => WireNode.Group()
            .Add("pg_status", "ok")
            .Add("pg_redirect_url", new Uri(baseUri, "/pay.html?customer=" + payout.Page).AbsoluteUri)
            .Add("pg_payment_id", payout.PaymentId)
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? ""));
        handlers["atmCashByCode"] = exchange => Create(exchange, new Payout(), payout => WireNode.Group()
            .Add("pg_payment_id", payout.PaymentId)
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
            .Add("pg_order_id", XmlMessage.Printable(payout.OrderId))
            .Add("pg_status", "ok"));
        handlers["getPayoutBalance"] = exchange => PgReply.Signed(Balance, exchange);
        handlers["gatewayGetPayoutBalance"] = exchange => exchange.Field("pg_currency") is Currency
            ? PgReply.Signed(Balance.Add("pg_currency", Currency), exchange)
            : Wrong(exchange, "is not that of the shop, " + Currency, "pg_currency");
        handlers["getPayoutStatus"] = Status;
        handlers["getPayoutStatusByOrderId"] = StatusByOrder;
        handlers["getPayoutStatusByPaymentId"] = exchange => Tell(exchange) is { } payout
            ? PgReply.Signed(
                WireNode.Group()
                    .Add("pg_status", payout.Status switch { "success" => "ok", "error" => "failed", _ => "new" })
                    .Add("pg_payment_id", payout.PaymentId),
                exchange)
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

    // Of the number of a saved card the sandbox knows what was typed on the page; of any other token nothing, and that is a good card.
    private Payout OfToken(Exchange exchange) => new() { Card = state.CustomerCards.CardOf(exchange.Field("pg_card_token_to") ?? "") };

    private Answer PayOutToCard(Exchange exchange)
    {
        string number = exchange.Field("pg_payment_to") ?? "";
        if (!TestCards.IsNumber(number)) return Wrong(exchange, "is not the number of a card", "pg_payment_to");
        if (!Payments.IsAmount(exchange.Field("pg_amount"))) return Wrong(exchange, "is not above 0 with at most two decimals", "pg_amount");
        if (exchange.Field("pg_currency") is { Length: > 0 } and not Currency) return Wrong(exchange, "is not that of the shop, " + Currency, "pg_currency");
        return Create(exchange, new Payout { Card = TestCards.Of(number) }, payout => WireNode.Group()
            .Add("pg_payment_id", payout.PaymentId)
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
            .Add("pg_order_id", XmlMessage.Printable(payout.OrderId))
            .Add("pg_status", "ok")
            .Add("pg_balance", Text(state.Payouts.Balance))
            .Add("pg_payment_amount", payout.Amount)
            .Add("pg_payment_date", Now())
            .Add("pg_reference", "SANDBOX" + payout.PaymentId)
            .Add("pg_datetime", Now()));
    }

    private Answer Wrong(Exchange exchange, string why, string field) => errors.Make(exchange, new Failure(FailureKind.Validation, why, field));

    private Answer Create(Exchange exchange, Payout asked, Func<Payout, WireNode> answer)
    {
        Payout payout = asked with { OrderId = exchange.Field("pg_order_id") ?? "", Amount = exchange.Field("pg_amount") ?? "" };
        if (payout.Value > state.Payouts.Balance) return Wrong(exchange, "is more than the balance (simulated)", "pg_amount");
        payout = state.Payouts.Create(payout);
        state.Ledger.Record(exchange.Operation.Id, payout.OrderId, effect: payout.FailureCode is null);
        if (payout.FailureCode is { } code)
        {
            return errors.Make(exchange, new Failure(FailureKind.Declined, TestCards.Describe(code), Code: code));
        }

        return PgReply.Signed(answer(payout), exchange);
    }

    private Payout? Tell(Exchange exchange) => state.Payouts.Tell(exchange.Field("pg_payment_id"), exchange.Field("pg_order_id"));

    private Answer Status(Exchange exchange)
    {
        Payout? payout = Tell(exchange);
        WireNode answer = WireNode.Group()
            .Add("pg_payment_id", payout?.PaymentId ?? "0")
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
            .Add("pg_status", "ok")
            .Add("pg_payment_status", payout?.Status ?? "process")
            .Add("pg_order_id", XmlMessage.Printable(payout?.OrderId ?? exchange.Field("pg_order_id") ?? ""));
        if (payout is not null) answer.Add("pg_currency", "KZT").Add("pg_amount", payout.Amount);
        return PgReply.Signed(answer, exchange);
    }

    private Answer StatusByOrder(Exchange exchange)
    {
        if (Tell(exchange) is not { } payout) return errors.Make(exchange, new Failure(FailureKind.Unknown, "Payout not found."));
        string status = payout.Status switch
        {
            "success" => "ok",
            "error" => "failed",
            // One that waits for its page is new, any other is with the payment system.
            _ => payout.Card is null ? "partial" : "pending",
        };
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "ok")
                .Add("pg_payment_id", payout.PaymentId)
                .Add("pg_transaction_status", status)
                .Add("pg_can_reject", "0")
                .Add("pg_testing_mode", "1")
                .Add("pg_captured", payout.PaidAt is null ? "0" : "1")
                .Add("pg_create_date", Local(payout.CreatedAt)),
            exchange);
    }
}
