using FreedomPay.Fields;

namespace FreedomPay;

/// <summary>A page on which a user types the card that is saved. https://docs.freedompay.kz/tokenize-card-36517943e0</summary>
public sealed class CustomerCardPage : FreedomPayObject
{
    /// <summary>The user's number on the merchant's side, for which the card is saved.</summary>
    [Field("pg_user_id", Echo = true, FromRequest = true)]
    public string? UserId { get; internal set; }

    /// <summary>Number of the payment that checks the card, in Freedom Pay.</summary>
    [Field("pg_payment_id")]
    public string? PaymentId { get; internal set; }

    /// <summary>The merchant's own number of the order, where one was sent.</summary>
    [Field("pg_order_id")]
    public string? OrderId { get; internal set; }

    /// <summary>Where to send the user.</summary>
    [Field("pg_redirect_url")]
    public string? RedirectUrl { get; internal set; }

    /// <summary>Whether the page was made: <c>ok</c>. Whether a card was saved tells Get-FreedomPayCustomerCard.</summary>
    [Field("pg_status")]
    public string? Status { get; internal set; }

    /// <summary>Stage of the saving, such as <c>init</c>.</summary>
    [Field("pg_type")]
    public string? Stage { get; internal set; }
}
