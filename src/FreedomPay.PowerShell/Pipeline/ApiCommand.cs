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

    /// <summary>Writes a result, in its turn; says why it tells too little to be one, else null.</summary>
    private protected virtual RequestFailure? Write(TResult result, Row row)
    {
        object shown = Present(result, row);
        // The file comes before the result, after which nobody may read on; what is drawn and told comes after it, for that may end the command.
        QrWriter? codes = Codes?.IsWanted(row) == true ? Codes : null;
        string? notWritten = codes is null || IsWhatIf ? null : codes.Save(row, result);
        WriteObject(shown);
        if (codes is not null) ShowCode(codes, result, row, notWritten);
        return null;
    }

    /// <summary>What an answer has a result of each: the answer itself, or the things that it lists.</summary>
    private protected virtual IEnumerable<JsonObject> ItemsOf(JsonObject answer) => [answer];

    private protected sealed override string? WriteSuccess(Row row, ApiOutcome outcome)
    {
        string? failed = null;
        foreach (JsonObject item in ItemsOf(outcome.Answer!)) failed = WriteItem(row, outcome, item) ?? failed;
        return failed;
    }

    private protected sealed override JsonObject? ToKeep(Row row, JsonObject answer) =>
        FailureOf(ResultOf(row, answer)) is null ? AnswerReader.Keep(typeof(TResult), answer, RedactorOf(row).Text) : null;

    private void ShowCode(QrWriter codes, TResult result, Row row, string? notWritten)
    {
        if (IsWhatIf)
        {
            // A link is made with -WhatIf too, for nothing is done by it. A file would be.
            if (row.QrFile is { } file) ShouldProcess(row.Redact(file), Messages.WriteQrCode);
            return;
        }

        string? notDrawn = codes.Draw(result, () => SubjectOf(row.Sent) is { } subject ? row.Redact(row.Prefix + subject) : null);
        if ((notWritten ?? notDrawn) is { } reason) WriteError(ErrorRecords.QrNotMade(row, result, reason, RedactorOf(row)));
    }

    private string? WriteItem(Row row, ApiOutcome outcome, JsonObject item)
    {
        TResult result = ResultOf(row, item);
        result.Recovered = outcome.Recovered;
        result.Replayed = row.Ticket?.Verdict is JournalVerdict.Done;
        if (outcome.Recovered) Warn(Messages.AnswerLostButArrived.With(row.Prefix) + LossOf(result));
        Note(row, item);
        if ((FailureOf(result) ?? Write(result, row)) is not { } failure) return null;
        WriteError(ErrorRecords.RequestFailed(row, result, failure, RedactorOf(row)));
        return "RequestFailed";
    }

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
