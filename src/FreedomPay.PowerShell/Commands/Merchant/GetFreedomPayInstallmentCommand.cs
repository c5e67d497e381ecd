using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Asks for the state of an application for installment or credit.</summary>
/// <remarks>
/// <para>
/// The API takes exactly one of the two numbers; where a row has both, as a result of ours does, it is asked by -ExternalId. The list of states is not
/// documented: new and canceled are known.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayInstallment TGR1234</code>
/// <para>Asks for one application by the merchant's own number.</para>
/// </example>
/// <example>
/// <code>Import-Csv applications.csv | Get-FreedomPayInstallment | Group-Object Status -NoElement</code>
/// <para>Counts the states of the applications of a file with the column ExternalId or external_id.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/application-status-41331029e0">Application status</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayInstallment", DefaultParameterSetName = ByExternal)]
[OutputType(typeof(Installment))]
[Operation("getInstallmentApplication", "GET", "/v5/installment/applications", FreedomPayApi.Merchant, FreedomPaySafety.Read, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, InQuery = true, Answer = ["status"])]
public sealed class GetFreedomPayInstallmentCommand : InvoiceCommand<Installment>
{
    private const string ByExternal = "External";
    private const string ById = "Id";

    /// <summary>The merchant's own number of the application.</summary>
    [Parameter(ParameterSetName = ByExternal, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Alias("external_id"), Field("external_id", FieldKind.Id, FromPipeline = true, Example = "TGR1234")]
    public string? ExternalId { get; set; }

    /// <summary>Number of the application in Freedom Pay, a UUID.</summary>
    [Parameter(ParameterSetName = ById, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [Field("id", FieldKind.Uuid)]
    public string? Id { get; set; }
}
