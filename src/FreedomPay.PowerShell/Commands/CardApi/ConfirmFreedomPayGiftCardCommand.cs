using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>Activates an issued gift card with the code that its owner got by SMS.</summary>
/// <remarks>
/// <para>
/// Gift cards are signed in an older way (headers Request-Id, Auth-Id and Sign), with the merchant's credential: Connect-FreedomPay
/// -Merchant. Whether the Kazakh API still takes it is not documented; its overview gives the detached JWS only, which
/// Invoke-FreedomPayRequest does not send to this path. A card that is active already is refused with code -10.
/// </para>
/// <para>
/// Safety: the API refuses a repeated Request-Id, and the path of the operation that tells a card's state is not known: a request whose
/// answer is lost is not sent again, and its outcome is reported as unknown.
/// </para>
/// </remarks>
/// <example>
/// <code>Confirm-FreedomPayGiftCard -CardId 555 -Code 1234</code>
/// <para>Activates one card.</para>
/// </example>
/// <example>
/// <code>[pscustomobject]@{ card_id = 556; otp = '1234' } | Confirm-FreedomPayGiftCard | Format-List</code>
/// <para>Activates a card with the names of the API, and shows all that came back.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12075782">Confirm</seealso>
/// <seealso href="https://docs.freedompay.kz/doc-761007">Gift cards</seealso>
[Cmdlet(VerbsLifecycle.Confirm, "FreedomPayGiftCard", SupportsShouldProcess = true)]
[OutputType(typeof(GiftCard))]
[Operation("confirmGiftCard", "POST", "/v5/cards/activate_card", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "Request-Id", Sign = Signing.LegacySign,
    IsSecretAssumed = true, Answer = ["datetime", "status", "card_status", "card_currency", "card_balance", "card_mask"])]
public sealed class ConfirmFreedomPayGiftCardCommand : CardCommand<GiftCard>, IAssumesSecret
{
    /// <summary>Number of the gift card, a whole number. The documentation makes it optional; nothing else tells which card is meant.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("card_id"), Field("card_id", FieldKind.Integer, NotBlank = true, Example = "555")]
    public string? CardId { get; set; }

    /// <summary>The one-time code that the owner got by SMS: a SecureString, or text from a file. Never shown.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Secret)]
    [Alias("otp"), Field("otp", FieldKind.Id, Secret = true)]
    public SensitiveText? Code { get; set; }

    /// <summary>
    /// Your own unique number of the request, a UUID; a new one (version 7) unless given. It goes into a header; the API refuses a number that
    /// it has seen.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("request_id", "Request-Id"), Field("Request-Id", FieldKind.Uuid, IsHeader = true)]
    public string? RequestId { get; set; }

    /// <summary>The secret that signs: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and else
    /// Payment.</summary>
    [Parameter]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => CardId is { Length: > 0 } card
        ? CardApiMessages.GiftCard.With(card)
        : CardApiMessages.GiftCardNotNamed;
}
