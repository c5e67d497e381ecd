namespace FreedomPay;

/// <summary>What the sandbox does wrong on demand.</summary>
public enum FreedomPaySandboxFaultKind
{
    /// <summary>Answers late, by -LatencyMilliseconds.</summary>
    Latency,

    /// <summary>Answers 429 with Retry-After and does not process the request.</summary>
    TooManyRequests,

    /// <summary>Answers a 5xx status and does not process the request.</summary>
    ServerError,

    /// <summary>Breaks the connection before the request is processed.</summary>
    Reset,

    /// <summary>Processes the request and breaks the connection instead of answering.</summary>
    AnswerLost,

    /// <summary>Processes the request and answers something that cannot be read.</summary>
    MalformedAnswer,

    /// <summary>Processes the request and answers far too much.</summary>
    OversizedAnswer,

    /// <summary>Processes the request and signs the answer wrongly; for pg operations, whose answers are signed.</summary>
    WrongSignature,
}
