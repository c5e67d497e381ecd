using System.Management.Automation;
using FreedomPay.Core.Connection;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>Gets a new pair of tokens with the refresh token of a user.</summary>
/// <remarks>
/// <para>
/// Use the new pair from then on; whether the old refresh token dies at once is not documented, and in the sandbox it does. The
/// output shows when the tokens end and never what they are.
/// </para>
/// <para>
/// Safety: a request whose answer is lost is not sent again, because the refresh token may be spent; it ends as
/// FreedomPay.OutcomeUnknown. Try the old pair, or let the user sign in again.
/// </para>
/// </remarks>
/// <example>
/// <code>$token = New-FreedomIdToken -AuthorizationCode your_authorization_code; $token = $token | Update-FreedomIdToken; $token.AccessExpiresAt</code>
/// <para>Renews a pair and shows when the new access token ends.</para>
/// </example>
/// <example>
/// <code>$old = New-FreedomIdToken -AuthorizationCode your_authorization_code; Update-FreedomIdToken -RefreshToken $old.RefreshToken.ToSecureString()</code>
/// <para>Renews with a refresh token that a vault kept as a SecureString.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/api-12108809">Token refresh</seealso>
[Cmdlet(VerbsData.Update, "FreedomIdToken", SupportsShouldProcess = true)]
[OutputType(typeof(FreedomIdToken))]
[Operation("refreshFreedomIdToken", "PATCH", "/api/v1/oauth/token", FreedomPayApi.FreedomId, FreedomPaySafety.Unkeyed, Secret = SecretKind.User, NoBody = true,
    Answer = ["access_token"])]
public sealed class UpdateFreedomIdTokenCommand : ApiCommand<FreedomIdToken>
{
    /// <summary>The refresh token: that of a FreedomIdToken, a SecureString, or text. It is the bearer token of the call.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText(Secret = true), Sensitive(SensitiveKind.Token)]
    [Alias("refresh_token")]
    public SensitiveText? RefreshToken { get; set; }

    /// <summary>Returns an object with the tokens as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    private protected override Secret? BearerOf(ICollection<FieldFault> faults) => Routes.BearerOf(RefreshToken, nameof(RefreshToken), "refresh_token", faults);

    private protected override object Present(FreedomIdToken result, Row row) => AsPlainText ? FreedomIdTokens.ToPlainText(result) : result;
}
