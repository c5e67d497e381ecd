using System.Management.Automation;
using FreedomPay.Core.Protocols;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Exchanges the code of an OpenID Connect sign-in for access, refresh and id token.</summary>
/// <remarks>
/// <para>
/// The path is called exactly as the documentation prints it, /api/v1oidc//token. It looks like a slip; if the API does not know it, give
/// another with -Path, such as /api/v1/oidc/token. With -Nonce an id token that holds another nonce is an error. The signature of the id
/// token is not verified, because the documentation names no key for it. The code is spent with the answer, so that whatever tokens it
/// holds are returned: without a refresh token RefreshToken is empty.
/// </para>
/// <para>
/// Safety: nothing in the API tells a repeat from the first, so a request whose answer is lost is not sent again and ends as
/// FreedomPay.OutcomeUnknown; let the user sign in again then. Needs Connect-FreedomPay -FreedomId.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomIdOidcToken -Code your_code -RedirectUri https://example.com/login -GrantType authorization_code</code>
/// <para>Exchanges a code and shows when the access token ends.</para>
/// </example>
/// <example>
/// <code>New-FreedomIdOidcToken -Code your_code -RedirectUri https://example.com/login -GrantType authorization_code -Path /api/v1/oidc/token -WhatIf</code>
/// <para>Shows what would be sent to another path.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-14233446">Token exchange</seealso>
[Cmdlet(VerbsCommon.New, "FreedomIdOidcToken", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdOidcToken))]
[Operation("exchangeFreedomIdOidcToken", "POST", "/api/v1oidc//token", FreedomPayApi.FreedomId, FreedomPaySafety.Unkeyed, Sign = Signing.Basic,
    Answer = ["access_token"])]
public sealed class NewFreedomIdOidcTokenCommand : ApiCommand<FreedomIdOidcToken>
{
    /// <summary>The code with which the browser returned: a SecureString, or text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Field("code", Secret = true)]
    public SensitiveText? Code { get; set; }

    /// <summary>A URL; whether it must be that of the sign-in is not documented, so give that.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("redirect_uri"), Field("redirect_uri", FieldKind.Url)]
    public string? RedirectUri { get; set; }

    /// <summary>Grant type. The documentation does not say which value it takes; OAuth 2.0 has authorization_code for this.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("grant_type"), Field("grant_type")]
    public string? GrantType { get; set; }

    /// <summary>The nonce of the sign-in, as New-FreedomIdOidcLink returned it; the id token has to hold the same.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Nonce { get; set; }

    /// <summary>Another path, with its leading slash, if the documented one is wrong.</summary>
    [Parameter]
    [ValidatePattern("^/")]
    public string? Path { get; set; }

    /// <summary>Returns an object with the tokens as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override string PathOf(OperationAttribute operation) => Path ?? operation.Path;

    private protected override RequestFailure? FailureOf(FreedomIdOidcToken result) =>
        Nonce is not { } nonce || FixedTime.AreEqual(nonce, result.ClaimedNonce() ?? "")
            ? null
            : new RequestFailure(FreedomIdMessages.NonceDiffers, FreedomIdMessages.NonceDiffersAdvice);

    private protected override object Present(FreedomIdOidcToken result, Row row) => AsPlainText ? FreedomIdTokens.ToPlainText(result) : result;
}
