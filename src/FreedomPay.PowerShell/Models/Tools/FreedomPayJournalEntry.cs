namespace FreedomPay;

/// <summary>What a journal says of one row: its last request and what became of it.</summary>
public sealed class FreedomPayJournalEntry
{
    /// <summary>Number of the row in the run that sent it last, from 1; 0 for a single call.</summary>
    public long Row { get; internal init; }

    /// <summary>What became of it.</summary>
    public FreedomPayJournalState State { get; internal init; }

    /// <summary>Name of the operation in the contract.</summary>
    public string OperationId { get; internal init; } = "";

    /// <summary>The request's own id, by which the API can be asked; empty where the operation has none.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>When the request was about to leave, ISO 8601 in UTC.</summary>
    public string SentAt { get; internal init; } = "";

    /// <summary>When its end was recorded, ISO 8601 in UTC; empty for none.</summary>
    public string? EndedAt { get; internal init; }

    /// <summary>Why it did not succeed, as in the error ids: Refused, Throttled, OutcomeUnknown, …</summary>
    public string? Reason { get; internal init; }

    /// <summary>Code of the error in the API, where it gave one.</summary>
    public string? Code { get; internal init; }

    /// <summary>HTTP status of the answer, where there was one.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>How many times it was sent in the run that recorded its end; 0 where that run only asked.</summary>
    public int? Attempts { get; internal init; }

    /// <summary>Whether its own answer was lost and the status operation found it.</summary>
    public bool Recovered { get; internal init; }
}
