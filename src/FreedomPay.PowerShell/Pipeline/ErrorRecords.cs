using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>Every error record of the module is made here: a stable id, the right category, what to do.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord Create(FreedomPayException error, string recommendedAction, ErrorCategory category, object? target) =>
        new(error, "FreedomPay." + error.Reason, category, target)
        {
            ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = recommendedAction },
        };

    /// <summary>Ends a cmdlet.</summary>
    [DoesNotReturn]
    public static void Throw(PSCmdlet cmdlet, FreedomPayException error, string recommendedAction, ErrorCategory category, object? target)
    {
        cmdlet.ThrowTerminatingError(Create(error, recommendedAction, category, target));
        throw error; // Never reached: the line above throws, which its declaration does not tell the compiler.
    }

    /// <summary>A row that is refused before anything is sent.</summary>
    public static ErrorRecord InvalidInput(Row row, IReadOnlyList<FieldFault> faults, Func<string, string> redact)
    {
        var error = new FreedomPayException("InvalidInput", redact($"{row.Prefix}{string.Join("; ", faults)}. Nothing was sent."))
        {
            Row = row.Number,
            Field = [.. faults.Select(fault => fault.Parameter)],
            OperationId = row.Operation.OperationId,
            Documentation = OperationCatalog.Find(row.Operation.OperationId)?.Documentation,
        };
        return Create(error, "Correct the fields that are named and give the row again; the other rows are not affected.", ErrorCategory.InvalidData, row.MaskedTarget());
    }

    /// <summary>A row whose key another row of the same run has had.</summary>
    public static ErrorRecord DuplicateKey(Row row) =>
        Create(new FreedomPayException("DuplicateKey", $"{row.Prefix}the key {row.OwnKey} has come in this run already. Nothing was sent for this row.")
        {
            Row = row.Number,
            OperationId = row.Operation.OperationId,
            RequestId = row.OwnKey,
        }, "If it is another request, give it a key of its own; if not, take the row out.", ErrorCategory.InvalidData, row.MaskedTarget());

    /// <summary>A row under the key of another one that was sent.</summary>
    public static ErrorRecord JournalConflict(Row row, string path, Func<string, string> redact) =>
        Create(new FreedomPayException("JournalConflict", $"{row.Prefix}the journal {redact(path)} has a request with the key {row.OwnKey} that was carried out, or may have been, with other values of {string.Join(", ", row.Ticket!.Changed)}. Nothing was sent.")
        {
            Row = row.Number,
            Field = row.Ticket.Changed,
            OperationId = row.Operation.OperationId,
            RequestId = row.OwnKey,
        }, "Give the row the values that it had, to get its result; or a key of its own, if it is another request.", ErrorCategory.InvalidData, row.MaskedTarget());

    /// <summary>A journal that cannot be used.</summary>
    public static ErrorRecord UnusableJournal(JournalException problem, string path)
    {
        // A path is typed by hand and may hold a card number.
        var redactor = new Redactor([]);
        string message = redactor.Text(problem.Message);
        (FreedomPayException error, string action) = problem.Problem switch
        {
            JournalProblem.InUse => (new FreedomPayException("JournalInUse", message), "Wait until the other run has ended, or give another journal."),
            JournalProblem.Foreign => (new FreedomPayException("JournalForeign", message), "Give the journal of this very run, with the connection that it was begun with, or the path of a new one."),
            JournalProblem.Version => (new FreedomPayException("JournalVersion", message), "Use the version of the module that wrote it."),
            JournalProblem.Damaged => (new FreedomPayException("JournalDamaged", message), "Look at the line. Rows that the journal does not hold may be sent with a new one; find out about the others before you send them again."),
            _ => (new FreedomPayException("JournalUnusable", message), "Give a path on a disk that can be written to and has room, then run the same command again: nothing is sent twice."),
        };
        return Create(error, action, ErrorCategory.ResourceUnavailable, redactor.Text(path));
    }

    /// <summary>A request that did not succeed.</summary>
    public static ErrorRecord Fault(Row row, ApiOutcome outcome)
    {
        ApiFault fault = outcome.Fault!;
        string reason = outcome.State is OutcomeState.Unknown ? nameof(FaultReason.OutcomeUnknown) : fault.Reason.ToString();
        (ErrorCategory category, string action) = Advice(outcome, row);
        var error = new FreedomPayException(reason, row.Prefix + fault.Message)
        {
            Row = row.Number,
            Field = [.. fault.FieldErrors.Keys],
            Code = fault.Code,
            Description = fault.Description,
            HttpStatus = fault.HttpStatus,
            OperationId = outcome.OperationId,
            // A repeat may have gone out under a number of its own.
            RequestId = outcome.RequestId ?? row.RequestId,
            Attempts = outcome.Attempts,
            Documentation = OperationCatalog.Find(outcome.OperationId)?.Documentation,
        };
        return Create(error, action, category, row.MaskedTarget());
    }

    /// <summary>A request that the API took and did not carry out.</summary>
    public static ErrorRecord RequestFailed(Row row, object result, string message) =>
        Create(new FreedomPayException("RequestFailed", row.Prefix + message)
        {
            Row = row.Number,
            OperationId = row.Operation.OperationId,
            RequestId = row.RequestId,
            Documentation = OperationCatalog.Find(row.Operation.OperationId)?.Documentation,
        }, "The API does not tell the reason here. Check the data of the request; a new attempt needs a new request id.", ErrorCategory.InvalidResult, result);

    private static (ErrorCategory Category, string Action) Advice(ApiOutcome outcome, Row row)
    {
        if (outcome.State is OutcomeState.Unknown)
        {
            string how = row.Operation.StatusOperation is { } status && OperationCatalog.Find(status)?.Cmdlet is { } cmdlet && (row.Operation.StatusField is { } field ? AnswerReader.Text(row.Sent, field) : outcome.RequestId ?? row.RequestId) is { } id
                ? $"Ask with {cmdlet} for {id} before you send it again."
                : "Find out whether it arrived before you send it again.";
            return (ErrorCategory.OperationTimeout, "The request may have been carried out: nothing was sent twice. " + how);
        }

        return outcome.Fault!.Reason switch
        {
            FaultReason.Refused => (ErrorCategory.InvalidOperation, "The API refused the request; correct what its message names. It was not carried out."),
            FaultReason.InvalidInput => (ErrorCategory.InvalidData, "Correct what the message names, then run the row again; it was not sent."),
            FaultReason.Unauthorized => (ErrorCategory.AuthenticationError, "Check the credentials given to Connect-FreedomPay and the environment that they belong to."),
            FaultReason.NoCredential => (ErrorCategory.AuthenticationError, "Run Connect-FreedomPay again with the credential that is named."),
            FaultReason.Throttled => (ErrorCategory.LimitsExceeded, "The API asks for a pause. Lower -ThrottleLimit and run the remaining rows later; this one was not carried out."),
            FaultReason.ConnectionFailed => (ErrorCategory.ConnectionError, "Check the address and the network, then run the row again; it was not sent."),
            FaultReason.CircuitOpen => (ErrorCategory.ResourceUnavailable, "The API kept failing, so nothing more is sent for a moment. Run the row again later; it was not sent."),
            FaultReason.Timeout => (ErrorCategory.OperationTimeout, "Run it again, with a longer Connect-FreedomPay -TimeoutSec if the API is slow."),
            FaultReason.WaitTimeout => (ErrorCategory.OperationTimeout, "It may still succeed: wait for the same request again, with a longer -TimeoutSec."),
            FaultReason.UntrustedAnswer => (ErrorCategory.SecurityError, "The answer's signature is wrong: check the merchant's secret, and whether a proxy changes answers."),
            FaultReason.InvalidAnswer => (ErrorCategory.InvalidResult, "The answer cannot be read. Look at it with -Debug; check that the address is the API's."),
            FaultReason.NotSupported => (ErrorCategory.NotImplemented, "Run it in PowerShell 7.4 or later; it was not sent."),
            FaultReason.JournalFailed => (ErrorCategory.WriteError, "It was not sent, because that could not be recorded first. See to the disk, then run the same command again."),
            FaultReason.Cancelled => (ErrorCategory.OperationStopped, "Run it again when you like; it was not carried out."),
            _ => (ErrorCategory.InvalidResult, "Try again later."),
        };
    }
}
