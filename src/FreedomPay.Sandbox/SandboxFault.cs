namespace FreedomPay.Sandbox;

/// <summary>What goes wrong with a request.</summary>
public enum SandboxFaultKind
{
    /// <summary>The answer is delayed; combines with one other fault.</summary>
    Latency,

    /// <summary>HTTP 429, with Retry-After when given; the request is not processed.</summary>
    TooManyRequests,

    /// <summary>The status code of the fault with a text body; the request is not processed.</summary>
    ServerError,

    /// <summary>The connection is aborted before the request is processed.</summary>
    Reset,

    /// <summary>The request is processed, with its effect and its ledger entry, then the connection is aborted.</summary>
    AnswerLost,

    /// <summary>The request is processed, then answered with a body that cannot be read.</summary>
    MalformedAnswer,

    /// <summary>The request is processed, then answered with very many bytes of valid-looking content.</summary>
    OversizedAnswer,

    /// <summary>The request is processed, then answered with a wrong pg_sig. JSON answers are unsigned in the contract: there the fault is used up
    /// and ignored.</summary>
    WrongSignature,
}

/// <summary>A fault that the sandbox injects into matching requests.</summary>
public sealed record SandboxFault
{
    /// <summary>What goes wrong.</summary>
    public SandboxFaultKind Kind { get; init; }

    /// <summary>How many requests it hits; null for no end.</summary>
    public int? Count { get; init; }

    /// <summary>Probability, 0 to 1, that a matching request is hit; decided by the seeded generator.</summary>
    public double Probability { get; init; } = 1.0;

    /// <summary>Operation to hit, by its id in the contract; <c>*</c> and <c>?</c> are wildcards.</summary>
    public string OperationId { get; init; } = "*";

    /// <summary>Delay in milliseconds before the request is handled; every kind may have one.</summary>
    public int LatencyMilliseconds { get; init; }

    /// <summary>Value of Retry-After, sent as it is: seconds or an HTTP date.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>HTTP status of <see cref="SandboxFaultKind.ServerError"/>.</summary>
    public int StatusCode { get; init; } = 503;

    /// <summary>Length in bytes of an oversized answer.</summary>
    public long AnswerBytes { get; init; } = 32L * 1024 * 1024;

    /// <summary>How many matching requests pass before the first is hit.</summary>
    public int Skip { get; init; }
}
