
using FreedomPay.Core;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose requests are JSON with a detached JWS: Card API, Partner API, Gateway Async, Merchant invoices.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class JwsCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected override ApiRoute RouteOf(OperationAttribute operation) => Routes.JwsRouteOf(operation.Api);
}
