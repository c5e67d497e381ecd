using System.Globalization;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;
using FreedomPay.Sandbox.Wire;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Transfers from card to card of the Gateway API, with 3-D Secure on a page of this sandbox: whoever opens it has passed. The rates are made up. What the
/// completion of a transfer is answered with whose sender has not passed is not documented; here it is 8889, from a third party's list. Nor is that of one
/// which is done, or has failed: here it is a wrong state (120, the code of a third party's emulator).
/// </summary>
internal sealed class TransferOperations(SandboxState state, ErrorAnswers errors, Uri baseUri, Func<DateTimeOffset> clock)
{
    // The token that stands for no card: only the other half of the transfer runs.
    private const string NoCard = "2d0b504c-b95d-4cf6-b782-5a7d13ab2c85";

    // What a unit of each is in tenge.
    private static readonly Dictionary<string, decimal> Tenge = new(StringComparer.Ordinal) { ["KZT"] = 1, ["RUB"] = 5, ["USD"] = 500, ["EUR"] = 550 };

    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["gatewayTransferCardToCard"] = Create;
        handlers["gatewayCompleteTransfer3ds"] = Complete;
        handlers["gatewayGetTransferStatus"] = Status;
        handlers["gatewayGetTransferRates"] = Rates;
    }

    private static string? Given(Exchange exchange, string field) => exchange.Field(field) is { Length: > 0 } value ? value : null;

    private static decimal RateOf(string debit, string credit) => Math.Round(Tenge[debit] / Tenge[credit], 6);

    private Answer Create(Exchange exchange)
    {
        string? number = Given(exchange, "pg_card_pan"), token = Given(exchange, "pg_card_token");
        string? recipient = Given(exchange, "pg_card_recipient"), recipientToken = Given(exchange, "pg_card_recipient_token");
        string debit = exchange.Field("pg_currency_from") ?? "", credit = exchange.Field("pg_currency_to") ?? "";
        Failure? failure = (number is null) == (token is null)
                ? new Failure(FailureKind.Validation, "or pg_card_token is expected, one of the two", "pg_card_pan")
            : (recipient is null) == (recipientToken is null)
                ? new Failure(FailureKind.Validation, "or pg_card_recipient_token is expected, one of the two", "pg_card_recipient")
            : !Tenge.ContainsKey(debit) ? new Failure(FailureKind.Validation, "is not converted (simulated)", "pg_currency_from")
            : !Tenge.ContainsKey(credit) ? new Failure(FailureKind.Validation, "is not converted (simulated)", "pg_currency_to")
            : null;
        if (failure is not null) return errors.Make(exchange, failure);

        string amount = exchange.Field("pg_amount") ?? "";
        TestCard? sender = number is not null ? TestCards.Of(number) : state.CustomerCards.CardOf(token!);
        Transfer transfer = state.Transfers.Create(new Transfer
        {
            OrderId = exchange.Field("pg_order_id") ?? "",
            Amount = amount,
            AmountTo = Given(exchange, "pg_amount_to") ?? (debit == credit ? amount : Converted(amount, RateOf(debit, credit))),
            CurrencyFrom = debit,
            CurrencyTo = credit,
            CardMask = MaskOf(number, token),
            RecipientMask = MaskOf(recipient, recipientToken),
            CardToken = token == NoCard ? null : token,
            RecipientToken = recipientToken == NoCard ? null : recipientToken,
            WantsThreeDs = sender is { WantsThreeDs: true, PaymentError: null },
            FailureCode = sender?.PaymentError,
        });
        state.Ledger.Record(exchange.Operation.Id, transfer.OrderId, effect: transfer.FailureCode is null);
        return PgReply.Signed(Shown(transfer), exchange);
    }

    private Answer Complete(Exchange exchange)
    {
        if (state.Transfers.Find(exchange.Field("pg_payment_id"), null) is not { } transfer)
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "Transfer not found."));
        }
        if (transfer.Status != "process")
        {
            state.Ledger.Record(exchange.Operation.Id, transfer.PaymentId, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Conflict, "does not wait for its sender", "transfer"));
        }
        if (!transfer.HasPassed) return errors.Make(exchange, TransferAcsPage.NotPassed);

        transfer = state.Transfers.Complete(transfer);
        state.Ledger.Record(exchange.Operation.Id, transfer.PaymentId, effect: true);
        return PgReply.Signed(Shown(transfer), exchange);
    }

    private Answer Status(Exchange exchange) => state.Transfers.Find(exchange.Field("pg_payment_id"), exchange.Field("pg_order_id")) is { } transfer
        ? PgReply.Signed(Core(transfer).Add("pg_status", "ok").Add("pg_datetime", Now()), exchange)
        : errors.Make(exchange, new Failure(FailureKind.Unknown, "Transfer not found."));

    private Answer Rates(Exchange exchange)
    {
        string? debit = Given(exchange, "pg_currency_from"), credit = Given(exchange, "pg_currency_to");
        foreach ((string field, string? currency) in new[] { ("pg_currency_from", debit), ("pg_currency_to", credit) })
        {
            if (currency is not null && !Tenge.ContainsKey(currency))
            {
                return errors.Make(exchange, new Failure(FailureKind.Validation, "is not converted (simulated)", field));
            }
        }

        WireNode answer = WireNode.Group().Add("pg_status", "ok");
        foreach (string one in Tenge.Keys)
        {
            if (debit is not null && debit != one) continue;
            foreach (string other in Tenge.Keys)
            {
                // That of a currency to itself is told to whoever asks for it.
                if (credit is null ? one == other : credit != other) continue;
                answer.Add("rate", WireNode.Group()
                    .Add("pg_currency_from", one)
                    .Add("pg_currency_to", other)
                    .Add("pg_rate", RateOf(one, other).ToString(CultureInfo.InvariantCulture)));
            }
        }

        return PgReply.Signed(answer.Add("pg_datetime", Now()), exchange);
    }

    private static string Converted(string amount, decimal rate) =>
        decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value)
            ? (value * rate).ToString("0.00", CultureInfo.InvariantCulture)
            : "";

    // What a saved card shows, and one that nobody has saved here.
    private string MaskOf(string? number, string? token) => number is not null ? TestCards.Of(number).Mask
        : token == NoCard ? ""
        : CustomerCardOperations.MaskOf(state.CustomerCards.ByToken(token!));

    private WireNode Shown(Transfer transfer)
    {
        bool isWaiting = transfer.Status == "process";
        WireNode answer = Core(transfer)
            .Add("pg_status", transfer.FailureCode is not null ? "error" : isWaiting ? "pending" : "ok")
            .Add("pg_3ds", isWaiting ? "1" : "0");
        if (isWaiting) answer.Add("pg_3d_acsurl", new Uri(baseUri, TransferAcsPage.Prefix + transfer.PaymentId).AbsoluteUri);
        if (transfer.FailureCode is { } code) answer.Add("pg_error_code", code).Add("pg_error_description", TestCards.Describe(code));
        return answer.Add("pg_datetime", Now());
    }

    private static WireNode Core(Transfer transfer)
    {
        WireNode answer = WireNode.Group()
            .Add("pg_payment_id", transfer.PaymentId)
            .Add("pg_order_id", XmlMessage.Printable(transfer.OrderId))
            .Add("pg_payment_amount", transfer.Amount)
            .Add("pg_payment_status", transfer.Status)
            .Add("pg_currency_from", transfer.CurrencyFrom)
            .Add("pg_card_mask", transfer.CardMask)
            .Add("pg_payment_date", transfer.DoneAt is { } done ? PaymentOperations.Local(done) : "");
        if (transfer.CardToken is { } token) answer.Add("pg_card_token", XmlMessage.Printable(token));
        // What has not arrived has no receiver yet in the documented examples.
        if (transfer.DoneAt is null) return answer;
        answer.Add("pg_payout_amount", transfer.AmountTo)
            .Add("pg_currency_to", transfer.CurrencyTo)
            .Add("pg_card_recipient_mask", transfer.RecipientMask);
        if (transfer.RecipientToken is { } recipient) answer.Add("pg_card_recipient_token", XmlMessage.Printable(recipient));
        return answer;
    }

    private string Now() => clock().ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}
