using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Exchanges an authorization code for the tokens of a user.</summary>
/// <remarks>
/// <para>
/// The code is the parameter authorization_code with which the browser returned to your address after the sign-in; see
/// New-FreedomIdAuthorizationLink. The output shows when the tokens end and never what they are; pipe it to Request-FreedomIdProfile
/// or Update-FreedomIdToken. How long a code lives and how often it may be exchanged is not documented.
/// </para>
/// <para>
/// Safety: nothing in the API tells a repeat from the first, so a request whose answer is lost is not sent again and ends as
/// FreedomPay.OutcomeUnknown; let the user sign in again then. Needs Connect-FreedomPay -FreedomId.
/// </para>
/// </remarks>
/// <example>
/// <code>New-FreedomIdToken -AuthorizationCode your_authorization_code</code>
/// <para>Exchanges a code and shows when the tokens end.</para>
/// </example>
/// <example>
/// <code>$token = New-FreedomIdToken (ConvertTo-SecureString your_authorization_code -AsPlainText -Force) -AsPlainText; $token.AccessToken.Length</code>
/// <para>Gets the tokens as plain text, for a tool that takes nothing else.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12108733">Token exchange</seealso>
[Cmdlet(VerbsCommon.New, "FreedomIdToken", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdToken))]
[Operation("exchangeFreedomIdToken", "POST", "/api/v1/oauth/token", FreedomPayApi.FreedomId, FreedomPaySafety.Unkeyed, Sign = Signing.Basic,
    Answer = ["access_token"])]
public sealed class NewFreedomIdTokenCommand : ApiCommand<FreedomIdToken>
{
    /// <summary>The code with which the browser returned (authorization_code): a SecureString, or text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, Sensitive(SensitiveKind.Token)]
    [Alias("authorization_code"), Field("authorization_code", Secret = true)]
    public SensitiveText? AuthorizationCode { get; set; }

    /// <summary>Returns an object with the tokens as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override object Present(FreedomIdToken result, Row row) => AsPlainText ? FreedomIdTokens.ToPlainText(result) : result;
}
