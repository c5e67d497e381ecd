using System.Management.Automation;
using FreedomPay.Core.Connection;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>What ordering and reading a profile have in common: they act for a user who has signed in.</summary>
public abstract class FreedomIdProfileCommand : ApiCommand<FreedomIdProfile>
{
    /// <summary>The tokens of the user, as New-FreedomIdToken returned them; those of Connect-FreedomPay -FreedomIdLogin unless given.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public FreedomIdToken? Token { get; set; }

    /// <summary>The user's access token alone, in place of -Token: a SecureString, or text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText(Secret = true), Sensitive(SensitiveKind.Token)]
    [Alias("access_token")]
    public SensitiveText? AccessToken { get; set; }

    private protected override Secret? BearerOf(ICollection<FieldFault> faults)
    {
        // What was typed counts for every row; a column of the same row comes next. A row whose cell has nothing is not to be sent for the
        // user of the connection, who is somebody else.
        bool typed = IsTyped(nameof(Token));
        SensitiveText? token = typed ? Token?.AccessToken : AccessToken ?? Token?.AccessToken;
        bool hasColumn = !typed && HasColumn(nameof(AccessToken), "access_token");
        bool isGiven = typed
            || IsTyped(nameof(AccessToken))
            || Token is not null
            || AccessToken is not null
            || hasColumn
            || (!typed && HasColumn(nameof(Token)));
        bool isOfToken = typed || (AccessToken is null && !hasColumn && !IsTyped(nameof(AccessToken)));
        return isGiven ? Routes.BearerOf(token, isOfToken ? nameof(Token) : nameof(AccessToken), "access_token", faults) : null;
    }
}
