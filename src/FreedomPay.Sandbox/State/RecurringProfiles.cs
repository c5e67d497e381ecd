using System.Globalization;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A recurring profile of the Merchant API.</summary>
internal sealed record RecurringProfile
{
    public string ProfileId { get; init; } = "";

    public string? ExternalId { get; init; }

    public string? InvoiceType { get; init; }

    public string? AgreementType { get; init; }

    /// <summary>Its last day, YYYY-MM-DD; null for none.</summary>
    public string? ExpiresAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the payer has signed it; null before.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>active and canceled are documented; what it is before the payer has signed is not.</summary>
    public string Status => CancelledAt is not null ? "canceled" : SignedAt is not null ? "active" : "new";
}

/// <summary>A charge by a recurring profile.</summary>
internal sealed record ProfileCharge(string InvoiceId, string ProfileId, string? ExternalId, string Amount, string? Currency, DateTimeOffset At);

/// <summary>The recurring profiles, by number and by external id, and what was charged by them.</summary>
internal sealed class RecurringProfiles(Func<DateTimeOffset> clock)
{
    private const long FirstNumber = 500_000_001;
    private readonly List<RecurringProfile> all = [];
    private readonly List<ProfileCharge> charges = [];
    private long forgotten;

    public RecurringProfile Create(RecurringProfile profile)
    {
        profile = profile with
        {
            ProfileId = (FirstNumber + forgotten + all.Count).ToString(CultureInfo.InvariantCulture),
            CreatedAt = clock(),
        };
        all.Add(profile);
        return profile;
    }

    /// <summary>By number, else the newest of an external id.</summary>
    public RecurringProfile? Find(string? profileId, string? externalId) => string.IsNullOrEmpty(profileId)
        ? all.FindLast(profile => externalId is not null && profile.ExternalId == externalId)
        : all.Find(profile => profile.ProfileId == profileId);

    /// <summary>The payer has followed the link and signed. A card that is declined leaves the profile as it is.</summary>
    public bool Sign(string profileId, TestCard? card = null)
    {
        int index = all.FindIndex(profile => profile.ProfileId == profileId);
        if (index < 0) return false;
        if (card?.PaymentError is null) all[index] = all[index] with { SignedAt = all[index].SignedAt ?? clock() };
        return true;
    }

    public RecurringProfile Cancel(RecurringProfile profile)
    {
        int index = all.FindIndex(one => one.ProfileId == profile.ProfileId);
        return all[index] = all[index] with { CancelledAt = all[index].CancelledAt ?? clock() };
    }

    /// <summary>Whether it may be charged: signed, not cancelled, and its last day not over.</summary>
    public bool MayBeCharged(RecurringProfile profile) => profile.Status == "active"
        && (!DateTime.TryParseExact(profile.ExpiresAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime last)
            || clock().UtcDateTime.Date <= last);

    public ProfileCharge Charge(RecurringProfile profile, string? externalId, string amount, string? currency)
    {
        var charge = new ProfileCharge(Guid.NewGuid().ToString(), profile.ProfileId, externalId, amount, currency, clock());
        charges.Add(charge);
        return charge;
    }

    public void Clear()
    {
        // A number is given once, be the profile forgotten.
        forgotten += all.Count;
        all.Clear();
        charges.Clear();
    }

    public JsonArray ToJson() => new([.. all.Select(profile => new JsonObject
    {
        ["profile_id"] = profile.ProfileId,
        ["external_id"] = profile.ExternalId,
        ["status"] = profile.Status,
    })]);

    public JsonArray ChargesJson() => new([.. charges.Select(charge => new JsonObject
    {
        ["invoice_id"] = charge.InvoiceId,
        ["profile_id"] = charge.ProfileId,
        ["external_id"] = charge.ExternalId,
        ["amount"] = charge.Amount,
        ["currency"] = charge.Currency,
    })]);
}
