using System.Text.Json.Nodes;

namespace FreedomPay.Core;

/// <summary>What became of a request; exactly one of four.</summary>
public enum OutcomeState
{
    /// <summary>The server carried it out and said so.</summary>
    Succeeded,

    /// <summary>The server refused it, or it only reads and could not be answered.</summary>
    Failed,

    /// <summary>It was sent, and whether it was carried out is not known.</summary>
    Unknown,

    /// <summary>It certainly did not reach the server.</summary>
    NotSent,
}

/// <summary>Why a request did not succeed.</summary>
public enum FaultReason
{
    /// <summary>The API refused it.</summary>
    Refused,

    /// <summary>The API did not accept the credential.</summary>
    Unauthorized,

    /// <summary>The API asks for a pause.</summary>
    Throttled,

    /// <summary>The server failed.</summary>
    ServerError,

    /// <summary>No connection, or it broke.</summary>
    ConnectionFailed,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The answer cannot be read.</summary>
    InvalidAnswer,

    /// <summary>The answer's signature is missing or wrong.</summary>
    UntrustedAnswer,

    /// <summary>Whether it was carried out is not known.</summary>
    OutcomeUnknown,

    /// <summary>The request itself cannot be sent as it is.</summary>
    InvalidInput,

    /// <summary>The connection lacks the credential.</summary>
    NoCredential,

    /// <summary>The server kept failing, so that nothing is sent for a moment.</summary>
    CircuitOpen,

    /// <summary>It was stopped.</summary>
    Cancelled,

    /// <summary>This edition of .NET cannot send it.</summary>
    NotSupported,

    /// <summary>What was waited for did not happen in time.</summary>
    WaitTimeout,

    /// <summary>The journal could not record that it was about to leave.</summary>
    JournalFailed,

    /// <summary>What handles it failed itself, in a way that nobody foresaw.</summary>
    Unexpected,
}

/// <summary>Why a request did not succeed, with everything that is known and no secret.</summary>
public sealed record ApiFault
{
    /// <summary>The reason.</summary>
    public required FaultReason Reason { get; init; }

    /// <summary>One sentence, redacted.</summary>
    public required string Message { get; init; }

    /// <summary>Code of the error in the API.</summary>
    public string? Code { get; init; }

    /// <summary>The API's own text, redacted.</summary>
    public string? Description { get; init; }

    /// <summary>HTTP status of the answer, where there was one.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Texts by field path, where the API named fields.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> FieldErrors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For pg: whether the error answer was signed.</summary>
    public bool Signed { get; init; }

    /// <summary>Whether it is not the API's own answer that tells, but one in another format than that of the protocol.</summary>
    internal bool InOtherFormat { get; init; }

    /// <summary>For an unknown outcome: what was lost.</summary>
    public FaultReason? Cause { get; init; }
}

/// <summary>What became of a request.</summary>
public sealed record ApiOutcome
{
    /// <summary>One of four.</summary>
    public required OutcomeState State { get; init; }

    /// <summary>Name of the operation.</summary>
    public required string OperationId { get; init; }

    /// <summary>The request's own id or key.</summary>
    public string? RequestId { get; init; }

    /// <summary>The answer of a request that succeeded.</summary>
    public JsonObject? Answer { get; init; }

    /// <summary>Why it did not succeed.</summary>
    public ApiFault? Fault { get; init; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>How long it took, waits included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether its own answer was lost and this is the status operation's.</summary>
    public bool Recovered { get; init; }

    /// <summary>The outcome of a request that the caller itself decided not to send.</summary>
    /// <param name="operationId">Name of the operation.</param>
    /// <returns>The outcome.</returns>
    public static ApiOutcome NeverSent(string operationId) => new()
    {
        State = OutcomeState.NotSent,
        OperationId = operationId,
        Fault = new ApiFault { Reason = FaultReason.Cancelled, Message = Messages.NeverSent },
    };
}
