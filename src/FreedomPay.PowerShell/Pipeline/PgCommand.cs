using FreedomPay.Core;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose requests are forms with <c>pg_sig</c>, answered by signed XML: Gateway and Merchant API.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class PgCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected override ApiRoute RouteOf(OperationAttribute operation) => new(WireProtocol.Pg, CredentialKind.Merchant);
}
