using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>
/// A cmdlet that performs an operation of the API for each row of its input: validates, asks, sends, and writes results in
/// the order of the input. A row that fails is one error and never stops the others.
/// </summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class ApiCommand<TResult> : BulkCommand
    where TResult : FreedomPayObject, new()
{
    /// <summary>Remembers what the family wants to know later of a request and its answer.</summary>
    private protected virtual void Note(Row row, JsonObject answer)
    {
    }

    /// <summary>Why a request that the API took is a failure nevertheless; null when it is none.</summary>
    private protected virtual RequestFailure? FailureOf(TResult result) => null;

    /// <summary>What a result lacks because its answer was lost, and what to do; empty where the state of the request tells all.</summary>
    private protected virtual string LossOf(TResult result) => "";

    /// <summary>What is written for a result; called on the pipeline's thread, when its turn has come.</summary>
    private protected virtual object Present(TResult result, Row row) => result;

    private protected sealed override string? WriteSuccess(Row row, ApiOutcome outcome)
    {
        TResult result = ResultOf(row, outcome.Answer!);
        result.Recovered = outcome.Recovered;
        result.Replayed = row.Ticket?.Verdict is JournalVerdict.Done;
        if (outcome.Recovered) Warn(Messages.AnswerLostButArrived.With(row.Prefix) + LossOf(result));
        Note(row, outcome.Answer!);
        if (FailureOf(result) is not { } failure)
        {
            WriteObject(Present(result, row));
            return null;
        }

        WriteError(ErrorRecords.RequestFailed(row, result, failure, RedactorOf(row)));
        return "RequestFailed";
    }

    private protected sealed override JsonObject? ToKeep(Row row, JsonObject answer) =>
        FailureOf(ResultOf(row, answer)) is null ? AnswerReader.Keep(typeof(TResult), answer, RedactorOf(row).Text) : null;

    // With a journal the answer is looked at before it is the row's turn.
    private static TResult ResultOf(Row row, JsonObject answer)
    {
        if (row.Result is TResult known && ReferenceEquals(row.Answer, answer)) return known;
        var result = new TResult();
        AnswerReader.Fill(result, answer, row.Sent);
        (row.Result, row.Answer) = (result, answer);
        return result;
    }
}
