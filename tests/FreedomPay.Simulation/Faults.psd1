# Faults that would break a promise: a text of a file under src, which has to be there, and what a mistake would make of it; several where it
# takes more than one. ./build.ps1 PlantFaults puts each into a copy of the sources and looks whether the simulation finds it.
@{
    Faults = @(
        @{ Fault = 'What has no key is repeated after a lost answer'; File = 'FreedomPay.Core/Resilience/RetryRules.cs'
            From = 'call.Source.Safety is Safety.Read or Safety.Natural or Safety.Replay && result'; To = 'call.Source.Safety is not Safety.Refuse && result' }
        @{ Fault = 'A request goes out before its line is on the disk'; File = 'FreedomPay.Core/Bulk/RowRun.cs'
            From = 'return leaving.Ticket is { } ticket ? Journal!.File.ClaimAsync(ticket, requestId, sending, leaving.Note) : MayLeave;'
            To = 'if (leaving.Ticket is { } ticket) _ = Journal!.File.ClaimAsync(ticket, requestId, sending, leaving.Note); return MayLeave;' }
        @{ Fault = 'A line is written and not brought to the disk'; File = 'FreedomPay.Core/Bulk/Journal/JournalWriter.cs'; From = 'flush(toDisk);'; To = 'flush(false);' }
        @{ Fault = 'A line is not even handed to the system'; File = 'FreedomPay.Core/Bulk/Journal/JournalWriter.cs'; From = 'flush(toDisk);'; To = '' }
        @{ Fault = 'A run goes on when its disk is full'; File = 'FreedomPay.Core/Bulk/Journal/JournalWriter.cs'
            From = 'onDisk?.SetResult(failure);'; To = 'onDisk?.SetResult(null);' }
        @{ Fault = 'A journal is locked by its name alone'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'held.KeepSalt(reader.Header.Salt);', 'disk.Hold(file, path);'; To = '', '' }
        @{ Fault = 'The refusal of a repeat is taken for that of the request before it'; File = 'FreedomPay.Core/Resilience/Conclusion.cs'
            From = 'case AttemptKind.Refused when !inDoubt || Settles(result):'; To = 'case AttemptKind.Refused when !inDoubt || result.Reason is FaultReason.Refused:' }
        @{ Fault = 'A refusal that is not signed settles what was lost'; File = 'FreedomPay.Core/Resilience/Conclusion.cs'
            From = '(request.Route.Protocol is WireProtocol.Pg ? refusal.IsSigned : refusal.Code is not null || refusal.Description is not null)'; To = 'true' }
        @{ Fault = 'The answer of another request is believed'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = 'if (said is not null && AnswerIdentity.Other('; To = 'if (said is { Count: > 9999 } && AnswerIdentity.Other(' }
        @{ Fault = 'Any signature is believed'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = 'said is not null && PgSigner.Verify(request.ScriptName, said, PgMessage.Xml, request.PgSecret)'; To = 'said is not null' }
        @{ Fault = 'Any word of a status is believed'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = 'if (StatusWords.Unknown(source, said) is { } member)'; To = 'if (StatusWords.Unknown(source, said) is { Length: > 9999 } member)' }
        @{ Fault = 'A code that leaves all open is taken for a refusal'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = 'if (refusal?.Code is { } open && ErrorCodes'; To = 'if (refusal?.Code is { Length: > 9999 } open && ErrorCodes' }
        @{ Fault = 'A failing server is taken for a refusal'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = '408 or >= 500 or < 200 => Result(AttemptKind.Lost,'; To = '408 or >= 500 or < 200 => Result(AttemptKind.Refused,' }
        @{ Fault = 'A redirect is taken for a refusal'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = '>= 300 and < 400 => Invalid(Messages.Redirected.With(status)),'
            To = '>= 300 and < 400 => Result(AttemptKind.Refused, FaultReason.Refused, Messages.Redirected.With(status)),' }
        @{ Fault = 'A status that refuses counts, whatever its answer says'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = 'if (status >= 300 && refusal is null && said'; To = 'if (status >= 600 && refusal is null && said' }
        @{ Fault = 'A refusal whose text is cut is taken for one without any'; File = 'FreedomPay.Core/Protocols/AnswerJudge.cs'
            From = 'is not Safety.Read && Begins('; To = 'is not Safety.Read && body.Length > 99999 && Begins(' }
        @{ Fault = 'A refusal whose text does not come is taken for one without any'; File = 'FreedomPay.Core/Connection/HttpExchange.cs'
            From = '|| (call.Source.Safety is not Safety.Read && status'; To = '|| (call.Source.Safety is Safety.Read && status' }
        @{ Fault = 'A connection that broke is taken for one that never was'; File = 'FreedomPay.Core/Connection/HttpExchange.cs'
            From = 'result = Failure(call, e, notSent, status: null, cancellation);'; To = 'result = Failure(call, e, notSent: true, status: null, cancellation);' }
        @{ Fault = 'A later attempt makes a lost one forgotten'; File = 'FreedomPay.Core/Resilience/CallState.cs'
            From = 'Last = result;'; To = 'Last = result; if (result.Kind is AttemptKind.NotSent) Lost = null;' }
        @{ Fault = 'A row that was cut off is told as not sent'; File = 'FreedomPay.Core/Bulk/RowRun.cs'; From = 'leaving.MayHaveLeft = true;'; To = '' }
        @{ Fault = 'What was stopped on the wire is told as not sent'; File = 'FreedomPay.Core/Connection/HttpExchange.cs'
            From = 'MayHaveArrived = !notSent,'; To = 'MayHaveArrived = false,' }
        @{ Fault = 'The refusal of a repeat ends an old doubt'; File = 'FreedomPay.Core/Connection/ApiClient.cs'
            From = 'OutcomeState.Unknown || Conclusion.Settles(request, sent)) return sent;'; To = 'OutcomeState.Unknown || sent is { }) return sent;' }
        @{ Fault = 'A doubt of an earlier run is sent again, though nothing names it'; File = 'FreedomPay.Core/Connection/ApiClient.cs'
            From = 'if (request.Safety is Safety.Refuse or Safety.Unkeyed)'; To = 'if (request.Safety is Safety.Refuse)' }
        @{ Fault = 'What a status operation does not know is sent again, though nothing refuses it'; File = 'FreedomPay.Core/Connection/ApiClient.cs'
            From = 'if (request.Safety is not Safety.Refuse || !Conclusion.IsOfApi(asked))'; To = 'if (!Conclusion.IsOfApi(asked))' }
        @{ Fault = 'A doubt of an earlier run is sent again under a new key'; File = 'FreedomPay.Core/Bulk/RunRow.cs'
            From = 'if (keyField is { } key && Sent.ContainsKey(key)) Sent[key] = requestId;'; To = '' }
        @{ Fault = 'A doubt of an earlier run is taken for done'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'slot.State is OutcomeState.Succeeded ? JournalVerdict.Done : JournalVerdict.InDoubt'; To = 'JournalVerdict.Done' }
        @{ Fault = 'What failed is taken for done'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'if (slot.State is OutcomeState.Failed or OutcomeState.NotSent || slot.Intent < 0)'
            To = 'if (slot.State is OutcomeState.Failed or OutcomeState.NotSent) return Ticket(JournalVerdict.Done); if (slot.Intent < 0)' }
        @{ Fault = 'A key that comes twice in a file is sent twice'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'if (isRepeated) return Ticket(JournalVerdict.Repeated);'; To = '' }
        @{ Fault = 'A row that lost its key is another row'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'if (isKeyless && hadRows && !MayHaveActed(name) && WasNamed(operationId, fields, asWritten)) return Ticket(JournalVerdict.Unnamed);'; To = '' }
        @{ Fault = 'A row that failed under its key is not looked for without it'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'if (!hadRows || hash.Hides(fields)) return failed ?? name;'; To = 'if (failed is not null || !hadRows || hash.Hides(fields)) return failed ?? name;' }
        @{ Fault = 'Rows alike are one row'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'if (!IsSeen(first)) return first;'; To = 'if (first is { }) return first;' }
        @{ Fault = 'An amount is hashed as it is written'; File = 'FreedomPay.Core/Bulk/Journal/JournalHash.cs'
            From = 'if (spelling is null || node is null) return text;'; To = 'if (text.Length > 0 || spelling is null || node is null) return text;' }
        @{ Fault = 'A key in capitals is another key'; File = 'FreedomPay.Core/Bulk/Journal/JournalHash.cs'
            From = 'Guid.TryParseExact(key, "D", out Guid uuid) ? uuid.ToString("D") : key'; To = 'key' }
        @{ Fault = 'A row id without its zeros is another id'; File = 'FreedomPay.Core/Bulk/Journal/JournalHash.cs'; From = 'PlainNumber.Of(rowId)'; To = 'rowId' }
        @{ Fault = 'The torn end of a file is kept'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'file.SetLength(reader.EndOfWhole);'; To = '' }
        @{ Fault = 'A journal keeps values as they are'; File = 'FreedomPay.Core/Bulk/Journal/JournalHash.cs'
            From = 'Base64Url.Encode(Hash(name, Text(node, wireName), FieldBytes))'; To = 'Text(node, wireName)' }
        @{ Fault = 'Results come as they are ready'; File = 'FreedomPay.Core/Bulk/RowRun.cs'
            From = 'TRow row = dispatcher.Take(trace, out ApiOutcome? told);'; To = 'TRow row = dispatcher.Take(trace, out ApiOutcome? told); if (dispatcher.IsNextReady) { CompleteNext(); }' }
        @{ Fault = 'Nobody waits for what is in flight'; File = 'FreedomPay.Core/Bulk/RowRun.cs'
            From = 'while (dispatcher.Pending > 0) CompleteNext();'; To = 'while (dispatcher.IsNextReady) CompleteNext();' }
        @{ Fault = 'The payment of another row of this process is taken for a lost one'; File = 'FreedomPay.PowerShell/Commands/Payments/RecentActs.cs'
            From = 'entries.Any(entry => entry.Key != key'; To = 'entries.Any(entry => entry.Key == null' }
        @{ Fault = 'The payment of another row of an earlier run is taken for a lost one'; File = 'FreedomPay.PowerShell/Commands/Payments/ActsAlike.cs'
            From = '.Any(static one => one.End?.State is not (OutcomeState.Failed or OutcomeState.NotSent)) != true;'; To = '.Count != -1;' }
        @{ Fault = 'An older payment is taken for a lost one'; File = 'FreedomPay.PowerShell/Commands/Payments/LocalTime.cs'
            From = 'then >= sent - Tolerance && '; To = '' }
        @{ Fault = 'Of several times at which a payment was sent the last alone counts'; File = 'FreedomPay.Core/Bulk/Journal/Journal.cs'
            From = 'slot.IsSentAgain ? SendingsOf(name) : [SendingOf(intent, end)]'; To = '[SendingOf(intent, end)]' }
        @{ Fault = 'When a payment was sent is told by the clock of the machine'; File = 'FreedomPay.PowerShell/Commands/Payments/ActsAlike.cs'
            From = 'sending.ByApi is { } sent'; To = 'sending.At is var sent' }
        @{ Fault = 'What somebody on the way says is taken for the time of the API'; File = 'FreedomPay.Core/Connection/ApiClient.cs'
            From = 'if (isAccepted && call.Dated is'; To = 'if (call.Dated is' }
        @{ Fault = 'The refund of another row of this process is taken for a lost one'; File = 'FreedomPay.PowerShell/Commands/Payments/RefundProof.cs'
            From = '[.. here, .. earlier]'; To = '[.. earlier]' }
        @{ Fault = 'The refund of another row of an earlier run is taken for a lost one'; File = 'FreedomPay.PowerShell/Commands/Payments/RefundProof.cs'
            From = '[.. here, .. earlier]'; To = '[.. here]' }
        @{ Fault = 'A refund that comes late into the list is taken for the next'; File = 'FreedomPay.PowerShell/Commands/Payments/RefundAct.cs'
            From = '1 + others.Count - earlier.Length + late'; To = '1 + others.Count - earlier.Length' }
    )
}
