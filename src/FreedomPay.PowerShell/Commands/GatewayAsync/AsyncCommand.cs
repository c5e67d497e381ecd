using System.Management.Automation;
using FreedomPay.Fields;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.GatewayAsync;

/// <summary>A cmdlet of the asynchronous part of the Gateway API, whose requests are signed with a secret that no page names.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class AsyncCommand<TResult> : ApiCommand<TResult>, IAssumesSecret
    where TResult : FreedomPayObject, new()
{
    /// <summary>The secret that signs: Payment, Payout or Partner. No page says which; that of Connect-FreedomPay -Secret unless given, and else
    /// Payment.</summary>
    [Parameter]
    [NamedValue(typeof(FreedomPaySecret))]
    public FreedomPaySecret? Secret { get; set; }
}
