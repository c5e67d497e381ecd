using System.Globalization;
using FreedomPay.Core;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>A cmdlet whose requests are forms with <c>pg_sig</c>, answered by signed XML: Gateway and Merchant API.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class PgCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    /// <summary>By how much the clock of the API may differ from ours. If it is more, a lost answer leaves the outcome unknown.</summary>
    private protected static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private protected override ApiRoute RouteOf(OperationAttribute operation) => new(WireProtocol.Pg, CredentialKind.Merchant);

    /// <summary>Whether two texts are the same amount.</summary>
    private protected static bool AreSame(string? one, string? other) => Amount.TryParse(one, out Amount first) && Amount.TryParse(other, out Amount second) && first == second;

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
