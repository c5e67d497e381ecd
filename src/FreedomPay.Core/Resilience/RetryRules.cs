using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FreedomPay.Core.Resilience;

/// <summary>The Polly pipeline of a connection: total timeout, retry, circuit breaker, timeout of the attempt.</summary>
internal static class RetryRules
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);
    private static readonly object RandomGate = new();
    private static readonly Random Random = new();

    /// <summary>The safety class of the request that runs, for the pipeline's decisions.</summary>
    public static readonly ResiliencePropertyKey<Safety> SafetyKey = new("FreedomPay.Safety");

    public static ResiliencePipeline<Attempt> Build(ConnectionSettings settings, RetryQuota quota, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time };
        int attempts = settings.MaxRetryCount + 1;
        builder.AddTimeout(TimeSpan.FromTicks((settings.Timeout.Ticks * attempts) + ((settings.MaxRetryAfter + LongestPause).Ticks * attempts)));
        if (settings.MaxRetryCount > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = settings.MaxRetryCount,
                ShouldHandle = arguments => new ValueTask<bool>(
                    arguments.Outcome.Result is { } attempt
                    && arguments.AttemptNumber < settings.MaxRetryCount
                    && MayRepeat(attempt, arguments.Context.Properties.GetValue(SafetyKey, Safety.Unkeyed), settings)
                    && quota.TrySpend(attempt.Fault?.Reason is FaultReason.Timeout ? RetryQuota.TimeoutCost : RetryQuota.Cost)),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(arguments.Outcome.Result?.RetryAfter ?? Pause(arguments.AttemptNumber)),
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
        {
            FailureRatio = 0.9,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Result is
                { End: AttemptEnd.NotSent or AttemptEnd.Lost, Fault.Reason: FaultReason.ConnectionFailed or FaultReason.Timeout or FaultReason.ServerError }),
        });
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Timeout });
        return builder.Build();
    }

    private static bool MayRepeat(Attempt attempt, Safety safety, ConnectionSettings settings) => attempt.End switch
    {
        AttemptEnd.Throttled => attempt.RetryAfter is not { } pause || pause <= settings.MaxRetryAfter,
        AttemptEnd.NotSent => attempt.Fault!.Reason is FaultReason.ConnectionFailed or FaultReason.Timeout,
        AttemptEnd.Lost => safety is Safety.Read or Safety.Natural or Safety.Replay,
        _ => false,
    };

    // Exponential with full jitter.
    private static TimeSpan Pause(int attempt)
    {
        double ceiling = Math.Min(LongestPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, attempt));
        lock (RandomGate) return TimeSpan.FromMilliseconds(Random.NextDouble() * ceiling);
    }
}
