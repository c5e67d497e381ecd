using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>Every error record of the module is made here: a stable id, the right category, what to do.</summary>
internal static class ErrorRecords
{
    // An id or a path is typed by hand, and may be a card number by mistake.
    private static readonly Redactor CardNumbers = new([]);

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
        var error = new FreedomPayException(
            "InvalidInput", redact(Messages.RowRefused.With(row.Prefix, string.Join("; ", faults.Select(fault => fault.Describe(redact))))))
        {
            Row = row.Number,
            // A member that there is not may have any name.
            Field = [.. faults.Select(fault => redact(fault.Parameter))],
            OperationId = row.Operation.OperationId,
            Documentation = OperationCatalog.Find(row.Operation.OperationId)?.Documentation,
        };
        return Create(error, Messages.RowRefusedAdvice, ErrorCategory.InvalidData, row.MaskedTarget());
    }

    /// <summary>Rows whose columns show that the file was not read as it was written.</summary>
    public static ErrorRecord RowsMisread(string message, string advice) =>
        Create(new FreedomPayException("RowsMisread", CardNumbers.Text(message)), CardNumbers.Text(advice), ErrorCategory.InvalidData, null);

    /// <summary>A row whose key another row of the same run has had.</summary>
    public static ErrorRecord DuplicateKey(Row row) =>
        Create(new FreedomPayException("DuplicateKey", row.Redact(Messages.KeyRepeated.With(row.Prefix, row.RowId ?? row.OwnKey)))
        {
            Row = row.Number,
            OperationId = row.Operation.OperationId,
            RequestId = IdempotencyKeys.Shown(row.OwnKey, row.Redact),
        }, Messages.KeyRepeatedAdvice, ErrorCategory.InvalidData, row.MaskedTarget());

    /// <summary>A row under the key of another one that was sent.</summary>
    public static ErrorRecord JournalConflict(Row row, string path, Func<string, string> redact)
    {
        JournalTicket ticket = row.Ticket!;
        bool lacksName = ticket.Verdict is JournalVerdict.Unnamed;
        string message = lacksName
            ? Messages.RowLacksName.With(row.Prefix, path)
            : Messages.KeyTaken.With(row.Prefix, path, row.RowId ?? row.OwnKey, string.Join(", ", ticket.Changed));
        return Create(new FreedomPayException("JournalConflict", redact(message))
        {
            Row = row.Number,
            Field = [.. ticket.Changed.Select(redact)],
            OperationId = row.Operation.OperationId,
            RequestId = IdempotencyKeys.Shown(row.OwnKey, row.Redact),
        }, lacksName ? Messages.RowLacksNameAdvice : Messages.KeyTakenAdvice, ErrorCategory.InvalidData, row.MaskedTarget());
    }

    /// <summary>A path as it may be shown.</summary>
    public static string Shown(string path) => CardNumbers.Text(path);

    /// <summary>A journal that cannot be used.</summary>
    public static ErrorRecord UnusableJournal(JournalException problem, string path)
    {
        string message = CardNumbers.Text(problem.Message);
        (FreedomPayException error, string action) = problem.Problem switch
        {
            JournalProblem.InUse => (new FreedomPayException("JournalInUse", message), Messages.JournalInUseAdvice),
            JournalProblem.Foreign => (new FreedomPayException("JournalForeign", message), Messages.JournalForeignAdvice),
            JournalProblem.Version => (new FreedomPayException("JournalVersion", message), Messages.JournalVersionAdvice),
            JournalProblem.Damaged => (new FreedomPayException("JournalDamaged", message), Messages.JournalDamagedAdvice),
            JournalProblem.Ambiguous => (new FreedomPayException("JournalAmbiguous", message), Messages.JournalAmbiguousAdvice),
            _ => (new FreedomPayException("JournalUnusable", message), Messages.JournalUnusableAdvice),
        };
        return Create(error, action, ErrorCategory.ResourceUnavailable, CardNumbers.Text(path));
    }

    /// <summary>A request that did not succeed.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="whereElse">Where to look for what became of it, where the API cannot be asked; null for nowhere in particular.</param>
    public static ErrorRecord Fault(Row row, ApiOutcome outcome, string? whereElse = null)
    {
        ApiFault fault = outcome.Fault!;
        string reason = outcome.State is OutcomeState.Unknown ? nameof(FaultReason.OutcomeUnknown) : fault.Reason.ToString();
        (ErrorCategory category, string action) = Advice(outcome, row, whereElse);
        if (ErrorAdvice.AdviceOf(outcome.OperationId, row.Operation.Api, fault.Code) is { } known)
        {
            // What the code means, and what it leaves to be done, beside what the outcome demands whatever the code.
            bool isSaid = fault.Reason is FaultReason.Refused && outcome.State is not OutcomeState.Unknown && (row.OwnKey is null || row.Operation.IsRead);
            action = isSaid ? known : known + " " + action;
        }

        var error = new FreedomPayException(reason, row.Prefix + fault.Message)
        {
            Row = row.Number,
            Field = [.. fault.FieldErrors.Keys],
            Code = fault.Code,
            Description = fault.Description,
            HttpStatus = fault.HttpStatus,
            OperationId = outcome.OperationId,
            // A repeat may have gone out under a number of its own.
            RequestId = IdempotencyKeys.Shown(outcome.RequestId ?? row.RequestId, row.Redact),
            Attempts = outcome.Attempts,
            Documentation = OperationCatalog.Find(outcome.OperationId)?.Documentation,
        };
        return Create(error, action, category, row.MaskedTarget());
    }

    /// <summary>A request that the API took and did not carry out.</summary>
    /// <param name="row">The row.</param>
    /// <param name="result">What the API answered.</param>
    /// <param name="failure">Why it is a failure; it may hold the API's own text.</param>
    /// <param name="redactor">Masks the secrets of the request too.</param>
    public static ErrorRecord RequestFailed(Row row, object result, RequestFailure failure, Redactor redactor) =>
        Create(new FreedomPayException("RequestFailed", row.Prefix + redactor.SaidLine(failure.Message))
        {
            Row = row.Number,
            Code = failure.Code is { } code ? redactor.SaidLine(code) : null,
            OperationId = row.Operation.OperationId,
            RequestId = IdempotencyKeys.Shown(row.RequestId, row.Redact),
            Documentation = OperationCatalog.Find(row.Operation.OperationId)?.Documentation,
        }, failure.Advice, ErrorCategory.InvalidResult, row.MaskedResult(result, redactor.Value));

    /// <summary>The code of a result was not made. The result stands, so the error is about it, and holds no row that might be given again.</summary>
    /// <param name="row">The row.</param>
    /// <param name="result">What the API answered.</param>
    /// <param name="reason">Why, after a colon.</param>
    /// <param name="redactor">Masks the secrets of the request too.</param>
    public static ErrorRecord QrNotMade(Row row, object result, string reason, Redactor redactor) =>
        Create(new FreedomPayException("QrNotMade", row.Redact(Messages.QrNotMade.With(row.Prefix, reason)))
        {
            Row = row.Number,
            OperationId = row.Operation.OperationId,
            RequestId = IdempotencyKeys.Shown(row.RequestId, row.Redact),
        }, Messages.QrNotMadeAdvice, ErrorCategory.WriteError, row.MaskedResult(result, redactor.Value));

    private static (ErrorCategory Category, string Action) Advice(ApiOutcome outcome, Row row, string? whereElse)
    {
        if (outcome.State is OutcomeState.Unknown)
        {
            if (row.Operation.Safety is FreedomPaySafety.Read or FreedomPaySafety.Natural)
            {
                return (ErrorCategory.OperationTimeout, Messages.OutcomeUnknownAdviceNatural);
            }
            if (row.Operation.Safety is FreedomPaySafety.Replay)
            {
                return (
                    ErrorCategory.OperationTimeout,
                    Messages.OutcomeUnknownAdviceReplay.With(IdempotencyKeys.Shown(outcome.RequestId ?? row.RequestId, row.Redact)));
            }
            string advice = row.Operation.StatusOperation is { } status
                && OperationCatalog.Find(status)?.Cmdlet is { } cmdlet
                && (row.Operation.StatusField is { } field ? WireObject.Text(row.Sent, field) : outcome.RequestId ?? row.RequestId) is { } id
                ? Messages.OutcomeUnknownAdviceAsk.With(cmdlet, CardNumbers.Text(id))
                : whereElse is null ? Messages.OutcomeUnknownAdvice : Messages.OutcomeUnknownAdvice + " " + row.Redact(whereElse);
            return (ErrorCategory.OperationTimeout, advice);
        }

        return outcome.Fault!.Reason switch
        {
            // A key that was used before is refused too, and what was sent under it then may have been carried out.
            FaultReason.Refused =>
                (ErrorCategory.InvalidOperation, row.OwnKey is null || row.Operation.IsRead ? Messages.RefusedAdvice : Messages.RefusedAdviceOwnKey),
            FaultReason.InvalidInput => (ErrorCategory.InvalidData, Messages.InvalidInputAdvice),
            FaultReason.Unauthorized => (ErrorCategory.AuthenticationError, Messages.UnauthorizedAdvice),
            FaultReason.NoCredential => (ErrorCategory.AuthenticationError, Messages.NoCredentialAdvice),
            FaultReason.Throttled => (ErrorCategory.LimitsExceeded, Messages.ThrottledAdvice),
            FaultReason.ConnectionFailed =>
                (ErrorCategory.ConnectionError, outcome.State is OutcomeState.NotSent ? Messages.ConnectionFailedAdvice : Messages.AnswerCutAdvice),
            FaultReason.CircuitOpen => (ErrorCategory.ResourceUnavailable, Messages.CircuitOpenAdvice),
            FaultReason.Timeout => (ErrorCategory.OperationTimeout, Messages.TimeoutAdvice),
            FaultReason.WaitTimeout => (ErrorCategory.OperationTimeout, Messages.WaitTimeoutAdvice),
            FaultReason.UntrustedAnswer => (ErrorCategory.SecurityError, Messages.UntrustedAnswerAdvice),
            FaultReason.InvalidAnswer => (ErrorCategory.InvalidResult, Messages.InvalidAnswerAdvice),
            FaultReason.NotSupported => (ErrorCategory.NotImplemented, Messages.NotSupportedAdvice),
            FaultReason.JournalFailed => (ErrorCategory.WriteError, Messages.JournalFailedAdvice),
            FaultReason.Cancelled => (ErrorCategory.OperationStopped, Messages.CancelledAdvice),
            FaultReason.Unexpected => (ErrorCategory.NotSpecified, Messages.UnexpectedAdvice),
            _ => (ErrorCategory.InvalidResult, Messages.OtherFaultAdvice),
        };
    }
}
