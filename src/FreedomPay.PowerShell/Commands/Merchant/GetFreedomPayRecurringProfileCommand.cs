using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks for the data of a recurring profile.</summary>
/// <remarks>
/// <para>
/// Status is active when the payer has signed, and canceled when it was cancelled; other states are not documented. One number is sent. The example of
/// the documentation has both, and whether one of them is enough is not said: -AdditionalField adds the other (@{ external_id = 'SUBSCRIPTION-001' }).
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayRecurringProfile 123456789</code>
/// <para>Asks for one profile by its number.</para>
/// </example>
/// <example>
/// <code>Import-Csv profiles.csv | Get-FreedomPayRecurringProfile | Where-Object Status -ne active</code>
/// <para>Shows which profiles of a file with the column ProfileId or profile_id cannot be charged.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/info-43612954e0">Info (recurring profile)</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayRecurringProfile", DefaultParameterSetName = ByProfile)]
[OutputType(typeof(RecurringProfile))]
[Operation("getRecurringProfileInfo", "POST", "/v5/merchant/invoice/recurring/info", FreedomPayApi.Merchant, FreedomPaySafety.Read,
    Sign = Signing.Jws, IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, Answer = ["status", "profile_id"])]
public sealed class GetFreedomPayRecurringProfileCommand : InvoiceCommand<RecurringProfile>
{
    private const string ByProfile = "Profile";
    private const string ByExternal = "External";

    /// <summary>Number of the profile in Freedom Pay.</summary>
    [Parameter(ParameterSetName = ByProfile, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("profile_id"), Field("profile_id", FieldKind.Id, FromPipeline = true, Example = "123456789")]
    public string? ProfileId { get; set; }

    /// <summary>The merchant's own number of the profile.</summary>
    [Parameter(ParameterSetName = ByExternal, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("external_id"), Field("external_id", FieldKind.Id, Example = "SUBSCRIPTION-001")]
    public string? ExternalId { get; set; }
}
