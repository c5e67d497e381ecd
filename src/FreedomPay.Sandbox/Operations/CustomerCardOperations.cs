using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Saved cards of the Merchant API, those for payments and those for payouts. Both have one list and one removal on the wire, and by what they are
/// told apart is not documented: here by nothing, so that each list has both. What the removal of a card is answered with that is not saved, or no
/// longer, is not documented either; here it is not found.
/// </summary>
internal sealed class CustomerCardOperations(SandboxState state, ErrorAnswers errors, Uri baseUri)
{
    // That of the documented test card 4400444400004440, for cards whose number is not known.
    public const string MaskedPan = "4400-44XX-XXXX-4440";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["tokenizeCard"] = exchange => Open(exchange, isForPayouts: false);
        handlers["tokenizeCardWithHold"] = exchange => Open(exchange, isForPayouts: false);
        handlers["tokenizePayoutCard"] = exchange => Open(exchange, isForPayouts: true);
        handlers["listCardTokens"] = handlers["listPayoutCardTokens"] = List;
        handlers["deleteCardToken"] = handlers["deletePayoutCardToken"] = Remove;
    }

    private static string UserOf(Exchange exchange) => exchange.Field("pg_user_id") ?? "";

    public static string MaskOf(CustomerCard? card) => card?.Card?.Mask ?? MaskedPan;

    private static string Local(DateTimeOffset? moment) =>
        moment?.ToOffset(ErrorAnswers.LocalOffset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? "";

    private Answer Open(Exchange exchange, bool isForPayouts)
    {
        CustomerCard card = state.CustomerCards.Open(UserOf(exchange), isForPayouts);
        string merchant = exchange.Field("pg_merchant_id") ?? "";
        state.Ledger.Record(exchange.Operation.Id, card.UserId, effect: true);
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_payment_id", card.PaymentId)
                .Add("pg_merchant_id", merchant)
                .Add("pg_order_id", XmlMessage.Printable(exchange.Field("pg_order_id") ?? ""))
                .Add("pg_redirect_url", new Uri(baseUri, $"/v1/merchant/{merchant}/cardstorage/view?pg_payment_id={card.Page}").AbsoluteUri)
                .Add("pg_status", "ok")
                .Add("pg_type", "init"),
            exchange);
    }

    private Answer List(Exchange exchange)
    {
        bool isExtended = exchange.Field("pg_extend_data") == "1";
        WireNode answer = WireNode.Group();
        foreach (CustomerCard card in state.CustomerCards.Of(UserOf(exchange)))
        {
            WireNode entry = WireNode.Group()
                .Add("pg_status", "success")
                .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
                .Add("pg_card_token", card.Token!)
                .Add("pg_card_hash", MaskOf(card))
                .Add("created_at", Local(card.SavedAt));
            if (isExtended) entry.Add("brand_alias", "visa").Add("bank_alias", "sandbox").Add("expiry_year", "30").Add("expiry_month", "12");
            answer.Add("card", entry);
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
        return PgReply.Signed(
            WireNode.Group()
                .Add("pg_status", "deleted")
                .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
                .Add("pg_card_hash", MaskOf(removed))
                .Add("deleted_at", Local(removed.RemovedAt)),
            exchange);
    }
}
