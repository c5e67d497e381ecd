
using FreedomPay.Core;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose requests are JSON with HTTP Basic: what the partner itself asks of Freedom ID, with client id and client secret.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class BasicCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected override ApiRoute RouteOf(OperationAttribute operation) => new(WireProtocol.Basic, CredentialKind.FreedomIdClient, operation.OnApiHost ? ApiHost.Api : ApiHost.Passport);
}
