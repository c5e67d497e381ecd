using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Saved cards of the Gateway API; one storage has them and those of the Merchant API. The payment that checks a card has a state like any other: the
/// token in it says that the card is saved. What the removal of a card is answered with that is not saved is not documented; here it is not found.
/// </summary>
internal sealed class GatewayCardOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["gatewayAddCard"] = Add;
        handlers["gatewayCompleteCardThreeDs"] = Complete;
        handlers["gatewayListCards"] = List;
        handlers["gatewayRemoveCard"] = Remove;
        // One call tells the states of payments and of cards.
        foreach (string id in new[] { "gatewayGetPaymentStatus", "gatewayGetCardPaymentStatus", "gatewayGetTokenPaymentStatus" })
        {
            Func<Exchange, Answer> ofPayment = handlers[id];
            handlers[id] = exchange => state.Payments.Find(exchange.Field("pg_payment_id"), exchange.Field("pg_order_id")) is null
                && state.CustomerCards.Find(exchange.Field("pg_payment_id"), exchange.Field("pg_order_id")) is { } card
                    ? Status(exchange, card)
                    : ofPayment(exchange);
        }
    }

    private static string UserOf(Exchange exchange) => exchange.Field("pg_user_id") ?? "";

    private Answer Add(Exchange exchange)
    {
        string? number = exchange.Field("pg_card_pan") is { Length: > 0 } sent ? sent : null;
        string? token = exchange.Field("pg_card_token") is { Length: > 0 } known ? known : null;
        if ((number is null) == (token is null))
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "or pg_card_token is expected, one of the two", "pg_card_pan"));
        }
        CustomerCard? completed = token is null ? null : state.CustomerCards.Of(UserOf(exchange)).FirstOrDefault(card => card.Token == token);
        if (token is not null && completed is null) return errors.Make(exchange, new Failure(FailureKind.Unknown, "Card not found."));

        TestCard? typed = number is null ? null : TestCards.Of(number);
        bool isSaved = typed is { WantsThreeDs: false, PaymentError: null };
        string order = exchange.Field("pg_order_id") ?? "";
        CustomerCard card = completed is not null
            ? state.CustomerCards.Replace(completed, completed with { OrderId = order })
            : state.CustomerCards.Add(new CustomerCard
            {
                UserId = UserOf(exchange),
                OrderId = order,
                Card = typed,
                Token = isSaved ? Guid.NewGuid().ToString() : null,
                SavedAt = isSaved ? clock() : null,
            });
        state.Ledger.Record(exchange.Operation.Id, order, effect: card.FailureCode is null);
        return card.FailureCode is { } code
            ? errors.Make(exchange, new Failure(FailureKind.Declined, TestCards.Describe(code), Code: code))
            : PgReply.Signed(Shown(card).Add("pg_secure_details", card.IsWaiting ? "C" : "F"), exchange);
    }

    private Answer Complete(Exchange exchange)
    {
        if (state.CustomerCards.Find(exchange.Field("pg_payment_id"), null) is not { } card)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found."));
        }
        if (!card.IsWaiting)
        {
            state.Ledger.Record(exchange.Operation.Id, card.PaymentId, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Conflict, "does not wait for its holder", "card"));
        }
        if (!card.HasPassed) return errors.Make(exchange, TransferAcsPage.NotPassed);

        card = state.CustomerCards.Replace(card, card with { Token = Guid.NewGuid().ToString(), SavedAt = clock() });
        state.Ledger.Record(exchange.Operation.Id, card.PaymentId, effect: true);
        return PgReply.Signed(Shown(card), exchange);
    }

    private Answer List(Exchange exchange)
    {
        WireNode answer = WireNode.Group();
        foreach (CustomerCard card in state.CustomerCards.Of(UserOf(exchange)))
        {
            answer.Add("card", WireNode.Group()
                .Add("pg_status", "approved")
                .Add("pg_card_token", card.Token!)
                .Add("pg_is_filled", "1")
                .Add("pg_card_hash", CustomerCardOperations.MaskOf(card))
                .Add("created_at", Utc(card.SavedAt!.Value)));
        }

        return PgReply.Signed(answer, exchange);
    }

    private Answer Remove(Exchange exchange)
    {
        string? token = exchange.Field("pg_card_token");
        if (state.CustomerCards.Of(UserOf(exchange)).FirstOrDefault(card => card.Token == token) is not { } card)
        {
            state.Ledger.Record(exchange.Operation.Id, UserOf(exchange), effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Card not found."));
        }

        CustomerCard removed = state.CustomerCards.Remove(card);
        state.Ledger.Record(exchange.Operation.Id, removed.UserId, effect: true);
        return PgReply.Signed(WireNode.Group().Add("pg_status", "success").Add("deleted_at", Utc(removed.RemovedAt!.Value)), exchange);
    }

    private Answer Status(Exchange exchange, CustomerCard card)
    {
        WireNode answer = WireNode.Group()
            .Add("pg_status", "ok")
            .Add("pg_payment_id", card.PaymentId)
            .Add("pg_order_id", XmlMessage.Printable(card.OrderId ?? ""))
            .Add("pg_currency", "KZT")
            .Add("pg_amount", "0")
            .Add("pg_payment_status", card.FailureCode is not null ? "error" : card.Token is null ? "process" : "success")
            .Add("pg_user_email", "")
            .Add("pg_payment_date", card.SavedAt is { } saved ? PaymentOperations.Local(saved) : "")
            .Add("pg_card_pan", CustomerCardOperations.MaskOf(card))
            .Add("pg_datetime", Utc(clock()));
        if (card.Token is { } token) answer.Add("pg_card_token", token);
        if (card.FailureCode is { } code) answer.Add("pg_failure_code", code).Add("pg_failure_description", TestCards.Describe(code));
        return PgReply.Signed(answer, exchange);
    }

    private WireNode Shown(CustomerCard card)
    {
        WireNode answer = WireNode.Group()
            .Add("pg_payment_id", card.PaymentId)
            .Add("pg_order_id", XmlMessage.Printable(card.OrderId ?? ""))
            .Add("pg_status", card.IsWaiting ? "pending" : "ok")
            .Add("pg_card_mask", CustomerCardOperations.MaskOf(card))
            .Add("pg_3ds", card.IsWaiting ? "1" : "0")
            .Add("pg_datetime", Utc(clock()));
        if (card.IsWaiting) answer.Add("pg_3d_acsurl", new Uri(baseUri, TransferAcsPage.Prefix + card.PaymentId).AbsoluteUri);
        else answer.Add("pg_card_token", card.Token!);
        return answer;
    }

    private static string Utc(DateTimeOffset moment) => moment.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
