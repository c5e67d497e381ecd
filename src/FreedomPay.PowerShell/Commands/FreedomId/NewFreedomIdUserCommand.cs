using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Registers a Freedom ID user on behalf of a partner who has that right.</summary>
/// <remarks>
/// <para>
/// Every field is checked against the documented patterns and lengths before anything is sent. The phone number is unique: a
/// number that a user has already is refused. An e-mail address that another user has is skipped by the API without a word.
/// </para>
/// <para>
/// Safety: a repeat cannot make a second user, and there is no way to ask by phone. A request whose answer is lost is not sent
/// again and ends as FreedomPay.OutcomeUnknown.
/// </para>
/// <para>Needs Connect-FreedomPay -FreedomIdToken.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomIdUser -Phone +77011234567 -FirstName Aliya -LastName Serik -DateOfBirth 1990-03-15 -Country KAZ -Gender F</code>
/// <para>Registers one user and returns the FreedomId.</para>
/// </example>
/// <example>
/// <code>Import-Csv users.csv | New-FreedomIdUser -ErrorVariable refused | Export-Csv created.csv; $refused | ForEach-Object TargetObject |
/// Export-Csv refused.csv</code>
/// <para>Registers the users of a file, saves their ids, and saves the rows that were refused, to be corrected and given again.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-16129007">Create user</seealso>
[Cmdlet(VerbsCommon.New, "FreedomIdUser", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdUser))]
[Operation("createFreedomIdUser", "POST", "/api/v1/oauth/user", FreedomPayApi.FreedomId, FreedomPaySafety.Refuse, Host = HostKind.Api, Answer = ["freedom_id"])]
public sealed class NewFreedomIdUserCommand : FreedomIdUserCommand
{
    /// <summary>Phone number, unique among all users: E.164, plus sign and 10 to 15 digits, such as +77011234567.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Pii)]
    [Field("phone", FieldKind.Phone, Pattern = @"^\+\d{10,15}$")]
    public string? Phone { get; set; }

    // The phone number is the user's own key here, but personal: what -WhatIf says may end in a transcript.
    private protected override string? SubjectOf(JsonObject sent) => WireObject.Text(sent, "phone") is { } phone
        ? FreedomIdMessages.UserOfPhone.With(phone.Substring(phone.Length - 4))
        : null;
}
