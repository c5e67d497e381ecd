using FreedomPay.Core;
using FreedomPay.Core.Bulk;

namespace FreedomPay.Pipeline;

/// <summary>What becomes of a row by what is known here, and not by what the API says of its request.</summary>
internal static class RowOutcomes
{
    /// <summary>It is not sent.</summary>
    /// <param name="row">The row.</param>
    /// <param name="reason">Why; it may hold values of the row.</param>
    public static ApiOutcome NotSent(RunRow row, string reason) => new()
    {
        State = OutcomeState.NotSent,
        OperationId = row.OperationId,
        RequestId = row.RequestId,
        Fault = new ApiFault { Reason = FaultReason.InvalidInput, Message = row.Redact(reason) },
    };

    /// <summary>Its answer does not tell what became of it.</summary>
    /// <param name="outcome">What it was taken for.</param>
    /// <param name="cause">Why it is not that.</param>
    /// <param name="message">What is said of it; that of the outcome, where it has one, unless given.</param>
    public static ApiOutcome InDoubt(ApiOutcome outcome, FaultReason cause, string? message) => outcome with
    {
        State = OutcomeState.Unknown,
        Answer = null,
        Fault = (outcome.Fault ?? new ApiFault { Reason = cause, Message = message! }) with { Reason = FaultReason.OutcomeUnknown, Cause = cause },
    };
}
