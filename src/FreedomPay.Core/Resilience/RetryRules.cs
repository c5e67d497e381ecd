using FreedomPay.Core.Connection;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace FreedomPay.Core.Resilience;

/// <summary>Builds the pipeline of a connection: total timeout, retry, circuit breaker, timeout of one attempt.</summary>
internal static class RetryRules
{
    public const int BreakerThroughput = 20;
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BreakerWindow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    public static ResiliencePipeline<AttemptResult> Build(
        ConnectionSettings settings, TimeProvider time, RetryQuota quota, RequestPacer pacer, Func<double> random)
    {
        var builder = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = TotalTimeout(settings) });
        if (settings.MaxRetryCount > 0)
        {
            builder.AddRetry(new RetryStrategyOptions<AttemptResult>
            {
                MaxRetryAttempts = settings.MaxRetryCount,
                ShouldHandle = args => new ValueTask<bool>(ShouldRetry(args, settings, quota)),
                // The wait is ours: Polly's own would go on as long as what is on the wire may.
                DelayGenerator = static _ => new ValueTask<TimeSpan?>(TimeSpan.Zero),
                OnRetry = args => WaitAsync(args, time, pacer, random),
            });
        }

        // Only the breaker measures by the time of day. With another clock than the system's the timeouts could not share their timers.
        var breaker = new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = new SteadyTime(time) };
        breaker.AddCircuitBreaker(new CircuitBreakerStrategyOptions<AttemptResult>
        {
            FailureRatio = 0.9,
            MinimumThroughput = BreakerThroughput,
            SamplingDuration = BreakerWindow,
            BreakDuration = BreakDuration,
            // An answer that was refused, unreadable or wrongly signed comes from a server that runs.
            ShouldHandle = static args => new ValueTask<bool>(args.Outcome.Result is
                { Kind: AttemptKind.Lost or AttemptKind.NotSent, Reason: FaultReason.ConnectionFailed or FaultReason.Timeout or FaultReason.ServerError }),
        });
        builder.AddPipeline(breaker.Build());
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = settings.Timeout });
        return builder.Build();
    }

    // A backstop: every attempt and every wait is limited by itself, this only says that their sum is too.
    private static TimeSpan TotalTimeout(ConnectionSettings settings)
    {
        long wait = Math.Max(settings.MaxRetryAfter.Ticks, MaxDelay.Ticks);
        long total = (settings.Timeout.Ticks * (settings.MaxRetryCount + 1L)) + (wait * settings.MaxRetryCount) + TimeSpan.TicksPerSecond;
        // Polly's own limit is one day.
        return TimeSpan.FromTicks(Math.Min(total, TimeSpan.TicksPerDay));
    }

    private static bool ShouldRetry(RetryPredicateArguments<AttemptResult> args, ConnectionSettings settings, RetryQuota quota)
    {
        if (args.Outcome.Result is not { } result || !args.Context.Properties.TryGetValue(CallState.Key, out CallState? call)) return false;
        bool isRepeatable = call.Source.Safety is Safety.Read or Safety.Natural or Safety.Replay;
        bool allowed = result.Kind switch
        {
            AttemptKind.NotSent => true,
            // Where nothing authenticates either side, anybody on the way may ask for the pause, after the request was carried out.
            AttemptKind.Throttled => isRepeatable || call.Source.Route.Protocol is not (WireProtocol.None or WireProtocol.Form),
            // A redirect leads elsewhere the next time too.
            AttemptKind.Lost => isRepeatable && result.HttpStatus is not (>= 300 and < 400),
            _ => false,
        };
        if (!allowed || result.RetryAfter > settings.MaxRetryAfter) return false;
        // Also asked about the last attempt, whose answer would be ignored; the quota must not pay for it.
        if (args.AttemptNumber >= settings.MaxRetryCount || call.Halt.IsCancellationRequested || call.Caller.IsCancellationRequested) return false;
        if (quota.TrySpend(result.Reason == FaultReason.Timeout)) return true;
        call.QuotaSpent = true;
        return false;
    }

    private static async ValueTask WaitAsync(OnRetryArguments<AttemptResult> args, TimeProvider time, RequestPacer pacer, Func<double> random)
    {
        TimeSpan wait = Delay(args.AttemptNumber, args.Outcome.Result, pacer, random);
        // Whoever is stopped sees that by itself before it sends.
        if (wait > TimeSpan.Zero && args.Context.Properties.TryGetValue(CallState.Key, out CallState? call))
        {
            await time.WaitAsync(wait, call.Halt).ConfigureAwait(args.Context.ContinueOnCapturedContext);
        }
    }

    private static TimeSpan Delay(int attempt, AttemptResult? result, RequestPacer pacer, Func<double> random)
    {
        if (result?.RetryAfter is { } asked) return asked;
        double ceiling = Math.Min(MaxDelay.TotalMilliseconds, BaseDelay.TotalMilliseconds * Math.Pow(2, attempt));
        var own = TimeSpan.FromMilliseconds(ceiling * random());
        // While the server asks everybody for a pause, nobody comes back earlier because it failed for another reason.
        return pacer.Blocked is { } pause && pause > own ? pause : own;
    }
}
