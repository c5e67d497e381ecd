using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Issues a card.</summary>
/// <remarks>
/// <para>
/// The API answers that it has taken the request; the card comes with -Wait, Wait-FreedomPayCardRequest or
/// Get-FreedomPayCardRequest, as CardId. Path and fields are those of a draft page of an older portal and may have changed.
/// The description of creating a client says that issuing takes the client; the draft does not show where: -ClientId sends it as client_id.
/// </para>
/// <para>
/// Safety: the API refuses a repeated request id, so a request whose answer is lost is not sent again; its state is asked for.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomPayCard -ProductId Instant -FirstName Ivan -LastName Ivanov -Phone +77011234567 -Country KAZ -PersonId 790315300100 -Wait</code>
/// <para>Issues a card and returns when it is there.</para>
/// </example>
/// <example>
/// <code>New-FreedomPayCardClient -ProductId Instant -FirstName Ivan -LastName Ivanov -Wait |
/// New-FreedomPayCard -ProductId Instant -FirstName Ivan -LastName Ivanov -Phone +77011234567 -Country KAZ -PersonId 790315300100 -Wait |
/// Enable-FreedomPayCard</code>
/// <para>Creates a client, issues their card and activates it.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/issue-card-12074875e0">Issue card</seealso>
/// <seealso href="https://freedompay.kz/fdss">Issue card, draft of the older portal</seealso>
[Cmdlet(VerbsCommon.New, "FreedomPayCard", SupportsShouldProcess = true)]
[OutputType(typeof(CardRequest))]
[Operation("issueCard", "POST", "/v5/card-api/card/issue", FreedomPayApi.Card, FreedomPaySafety.Refuse, Key = "request_id",
    StatusOperation = "getCardRequestStatus", Answer = ["status"])]
public sealed class NewFreedomPayCardCommand : CardRequestCommand
{
    /// <summary>Product: FreedomWallet (1000), Instant (2000), Electron (3000), or the code of another one, a whole number.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Alias("product_id"), Field("product_id", FieldKind.Integer, Words = typeof(CardProducts))]
    public string? ProductId { get; set; }

    /// <summary>Identifier of the client in Freedom Processing for whom the card is.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("client_id"), Field("client_id", FieldKind.Id)]
    public string? ClientId { get; set; }

    /// <summary>First name of the cardholder.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("first_name"), Field("cardholder.first_name")]
    public string? FirstName { get; set; }

    /// <summary>Last name of the cardholder.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("last_name"), Field("cardholder.last_name")]
    public string? LastName { get; set; }

    /// <summary>Middle name of the cardholder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("middle_name"), Field("cardholder.middle_name")]
    public string? MiddleName { get; set; }

    /// <summary>Date of birth of the cardholder, ISO 8601, YYYY-MM-DD.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Alias("birthdate"), Field("cardholder.birthdate", FieldKind.Date)]
    public string? DateOfBirth { get; set; }

    /// <summary>Phone number of the cardholder with country code, E.164, such as +77011234567; the API gets its digits as a number.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Field("cardholder.phone", FieldKind.PhoneDigits)]
    public string? Phone { get; set; }

    /// <summary>E-mail address of the cardholder.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("cardholder.email", FieldKind.Email)]
    public string? Email { get; set; }

    /// <summary>Country of the cardholder, ISO 3166-1 alpha-3, such as KAZ.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Completes]
    [Field("cardholder.country", FieldKind.Country)]
    public string? Country { get; set; }

    /// <summary>Personal number of the cardholder, such as the Kazakh IIN of twelve digits.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("person_id"), Field("cardholder.person_id", FieldKind.Id, NumberedBy = "cardholder.country")]
    public string? PersonId { get; set; }

    // The holder's data are personal: what -WhatIf says may end in a transcript.
    private protected override string? SubjectOf(JsonObject sent) => ClientId is { Length: > 0 } client
        ? CardApiMessages.CardOfProductForClient.With(ProductId, client)
        : CardApiMessages.CardOfProduct.With(ProductId);
}
