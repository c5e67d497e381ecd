using System.Text.Json.Nodes;

namespace FreedomPay.Core.Resilience;

/// <summary>What one attempt came to, before the safety class says what that means.</summary>
internal enum AttemptKind
{
    Succeeded,

    /// <summary>The server said no.</summary>
    Refused,

    /// <summary>HTTP 429: said to be not processed.</summary>
    Throttled,

    /// <summary>It provably never reached the server.</summary>
    NotSent,

    /// <summary>It may have been processed; what came back does not tell.</summary>
    Lost,

    /// <summary>The caller cancelled; <see cref="AttemptResult.MayHaveArrived"/> says when.</summary>
    Cancelled,
}

/// <summary>One sending of a request and how it ended.</summary>
internal sealed class AttemptResult
{
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFieldErrors = new Dictionary<string, IReadOnlyList<string>>();

    public required AttemptKind Kind { get; init; }

    public FaultReason Reason { get; init; }

    /// <summary>A clause for a lost or unsent attempt, a sentence for a refusal; not yet redacted.</summary>
    public string Message { get; init; } = "";

    public JsonObject? Answer { get; init; }

    public string? Code { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; init; } = NoFieldErrors;

    public bool IsSigned { get; init; }

    /// <summary>Whether what was said came in another format than that of the protocol.</summary>
    public bool IsInOtherFormat { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>The pause that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Only of Cancelled: whether anything had left.</summary>
    public bool MayHaveArrived { get; init; }
}
