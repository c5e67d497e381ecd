
using FreedomPay.Core;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose requests are JSON with a bearer token: Freedom ID.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class BearerCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected override ApiRoute RouteOf(OperationAttribute operation) => new(WireProtocol.Bearer, CredentialKind.FreedomIdToken, operation.OnApiHost ? ApiHost.Api : ApiHost.Passport);
}
