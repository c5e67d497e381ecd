using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A card that a user has saved, as the list has it or as it was removed. https://docs.freedompay.kz/card-token-list-11622160e0</summary>
public sealed class CustomerCard : FreedomPayObject
{
    /// <summary>The user's number on the merchant's side, for which the card is saved.</summary>
    [Field("pg_user_id", Echo = true, FromRequest = true)]
    public string? UserId { get; internal set; }

    /// <summary>Token of the card. Never shown.</summary>
    [Field("card.pg_card_token")]
    [Field("pg_card_token", Echo = true)]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Number of the card as the API masks it.</summary>
    [Field("card.pg_card_hash")]
    [Field("pg_card_hash")]
    public string? CardHash { get; internal set; }

    /// <summary>State of the card: <c>success</c>, or <c>deleted</c> when it was removed.</summary>
    [Field("card.pg_status")]
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>When it was saved, as the API wrote it.</summary>
    [Field("card.created_at")]
    public string? CreatedAt { get; internal set; }

    /// <summary>When it was removed, as the API wrote it.</summary>
    [Field("card.deleted_at")]
    [Field("deleted_at")]
    public string? DeletedAt { get; internal set; }

    /// <summary>Recurring profile of the card.</summary>
    [Field("card.pg_recurring_profile_id")]
    public string? RecurringProfileId { get; internal set; }

    /// <summary>Bank of the card; only with -ExtendData 1.</summary>
    [Field("card.bank_alias")]
    public string? BankAlias { get; internal set; }

    /// <summary>Brand of the card; only with -ExtendData 1.</summary>
    [Field("card.brand_alias")]
    public string? BrandAlias { get; internal set; }

    /// <summary>Month in which the card expires; only with -ExtendData 1.</summary>
    [Field("card.expiry_month"), Sensitive(SensitiveKind.Pan)]
    public string? ExpiryMonth { get; internal set; }

    /// <summary>Year in which the card expires; only with -ExtendData 1.</summary>
    [Field("card.expiry_year"), Sensitive(SensitiveKind.Pan)]
    public string? ExpiryYear { get; internal set; }

    /// <summary>Hash of the masked number.</summary>
    [Field("card.pg_card_hhash")]
    public string? CardHashHash { get; internal set; }

    /// <summary>Older number of the card, which the token has replaced. Never shown.</summary>
    [Field("card.pg_card_id")]
    [Field("pg_card_id")]
    public SensitiveText? OlderCardId { get; internal set; }
}
