using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Gets a link at which a user signs in with Freedom ID and consents to the grants.</summary>
/// <remarks>
/// <para>
/// Open the link in the user's browser. After sign-in and consent the browser goes to -RedirectUri with the parameter
/// authorization_code appended; give that code to New-FreedomIdToken. Connect-FreedomPay -FreedomIdLogin does all of it at a prompt.
/// </para>
/// <para>
/// Safety: a repeat makes another link and nothing else that is documented, but it is not sent again after a lost answer. Ask for a new link
/// then. Needs Connect-FreedomPay -FreedomId.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomIdAuthorizationLink -RedirectUri https://example.com/login -Grant read.email, read.phone, read.profile</code>
/// <para>Gets a link and shows when it ends.</para>
/// </example>
/// <example>
/// <code>New-FreedomIdAuthorizationLink https://example.com/login read.profile -Open -WhatIf</code>
/// <para>Shows what would be asked for; without -WhatIf the link is fetched and opens in the browser.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12108728">Authorization link</seealso>
[Cmdlet(VerbsCommon.New, "FreedomIdAuthorizationLink", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdAuthorizationLink))]
[Operation("createFreedomIdAuthorizationLink", "POST", "/api/v1/oauth/authorize", FreedomPayApi.FreedomId, FreedomPaySafety.Unkeyed, Sign = Signing.Basic,
    Answer = ["redirect_uri"])]
public sealed class NewFreedomIdAuthorizationLinkCommand : ApiCommand<FreedomIdAuthorizationLink>
{
    /// <summary>Address to which the browser returns after sign-in, with the parameter authorization_code appended.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("redirect_uri"), Field("redirect_uri", FieldKind.Url)]
    public string? RedirectUri { get; set; }

    /// <summary>
    /// Rights that the user is asked for, separated by commas, such as read.email, read.profile; in a cell of a CSV also by blanks. Known ones
    /// complete with tab, others are sent as they are; the API refuses what it does not know. Request-FreedomIdProfile needs read.profile.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, GrantCompleter]
    [Alias("grants"), Field("grants", FieldKind.TextList)]
    public string? Grant { get; set; }

    /// <summary>Opens the link in the browser of this machine, if it is a web address.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    private protected override object Present(FreedomIdAuthorizationLink result, Row row)
    {
        if (Open) Browser.Open(this, result.Link);
        return result;
    }
}
