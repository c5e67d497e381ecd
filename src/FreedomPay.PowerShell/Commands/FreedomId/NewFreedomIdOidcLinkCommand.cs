using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Makes a link at which a user signs in with OpenID Connect.</summary>
/// <remarks>
/// <para>
/// Nothing is sent. State and nonce are random unless given, and returned: keep them with the user's session. When the browser comes back to
/// -RedirectUri, compare the state, and give code and nonce to New-FreedomIdOidcToken. The documentation does not name the parameters with
/// which the browser comes back; the sandbox uses those of OAuth 2.0, code and state. It has no PKCE.
/// </para>
/// <para>Safety: reads only; every call makes another link. Needs Connect-FreedomPay -FreedomId, or -ClientId.</para>
/// </remarks>
/// <example>
/// <code>New-FreedomIdOidcLink -RedirectUri https://example.com/login -Grant openid, read.profile</code>
/// <para>Makes a link, with a state and a nonce that nobody can guess.</para>
/// </example>
/// <example>
/// <code>New-FreedomIdOidcLink https://example.com/login openid -Open -WhatIf | Select-Object State, Nonce</code>
/// <para>Makes a link and shows what is to be kept; without -WhatIf the link opens in the browser.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-14232555">Authorization endpoint</seealso>
[Cmdlet(VerbsCommon.New, "FreedomIdOidcLink", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdOidcLink))]
[Operation("authorizeFreedomIdOidc", "GET", "/openid", FreedomPayApi.FreedomId, FreedomPaySafety.Read, Sign = Signing.None, InQuery = true)]
public sealed class NewFreedomIdOidcLinkCommand : LinkCommand<FreedomIdOidcLink>
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>Address to which the browser returns after sign-in.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("redirect_uri"), Field("redirect_uri", FieldKind.Url)]
    public string? RedirectUri { get; set; }

    /// <summary>
    /// Rights that the user is asked for, separated by commas or blanks, such as openid, read.profile. Known ones complete with tab.
    /// The scope has to hold openid, so it is put in front where it is missing.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, GrantCompleter]
    [Alias("scope"), Field("scope", Several = true)]
    public string? Grant { get; set; }

    /// <summary>Value that the browser brings back; a random one of 32 letters and digits unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("state")]
    public string? State { get; set; }

    /// <summary>Value that the id token holds; a random one of 32 letters and digits unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Field("nonce")]
    public string? Nonce { get; set; }

    /// <summary>The client id; that of the connection unless given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("client_id"), Field("client_id", FieldKind.Id)]
    public string? ClientId { get; set; }

    /// <summary>Opens the link in the browser of this machine.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    private protected override string? Complete(ApiClient client, JsonObject fields)
    {
        string[] grants = fields["scope"]!.ToString().Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        fields["scope"] = string.Join(" ", grants.Contains("openid") ? grants : grants.Prepend("openid"));
        fields["state"] ??= RandomText.New();
        fields["nonce"] ??= RandomText.New();
        fields["response_type"] ??= "code";
        fields["client_id"] ??= client.Settings.FreedomIdClient?.Id;
        return fields["client_id"] is null ? FreedomIdMessages.NoFreedomIdClient : null;
    }

    private protected override object Present(FreedomIdOidcLink result, Row row)
    {
        result.Link = LinkTo(row);
        if (Open) Browser.Open(this, result.Link);
        return result;
    }
}
