using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;

namespace FreedomPay.Core.SignIn;

/// <summary>
/// A user who has signed in: keeps the tokens and renews them before they end. However many requests need a token at the same
/// time, one renewal is made, because a refresh token may be good for one only. Safe for concurrent use.
/// </summary>
public sealed class BearerSession
{
    // A token is renewed this long before its end, or in the last tenth of a shorter life.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    // With a clock that goes wrong a new token looks ended; it is used all the same, lest every request renews it.
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(10);

    private readonly Func<Secret, ApiRequest> renewal;
    private readonly Func<JsonObject, TokenPair> read;
    private readonly TimeProvider time;
    private readonly object gate = new();
    private TokenPair pair;
    private DateTimeOffset obtainedAt;
    private bool isRenewed;
    private Task<BearerToken>? renewing;
    private ApiFault? ended;

    /// <summary>Makes a session.</summary>
    /// <param name="pair">The tokens of the sign-in.</param>
    /// <param name="renewal">The request that renews them, from the refresh token.</param>
    /// <param name="read">Reads the answer to it.</param>
    /// <param name="time">For tests; the system's clock unless given.</param>
    public BearerSession(TokenPair pair, Func<Secret, ApiRequest> renewal, Func<JsonObject, TokenPair> read, TimeProvider? time = null)
    {
        this.pair = pair ?? throw new ArgumentNullException(nameof(pair));
        this.renewal = renewal ?? throw new ArgumentNullException(nameof(renewal));
        this.read = read ?? throw new ArgumentNullException(nameof(read));
        this.time = time ?? TimeProvider.System;
        obtainedAt = this.time.GetUtcNow();
    }

    /// <summary>When the access token ends that is in use now; null where that is not known.</summary>
    public DateTimeOffset? ExpiresAt
    {
        get { lock (gate) return pair.AccessEnd; }
    }

    /// <summary>A token that has not ended, renewed if need be; or why there is none.</summary>
    internal async Task<BearerToken> TokenAsync(ApiClient client, IWireTrace trace, CancellationToken cancellation)
    {
        Task<BearerToken> pending;
        lock (gate)
        {
            if (ended is not null) return new BearerToken(null, ended);
            if (IsFresh()) return new BearerToken(pair.Access, null);
            if (pair.Refresh is not { } refresh)
            {
                ended = new ApiFault { Reason = FaultReason.Unauthorized, Message = Messages.SignInEnded.With(Messages.NoRefreshToken) };
                return new BearerToken(null, ended);
            }

            // Not stopped with the request that happens to need it: the answer would be lost, and with it the session.
            pending = renewing ??= Task.Run(() => RenewAsync(client, trace, refresh), CancellationToken.None);
        }

        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellation.Register(() => stopped.TrySetResult(true)))
        {
            if (await Task.WhenAny(pending, stopped.Task).ConfigureAwait(false) != pending)
            {
                return new BearerToken(null, new ApiFault { Reason = FaultReason.Cancelled, Message = Messages.StoppedBeforeSent });
            }
        }

        return await pending.ConfigureAwait(false);
    }

    private bool IsFresh()
    {
        if (pair.AccessEnd is not { } end) return true;
        DateTimeOffset now = time.GetUtcNow();
        if (isRenewed && now - obtainedAt < Trust) return true;
        TimeSpan tenth = TimeSpan.FromTicks(Math.Max(0, (end - obtainedAt).Ticks / 10));
        return now < end - (tenth < Margin ? tenth : Margin);
    }

    private async Task<BearerToken> RenewAsync(ApiClient client, IWireTrace trace, Secret refresh)
    {
        ApiOutcome outcome = await client.SendAsync(renewal(refresh), trace, CancellationToken.None, CancellationToken.None).ConfigureAwait(false);
        lock (gate)
        {
            renewing = null;
            if (outcome.State is OutcomeState.Succeeded)
            {
                try
                {
                    // A server that gives no new refresh token leaves the old one in force.
                    TokenPair renewed = read(outcome.Answer!);
                    pair = renewed with { Refresh = renewed.Refresh ?? refresh };
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    // Empty tokens. The refresh token is spent.
                    ended = new ApiFault { Reason = FaultReason.Unauthorized, Message = Messages.SignInEnded.With(Messages.RenewalWithoutTokens) };
                    return new BearerToken(null, ended);
                }

                obtainedAt = time.GetUtcNow();
                isRenewed = true;
                return new BearerToken(pair.Access, null);
            }

            ApiFault cause = outcome.Fault!;
            bool mayTryAgain = outcome.State is OutcomeState.NotSent || cause.Reason is FaultReason.Throttled;
            var fault = new ApiFault
            {
                Reason = mayTryAgain ? cause.Reason : FaultReason.Unauthorized,
                Code = cause.Code,
                Description = cause.Description,
                HttpStatus = cause.HttpStatus,
                Message = (mayTryAgain ? Messages.AccessEnded : Messages.SignInEnded).With(cause.Message),
            };
            // The refresh token may be spent even where its answer was lost: nothing is gained by trying it again.
            if (!mayTryAgain) ended = fault;
            return new BearerToken(null, fault);
        }
    }
}

/// <summary>A token, or why there is none.</summary>
internal sealed record BearerToken(Secret? Token, ApiFault? Fault);
