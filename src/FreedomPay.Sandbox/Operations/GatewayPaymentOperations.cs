using System.Globalization;
using FreedomPay.Sandbox.Contract;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Payments of the Gateway API with a card, a token, a wallet or a recurring profile, and their end after 3-D Secure. Documented test cards have
/// their documented results (<see cref="TestCards"/>). Any other number is a good card, and so is a wallet, and an encrypted card, for which the sandbox
/// has no key. That an order was paid before does not keep it from being paid again: a repeat may be refused, says a third party's list, and this is
/// the worst that could be. A token is found as the Merchant API finds it, or is the one of the documentation. Who brings another PaRes than the bank
/// gave for this payment, or one a second time, is answered with 8889, a third party's code, and nothing changes.
/// </summary>
internal sealed class GatewayPaymentOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    private const string NotPassed = "8889";

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["gatewayPayByCard"] = PayByCard;
        handlers["gatewayPayByToken"] = PayByToken;
        handlers["gatewayPayWithApplePay"] = exchange => Pay(exchange, Asked(exchange), payment => OfWallet(payment).Add("pg_datetime", Now()));
        handlers["gatewayPayWithGooglePay"] = exchange => Pay(exchange, Asked(exchange), payment => OfWallet(payment).Add("pg_reference", payment.PaymentId));
        handlers["gatewayPayByRecurringProfile"] = PayByProfile;
        handlers["gatewayCompleteCardPayment3ds"] = Complete;
    }

    private static Payment Asked(Exchange exchange) => new()
    {
        OrderId = exchange.Field("pg_order_id"),
        Amount = exchange.Field("pg_amount"),
        Currency = exchange.Field("pg_currency") is { Length: > 0 } currency ? currency : "KZT",
        Holds = exchange.Field("pg_auto_clearing") == "0",
    };

    private static WireNode OfWallet(Payment payment) => WireNode.Group()
        .Add("pg_payment_id", payment.PaymentId)
        .Add("pg_status", "ok")
        .Add("pg_3ds", "0")
        .Add("pg_auth_code", Payments.AuthCodeOf(payment));

    private Answer PayByCard(Exchange exchange)
    {
        string? number = exchange.Field("pg_card_pan");
        if (number is not null && WrongCard(exchange, number) is { } wrong) return errors.Make(exchange, wrong);
        TestCard? card = number is null ? null : TestCards.Of(number);
        bool isAskedFor = exchange.Field("pg_3ds_challenge") == "1";
        bool isChallenged = card is null ? isAskedFor : card.PaymentError is null && (card.WantsThreeDs || (isAskedFor && card.MayHaveThreeDs));
        Payment asked = Asked(exchange) with
        {
            Card = card,
            Challenge = isChallenged ? new AcsChallenge() : null,
            StartsProfile = exchange.Field("pg_recurring_start") == "1",
        };
        return Pay(exchange, asked, payment =>
        {
            WireNode answer = WireNode.Group().Add("pg_payment_id", payment.PaymentId).Add("pg_status", "ok");
            if (payment.Challenge is { } challenge)
            {
                answer.Add("pg_3ds", "1")
                    .Add("pg_3d_acsurl", new Uri(baseUri, AcsPage.Prefix + challenge.Page).AbsoluteUri)
                    .Add("pg_3d_md", challenge.Md)
                    .Add("pg_3d_pareq", challenge.PaReq);
            }
            else
            {
                answer.Add("pg_3ds", "0").Add("pg_auth_code", Payments.AuthCodeOf(payment)).Add("pg_reference", payment.PaymentId);
            }

            // Good for charges when the payment is paid, and not before.
            if (payment.StartsProfile) answer.Add("pg_recurring_profile", Payments.ProfileOf(payment));
            return answer.Add("pg_datetime", Now());
        });
    }

    // The forms are those of the older documentation; the newer has none.
    private static Failure? WrongCard(Exchange exchange, string number)
    {
        string month = exchange.Field("pg_card_month") ?? "";
        return !TestCards.IsNumber(number) ? new Failure(FailureKind.Validation, "is not the number of a card", "pg_card_pan")
            : !IsDigits(exchange.Field("pg_card_cvc"), 3) && !IsDigits(exchange.Field("pg_card_cvc"), 4)
                ? new Failure(FailureKind.Validation, "is not three or four digits", "pg_card_cvc")
            : !IsDigits(exchange.Field("pg_card_year"), 2) ? new Failure(FailureKind.Validation, "is not two digits", "pg_card_year")
            : !IsDigits(month, 2) || month == "00" || string.CompareOrdinal(month, "12") > 0
                ? new Failure(FailureKind.Validation, "is not 01 to 12", "pg_card_month")
            : null;
    }

    private static bool IsDigits(string? text, int length) =>
        text is not null && text.Length == length && text.All(static character => character is >= '0' and <= '9');

    private Answer PayByToken(Exchange exchange)
    {
        if (exchange.Field("pg_card_token") is not { Length: > 0 } token)
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is needed: without it nothing says what is charged", "pg_card_token"));
        }

        CustomerCard? saved = state.CustomerCards.ForPayment(exchange.Field("pg_user_id") ?? "", token);
        bool isDocumented = exchange.Operation.Document.At("#/components/schemas/CardToken").Items("examples").Any(example => example.AsText() == token);
        if (saved is null && !isDocumented) return errors.Make(exchange, new Failure(FailureKind.Unknown, "Card not found."));
        return Pay(exchange, Asked(exchange) with { CardToken = token, Card = saved?.Card }, payment => WireNode.Group()
            .Add("pg_status", "ok")
            .Add("pg_payment_id", payment.PaymentId)
            .Add("pg_merchant_id", exchange.Field("pg_merchant_id") ?? "")
            .Add("pg_order_id", XmlMessage.Printable(payment.OrderId ?? ""))
            .Add("pg_datetime", Now()));
    }

    private Answer PayByProfile(Exchange exchange)
    {
        if (state.Payments.OfProfile(exchange.Field("pg_recurring_profile")) is not { } first)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Recurring profile not found."));
        }

        Payment asked = Asked(exchange) with { Currency = first.Currency, Profile = first.Profile, Card = first.Card };
        return Pay(exchange, asked, payment => WireNode.Group()
            .Add("pg_payment_id", payment.PaymentId)
            .Add("pg_status", "ok")
            .Add("pg_recurring_profile", payment.Profile!)
            .Add("pg_datetime", Now()));
    }

    private Answer Pay(Exchange exchange, Payment asked, Func<Payment, WireNode> tell)
    {
        if (!Payments.IsAmount(asked.Amount))
        {
            return errors.Make(exchange, new Failure(FailureKind.Validation, "is not above 0 with at most two decimals", "pg_amount"));
        }

        string paymentId = state.Payments.Create(asked).PaymentId;
        if (asked.Challenge is null) state.Payments.MarkPaid(paymentId);
        Payment payment = state.Payments[paymentId];
        state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: payment.FailureCode is null);
        return payment.FailureCode is null ? PgReply.Signed(tell(payment), exchange) : errors.Declined(exchange, payment);
    }

    private Answer Complete(Exchange exchange)
    {
        if (state.Payments.Find(exchange.Field("pg_payment_id"), null) is not { } payment)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Payment not found."));
        }
        if (payment.Challenge is not { } challenge)
        {
            return errors.Make(exchange, new Failure(FailureKind.Conflict, "was not sent to 3-D Secure", "payment"));
        }

        string? answer = payment.IsOpen && exchange.Field("pg_md") == challenge.Md ? exchange.Field("pg_pares") : null;
        bool isPassed = answer == challenge.Passed;
        state.Ledger.Record(exchange.Operation.Id, payment.PaymentId, effect: isPassed);
        if (isPassed)
        {
            state.Payments.MarkPaid(payment.PaymentId);
            return PgReply.Signed(
                WireNode.Group()
                    .Add("pg_payment_id", payment.PaymentId)
                    .Add("pg_status", "ok")
                    .Add("pg_auth_code", Payments.AuthCodeOf(payment))
                    .Add("pg_reference", payment.PaymentId)
                    .Add("pg_datetime", Now()),
                exchange);
        }

        if (answer == challenge.Refused)
        {
            state.Payments.Fail(payment, NotPassed, "the payer has not passed 3-D Secure");
            return errors.Declined(exchange, state.Payments[payment.PaymentId]);
        }

        return errors.Make(
            exchange, new Failure(FailureKind.Declined, "3-D Secure: MD or PaRes is not what the bank gave for this payment, or was used", Code: NotPassed));
    }

    private string Now() => clock().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
