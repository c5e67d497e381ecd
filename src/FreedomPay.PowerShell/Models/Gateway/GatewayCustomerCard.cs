using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A card that a user has saved through the Gateway API: as it was saved, listed or removed. https://docs.freedompay.kz/api-9888586</summary>
public sealed class GatewayCustomerCard : FreedomPayObject
{
    /// <summary>The user's number on the merchant's side, for which the card is saved.</summary>
    [Field("pg_user_id", Echo = true)]
    public string? UserId { get; internal set; }

    /// <summary>Token of the card; empty as long as it is not saved. Never shown.</summary>
    [Field("card.pg_card_token")]
    [Field("pg_card_token", Echo = true)]
    public SensitiveText? CardToken { get; internal set; }

    /// <summary>Number of the card as the API masks it.</summary>
    [Field("card.pg_card_hash")]
    [Field("pg_card_mask")]
    public string? CardMask { get; internal set; }

    /// <summary>In a list the state of the card, such as <c>approved</c>; else whether the call went through: <c>ok</c> or <c>pending</c> after saving,
    /// <c>success</c> when the card was removed.</summary>
    [Field("card.pg_status")]
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>1 when the holder has to pass 3-D Secure at <see cref="AcsUrl"/> before the card is saved, 0 when not.</summary>
    [Field("pg_3ds")]
    public string? ThreeDSecure { get; internal set; }

    /// <summary>Page to which the holder is sent for 3-D Secure.</summary>
    [Field("pg_3d_acsurl")]
    public string? AcsUrl { get; internal set; }

    /// <summary>Mode of 3-D Secure: <c>F</c> frictionless, <c>C</c> challenge.</summary>
    [Field("pg_secure_details")]
    public string? SecureDetails { get; internal set; }

    /// <summary>Number of the payment that checks the card, in Freedom Pay.</summary>
    [Field("pg_payment_id", Echo = true)]
    public string? PaymentId { get; internal set; }

    /// <summary>The merchant's own number of the order.</summary>
    [Field("pg_order_id", Echo = true)]
    public string? OrderId { get; internal set; }

    /// <summary>1 or 0, as the list has it; the documentation does not explain it.</summary>
    [Field("card.pg_is_filled")]
    public string? IsFilled { get; internal set; }

    /// <summary>When it was saved, as the API wrote it.</summary>
    [Field("card.created_at")]
    public string? CreatedAt { get; internal set; }

    /// <summary>When it was removed, as the API wrote it.</summary>
    [Field("deleted_at")]
    public string? DeletedAt { get; internal set; }
}
