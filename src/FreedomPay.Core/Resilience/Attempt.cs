using System.Text.Json.Nodes;

namespace FreedomPay.Core.Resilience;

/// <summary>How one sending of a request ended.</summary>
internal enum AttemptEnd
{
    /// <summary>A believable success.</summary>
    Answered,

    /// <summary>A believable refusal, or one that changes nothing if it is false.</summary>
    Refused,

    /// <summary>429: not processed.</summary>
    Throttled,

    /// <summary>It certainly did not reach the server.</summary>
    NotSent,

    /// <summary>It may have been processed; the answer is missing or worthless.</summary>
    Lost,
}

/// <summary>One sending of a request.</summary>
internal sealed class Attempt
{
    public required AttemptEnd End { get; init; }

    public JsonObject? Answer { get; init; }

    public ApiFault? Fault { get; init; }

    /// <summary>The pause that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
