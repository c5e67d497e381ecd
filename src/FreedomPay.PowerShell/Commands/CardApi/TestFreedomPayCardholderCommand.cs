using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.CardApi;

/// <summary>Compares a name and a phone number with what is registered for the card behind a token.</summary>
/// <remarks>
/// <para>
/// Returns how well they match; it is for you to decide which score is good enough. The meaning of Fishy is not documented.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer, with a new request id.</para>
/// </remarks>
/// <example>
/// <code>Test-FreedomPayCardholder -FirstName Ivan -LastName Ivanov -Phone 7077070707 -CardToken 00000000-0000-0000-0000-000000000000</code>
/// <para>Compares one person.</para>
/// </example>
/// <example>
/// <code>Test-FreedomPayCardholder -FirstName Ivan -LastName Ivanov -Phone 7077070707 -CardToken 00000000-0000-0000-0000-000000000000 |
/// Where-Object { [decimal]$_.Score.TrimEnd('%') -ge 90 }</code>
/// <para>Lets only good matches pass.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-17842385">Cardholder validation</seealso>
[Cmdlet(VerbsDiagnostic.Test, "FreedomPayCardholder")]
[OutputType(typeof(CardholderMatch))]
[Operation("validateCardholder", "POST", "/v5/card-api/external/cardholder_validate", FreedomPayApi.Card, FreedomPaySafety.Read, Key = "request_id",
    FreshKey = true, Answer = ["status", "score", "dt"])]
public sealed class TestFreedomPayCardholderCommand : CardQueryCommand<CardholderMatch>
{
    /// <summary>Phone number as it is registered; ten digits without a country prefix in the documented example.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("user_phone"), Field("user_phone", FieldKind.Id)]
    public string? Phone { get; set; }

    /// <summary>First name.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("first_name"), Field("first_name")]
    public string? FirstName { get; set; }

    /// <summary>Last name.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Alias("last_name"), Field("last_name")]
    public string? LastName { get; set; }

    /// <summary>Token of the card, a UUID: a SecureString, or text from a file. Never shown.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("card_token"), Field("card_token", FieldKind.Uuid, Secret = true)]
    public SensitiveText? CardToken { get; set; }
}
