using System.Management.Automation;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Gateway;

/// <summary>Asks whether the API of Freedom Pay answers.</summary>
/// <remarks>
/// <para>
/// The request has no signature and needs no credential: it says nothing of the merchant. Whether credentials are right tells Test-FreedomPayConnection.
/// </para>
/// <para>A state other than ok is a warning beside the result. Safety: reads only, so it is asked again after a lost answer.</para>
/// </remarks>
/// <example>
/// <code>Test-FreedomPayService</code>
/// <para>Shows the state of the service and the time of the check.</para>
/// </example>
/// <example>
/// <code>if ((Test-FreedomPayService -ErrorAction SilentlyContinue).Status -ne 'ok') { Write-Warning 'Freedom Pay does not answer.' }</code>
/// <para>Warns before a run where the API does not answer.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/overview-935332m0">Overview of the Gateway API</seealso>
[Cmdlet(VerbsDiagnostic.Test, "FreedomPayService")]
[OutputType(typeof(ServiceHealth))]
[Operation("gatewayGetHealthcheck", "GET", "/status/healthcheck", FreedomPayApi.Gateway, FreedomPaySafety.Read, Sign = Signing.None, NoBody = true,
    Answer = ["status", "time"])]
public sealed class TestFreedomPayServiceCommand : ApiCommand<ServiceHealth>
{
    private protected override object Present(ServiceHealth result, Row row)
    {
        if (result.Status != "ok") Warn(GatewayMessages.ServiceIs.With(result.Status));
        return result;
    }
}
