using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Changes the data of a Freedom ID user.</summary>
/// <remarks>
/// <para>
/// Only the fields that are given are sent. Whether the API keeps or clears the others is not documented. Phone number and e-mail
/// address have to be unique here.
/// </para>
/// <para>Safety: the same change twice leads to the same state, so it is sent again after a lost answer. Needs Connect-FreedomPay -FreedomIdToken.</para>
/// </remarks>
/// <example>
/// <code>Set-FreedomIdUser eeca9287-d824-4f50-928b-450d2e46f874 -LastName Serikova</code>
/// <para>Changes the last name of one user.</para>
/// </example>
/// <example>
/// <code>Import-Csv changes.csv | Set-FreedomIdUser -WhatIf</code>
/// <para>Checks a file of changes, with the columns FreedomId (or freedom_id) and the fields to change, and sends nothing.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-16129415">Update user</seealso>
[Cmdlet(VerbsCommon.Set, "FreedomIdUser", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdUser))]
[Operation("updateFreedomIdUser", "PUT", "/api/v1/oauth/user", FreedomPayApi.FreedomId, FreedomPaySafety.Natural, Host = HostKind.Api)]
public sealed class SetFreedomIdUserCommand : FreedomIdUserCommand
{
    /// <summary>Identifier of the user, a UUID, as New-FreedomIdUser returned it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("freedom_id"), Field("freedom_id", FieldKind.Uuid)]
    public string? FreedomId { get; set; }

    /// <summary>New phone number, unique among all users: E.164, plus sign and 10 to 15 digits, such as +77011234567.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Sensitive(SensitiveKind.Pii), Field("phone", FieldKind.Phone, Pattern = @"^\+\d{10,15}$")]
    public string? Phone { get; set; }

    private protected override string? SubjectOf(JsonObject sent) => FreedomIdMessages.User.With(WireObject.Text(sent, "freedom_id"));
}
