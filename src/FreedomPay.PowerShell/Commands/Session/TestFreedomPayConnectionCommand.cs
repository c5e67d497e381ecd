using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Session;

/// <summary>Proves a connection with harmless calls: can the API be reached, and does it take the credentials.</summary>
/// <remarks>
/// <para>
/// It asks for the health of the service, for a payment and for a card request that do not exist. Nothing is changed. The Merchant API
/// tells a wrong signature from an unknown payment. The Card API has no documented error codes: it is asked once more under a secret that is
/// made up, and takes the credentials if it answers that otherwise. Inconclusive means that the answers do not tell.
/// </para>
/// </remarks>
/// <example>
/// <code>Test-FreedomPayConnection</code>
/// <para>Tests the default connection of this runspace.</para>
/// </example>
/// <example>
/// <code>if ((Test-FreedomPayConnection).Result -contains 'Failed') { throw 'Freedom Pay is not there' }</code>
/// <para>Stops a runbook before it begins.</para>
/// </example>
/// <seealso href="https://docs.freedompay.kz/">Documentation of Freedom Pay</seealso>
[Cmdlet(VerbsDiagnostic.Test, "FreedomPayConnection")]
[OutputType(typeof(FreedomPayConnectionTest))]
public sealed class TestFreedomPayConnectionCommand : DispatchingCommand
{
    private const string Reachable = "Reachable";
    private const string UnknownPayment = "11068";
    private const string NoSuchPayment = "340";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        FreedomPayConnection connection = RequireConnection();
        BeginRun(1);
        Ask(
            connection, Reachable,
            new OperationAttribute("gatewayGetHealthcheck", "GET", "/status/healthcheck", FreedomPayApi.Gateway, FreedomPaySafety.Read) { Sign = Signing.None },
            null);
        if (connection.MerchantId is not null)
        {
            Ask(connection, "Merchant", OperationBinding.Operation("getPaymentStatus"), new JsonObject { ["pg_order_id"] = Uuid7.NewId() });
        }

        if (connection.PartnerId is not null)
        {
            Ask(connection, "Partner", OperationBinding.Operation("getCardRequestStatus"), new JsonObject { ["request_id"] = Uuid7.NewId() });
        }

        Run.CompleteAll();
    }

    private protected override void Complete(Row row, ApiOutcome outcome)
    {
        string result = Judge(outcome);
        string detail = result != "Passed" ? outcome.Fault!.Message
            : row.RequestId == Reachable ? SessionMessages.ApiAnswered
            : SessionMessages.CredentialsTaken;
        WriteObject(new FreedomPayConnectionTest { Check = row.RequestId!, Result = result, Detail = detail, Elapsed = outcome.Elapsed });
    }

    private static string Judge(ApiOutcome outcome) => outcome switch
    {
        { State: OutcomeState.Succeeded } or { Fault: { Reason: FaultReason.Refused, Code: UnknownPayment or NoSuchPayment } } => "Passed",
        { Fault.Reason: not FaultReason.Refused } => "Failed",
        _ => "Inconclusive",
    };

    private void Ask(FreedomPayConnection connection, string check, OperationAttribute operation, JsonObject? body)
    {
        ApiRoute route = Routes.Of(operation.Api, operation.Travel);
        ApiRequest Request(Credential? own) =>
            new()
            {
                OperationId = operation.OperationId,
                Method = operation.Method,
                Path = operation.Path,
                Route = route,
                Safety = Safety.Read,
                Body = body,
                OwnCredential = own,
            };
        var row = new Row(0, null, operation, [], connection.Client.Redactor.Text) { RequestId = check };
        Run.Submit(row, (trace, cancellation) => route.Credential is CredentialKind.Partner
            ? CredentialProof.AskAsync(connection.Client, Request, connection.PartnerId!, trace, cancellation)
            : connection.Client.SendAsync(Request(null), trace, cancellation));
    }
}
