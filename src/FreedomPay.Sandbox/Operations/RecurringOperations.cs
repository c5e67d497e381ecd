using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Sandbox.Http;
using FreedomPay.Sandbox.State;

namespace FreedomPay.Sandbox.Operations;

/// <summary>
/// Recurring profiles of the Merchant API, charges by them, and tips. What a repeated X-Request-Id is answered with is not documented; here by
/// acting again, which is the worst that could be. Nor is how errors look: here they are those of the family. What a profile is called before the
/// payer has signed is not documented; here it is new. A tip needs a card that was saved for its receiver.
/// </summary>
internal sealed class RecurringOperations(SandboxState state, ErrorAnswers errors, Uri baseUri)
{
    public void Register(Dictionary<string, Func<Exchange, Answer>> handlers)
    {
        handlers["createRecurringProfile"] = Create;
        handlers["getRecurringProfileInfo"] = Info;
        handlers["cancelRecurringProfile"] = Cancel;
        handlers["chargeByRecurringProfile"] = Charge;
        handlers["createTip"] = Tip;
    }

    private static string Utc(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private Answer Create(Exchange exchange)
    {
        RecurringProfile profile = state.RecurringProfiles.Create(new RecurringProfile
        {
            ExternalId = exchange.Field("external_id"),
            InvoiceType = exchange.Field("invoice_type"),
            AgreementType = exchange.Field("agreement_type"),
            ExpiresAt = exchange.Field("expires_at"),
        });
        state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: true);
        return Answer.Json(new JsonObject
        {
            ["profile_id"] = profile.ProfileId,
            ["url"] = new Uri(baseUri, "/pay.html?customer=" + profile.ProfileId).AbsoluteUri,
            ["created_at"] = Utc(profile.CreatedAt),
        });
    }

    private Answer Info(Exchange exchange)
    {
        if (Find(exchange) is not { } profile) return NotFound(exchange);
        return Answer.Json(new JsonObject
        {
            ["status"] = profile.Status,
            ["invoice_type"] = profile.InvoiceType,
            ["profile_id"] = profile.ProfileId,
            ["external_id"] = profile.ExternalId,
            ["agreement_type"] = profile.AgreementType,
            ["expires_at"] = profile.ExpiresAt,
            ["created_at"] = Utc(profile.CreatedAt),
        });
    }

    private Answer Cancel(Exchange exchange)
    {
        if (Find(exchange) is not { } found) return NotFound(exchange);
        bool isNew = found.CancelledAt is null;
        RecurringProfile profile = state.RecurringProfiles.Cancel(found);
        state.Ledger.Record(exchange.Operation.Id, profile.ProfileId, effect: isNew);
        return Answer.Json(new JsonObject { ["status"] = profile.Status, ["created_at"] = Utc(profile.CancelledAt!.Value) });
    }

    private Answer Charge(Exchange exchange)
    {
        if (state.RecurringProfiles.Find(exchange.Field("profile_id"), null) is not { } profile) return NotFound(exchange);
        if (!state.RecurringProfiles.MayBeCharged(profile))
        {
            state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: false);
            return errors.Make(exchange, new Failure(FailureKind.Conflict, $"is not active, but {profile.Status} or over (simulated)", "profile_id"));
        }

        ProfileCharge charge = state.RecurringProfiles.Charge(
            profile, exchange.Field("external_id"), exchange.Field("amount") ?? "0", exchange.Field("currency"));
        state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: true);
        return Answer.Json(new JsonObject { ["invoice_id"] = charge.InvoiceId, ["status"] = "success", ["created_at"] = Utc(charge.At) });
    }

    private Answer Tip(Exchange exchange)
    {
        string? token = exchange.Field("recipient.card_token");
        if (!state.CustomerCards.Of(exchange.Field("recipient.user_id") ?? "").Any(card => card.Token == token))
        {
            return errors.Make(exchange, new Failure(FailureKind.Unknown, "is not saved for this user (simulated)", "recipient.card_token"));
        }

        state.Ledger.Record(exchange.Operation.Id, exchange.Key, effect: true);
        return Answer.Json(new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["status"] = "new",
            ["redirect_url"] = new Uri(baseUri, "/tips?token=" + Guid.NewGuid().ToString("N")).AbsoluteUri,
            ["created_at"] = Utc(state.Now),
        });
    }

    private RecurringProfile? Find(Exchange exchange) =>
        state.RecurringProfiles.Find(exchange.Field("profile_id"), exchange.Field("external_id"));

    private Answer NotFound(Exchange exchange) => errors.Make(exchange, new Failure(FailureKind.Unknown, "Recurring profile not found."));
}
