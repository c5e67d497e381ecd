using System.Globalization;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Payments;

/// <summary>A cmdlet that acts upon payments, be it of the Merchant or of the Gateway API: what proves that a request whose answer was lost had
/// arrived.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class PaymentCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>By how much the clock of the API may differ from ours. If it is more, a lost answer leaves the outcome unknown.</summary>
    private protected static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>What a request does, where nothing of the API names it; null where something does.</summary>
    private protected virtual string? ActOf(JsonObject sent) => null;

    /// <summary>How many requests of this process have done the same since shortly before this one was sent, this one among them.</summary>
    private protected int DoneSince(Row row) => RecentActs.Count(ActOf(row.Sent)!, row.SentAt - Tolerance);

    private protected override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation) =>
        ActOf(request.Body!) is { } act
            ? RecentActs.DoAsync(act, request.RequestId, () => base.SendAsync(client, request, trace, cancellation))
            : base.SendAsync(client, request, trace, cancellation);

    /// <summary>Whether two texts are the same amount.</summary>
    private protected static bool AreSame(string? one, string? other) =>
        Amount.TryParse(one, out Amount first) && Amount.TryParse(other, out Amount second) && first == second;

    /// <summary>Whether something happened between the request and now. The API writes its local time without an offset, in whole seconds.</summary>
    /// <param name="sentAt">When the request was sent first.</param>
    /// <param name="moment">When it happened, as the API writes it.</param>
    private protected bool HappenedSince(DateTimeOffset sentAt, string? moment)
    {
        var offset = TimeSpan.FromHours(RegionOfConnection is FreedomPayRegion.Kg ? 6 : 5);
        return DateTime.TryParseExact(moment, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            && new DateTimeOffset(local, offset) is var then && then >= sentAt - Tolerance && then <= DateTimeOffset.UtcNow + Tolerance;
    }
}
