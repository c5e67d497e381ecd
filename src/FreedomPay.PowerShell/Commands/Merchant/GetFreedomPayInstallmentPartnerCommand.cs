using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Operations;

namespace FreedomPay.Commands.Merchant;

/// <summary>Lists the banks that give installments and credits, with their programs.</summary>
/// <remarks>
/// <para>
/// Each bank is an object of its own; Products has how long its programs take, at what rate, and for which amounts. The page of the documentation is
/// marked as being developed.
/// </para>
/// <para>Safety: reads only, so it is asked again after a lost answer. Needs Connect-FreedomPay -Merchant.</para>
/// </remarks>
/// <example>
/// <code>Get-FreedomPayInstallmentPartner</code>
/// <para>Lists the banks.</para>
/// </example>
/// <example>
/// <code>(Get-FreedomPayInstallmentPartner | Where-Object Code -eq anorbank).Products | Sort-Object CalculationRate</code>
/// <para>Shows the programs of one bank, the cheapest month first.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/get-partners-41316452e0">Get partners</seealso>
[Cmdlet(VerbsCommon.Get, "FreedomPayInstallmentPartner")]
[OutputType(typeof(InstallmentPartner))]
[Operation("listInstallmentPartners", "GET", "/v5/installment/partners", FreedomPayApi.Merchant, FreedomPaySafety.Read, Sign = Signing.Jws,
    IsSecretAssumed = true, RequestId = RequestIdUse.Fresh, NoBody = true, Answer = ["partners"])]
public sealed class GetFreedomPayInstallmentPartnerCommand : InvoiceCommand<InstallmentPartner>
{
    private protected override IEnumerable<JsonObject> ItemsOf(JsonObject answer) => AnswerReader.ItemsOf(answer["partners"], null) is { } partners
        ? partners.Select(static partner => new JsonObject { ["partners"] = partner.DeepClone() })
        : [answer];
}
