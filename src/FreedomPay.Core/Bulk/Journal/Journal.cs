using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Bulk;

/// <summary>What a journal says of a row before its request is sent.</summary>
public enum JournalVerdict
{
    /// <summary>Nothing was sent for it, or what was sent failed for certain: send it.</summary>
    Send,

    /// <summary>It was carried out: do not send it.</summary>
    Done,

    /// <summary>Its request was sent, or about to be, and nobody wrote down what became of it: find out.</summary>
    InDoubt,

    /// <summary>Another row was sent under its key: refuse it.</summary>
    Changed,

    /// <summary>Its key has been in this run already: refuse it.</summary>
    Repeated,
}

/// <summary>A row that a journal has been asked about.</summary>
public sealed class JournalTicket
{
    internal JournalTicket(JournalKey key) => Key = key;

    /// <summary>What is known of the row.</summary>
    public JournalVerdict Verdict { get; internal init; }

    /// <summary>The id of its earlier request.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>When its earlier request left.</summary>
    public DateTimeOffset? SentAt { get; internal init; }

    /// <summary>What was kept of the answer, for <see cref="JournalVerdict.Done"/>.</summary>
    public JsonObject? Answer { get; internal init; }

    /// <summary>For <see cref="JournalVerdict.Changed"/>: the wire names of the fields that have another value, or that only one of both rows has.</summary>
    public IReadOnlyList<string> Changed { get; internal init; } = [];

    internal JournalKey Key { get; }

    internal long Row { get; init; }

    internal string OperationId { get; init; } = "";

    internal IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the request of this run has left, as far as the journal knows.</summary>
    internal bool IsClaimed { get; set; }
}

/// <summary>
/// The record of a run: what was about to be sent, on disk before it leaves, and what became of it. A later run with the same
/// journal sends nothing again that was carried out or may have been. docs/journal.md describes the file.
/// </summary>
public sealed class Journal : IDisposable
{
    private const int MostHeaderBytes = 4096;
    private readonly TimeProvider time;
    private readonly IDisposable lockOfFile;
    private readonly JournalWriter writer;
    private readonly FileStream file;
    private readonly JournalHash hash;
    private readonly object gate = new();
    // About fifty bytes a row; the lines themselves stay in the file.
    private readonly Dictionary<JournalKey, Slot> slots = [];
    private readonly Dictionary<JournalKey, int> alike = [];
    private FileStream? reading;

    private Journal(string path, TimeProvider time, IDisposable lockOfFile, FileStream file, JournalHash hash)
    {
        Path = path;
        this.time = time;
        this.lockOfFile = lockOfFile;
        this.file = file;
        this.hash = hash;
        writer = new JournalWriter(file, file.Flush);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Why nothing more can be recorded, and so nothing more be sent; null as long as all is well.</summary>
    public JournalException? Failure => writer.Failure;

    /// <summary>Opens a journal, or begins one; repairs a torn last line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cmdlet">The cmdlet whose rows are recorded.</param>
    /// <param name="settings">The connection.</param>
    /// <param name="route">How its requests go; their credential keys the hashes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the reading of a large one.</param>
    /// <returns>The journal.</returns>
    /// <exception cref="JournalException">It cannot be used, and why.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Journal Open(string path, string cmdlet, ConnectionSettings settings, ApiRoute route, TimeProvider time, CancellationToken cancellation = default)
    {
        if (settings is null) throw new ArgumentNullException(nameof(settings));
        if (route is null) throw new ArgumentNullException(nameof(route));
        if (time is null) throw new ArgumentNullException(nameof(time));
        string endpoint = ((route.Host is ApiHost.Passport ? settings.PassportUri : null) ?? settings.BaseUri).GetLeftPart(UriPartial.Authority);
        string? id = settings.CredentialOf(route.Credential)?.Id;
        Secret? secret = settings.SecretOf(route.Credential);
        path = JournalLock.Final(path);
        IDisposable held = JournalLock.Take(path);
        FileStream? file = null;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            JournalLock.Hold(file, path);
            // A torn header: the run that began it was killed before it could have sent anything.
            Journal journal = IsTornHeader(file) ? Begin(path, cmdlet, endpoint, secret, id, time, held, file) : GoOn(path, cmdlet, endpoint, secret, id, time, held, file, cancellation);
            JournalLock.Hold(file, path);
            return journal;
        }
        catch (Exception e)
        {
            file?.Dispose();
            held.Dispose();
            if (e is IOException or UnauthorizedAccessException or NotSupportedException) throw new JournalException(JournalProblem.Unusable, Messages.JournalNotOpened.With(path, e.Message), e);
            throw;
        }
    }

    /// <summary>Asks what is known of a row. To be called once for each row of a run, in the order of the rows.</summary>
    /// <param name="row">Its number in this run.</param>
    /// <param name="operationId">Name of the operation.</param>
    /// <param name="key">The key that the row itself brings; null where it has none, and then its content is its key.</param>
    /// <param name="keyField">Wire name of the key; its value is no content.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="bearer">The token that the row brings, which decides whom it acts for.</param>
    /// <param name="sensitiveNames">Leaf names whose values are sensitive, beside those that the redactor knows.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="JournalException">The row has no key, and what tells it from others is sensitive and cannot be hashed; or the file cannot be read any more.</exception>
    public JournalTicket Look(long row, string operationId, string? key, string? keyField, JsonObject body, Secret? bearer, IReadOnlyCollection<string> sensitiveNames)
    {
        Dictionary<string, string> fields = hash.OfFields(body, keyField, leaf => Diagnostics.Redactor.IsSensitiveName(leaf) || sensitiveNames.Contains(leaf));
        if (bearer is not null) fields["Authorization"] = hash.OfSecret(bearer);
        if (key is null && hash.Hides(fields)) throw new JournalException(JournalProblem.Ambiguous, Messages.JournalCannotTellRows.With(Path));
        lock (gate)
        {
            JournalKey name = key is null ? NextAlike(operationId, fields) : hash.OfKey(key);
            JournalTicket Ticket(JournalVerdict verdict) => new(name) { Verdict = verdict, Row = row, OperationId = operationId, Fields = fields };

            if (!slots.TryGetValue(name, out Slot slot)) slot = Slot.Empty;
            if (slot.IsSeen) return Ticket(JournalVerdict.Repeated);
            slots[name] = slot with { IsSeen = true };
            if (slot.State is OutcomeState.Failed or OutcomeState.NotSent || slot.Intent < 0) return Ticket(JournalVerdict.Send);

            JournalIntent intent = At<JournalIntent>(slot.Intent);
            JournalEnd? end = slot.End < 0 ? null : At<JournalEnd>(slot.End);
            string[] changed = [.. Differences(intent, operationId, fields)];
            return new JournalTicket(name)
            {
                Verdict = changed.Length > 0 ? JournalVerdict.Changed : slot.State is OutcomeState.Succeeded ? JournalVerdict.Done : JournalVerdict.InDoubt,
                RequestId = end?.RequestId ?? intent.RequestId,
                SentAt = intent.At,
                Answer = end?.Answer,
                Changed = changed,
                Row = row,
                OperationId = operationId,
                Fields = fields,
            };
        }
    }

    /// <summary>Records that a row's request is about to leave.</summary>
    /// <param name="ticket">The row.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <returns>Ends when that is on disk, with null; or with the reason why the request must not leave.</returns>
    public async Task<RequestRefusal?> ClaimAsync(JournalTicket ticket, string? requestId)
    {
        if (ticket is null) throw new ArgumentNullException(nameof(ticket));
        byte[] line = JournalText.Write(new JournalIntent { Key = ticket.Key.ToString(), At = time.GetUtcNow(), Row = ticket.Row, OperationId = ticket.OperationId, RequestId = requestId, Fields = ticket.Fields });
        if (await writer.AppendDurablyAsync(line).ConfigureAwait(false) is { } failure) return new RequestRefusal(FaultReason.JournalFailed, failure.Message);
        ticket.IsClaimed = true;
        return null;
    }

    /// <summary>Records what becomes of a row, as soon as it is known.</summary>
    /// <param name="ticket">The row.</param>
    /// <param name="pending">Its request.</param>
    /// <param name="keep">Gives what may be kept of an answer; null for one that says that the request was not carried out after all.</param>
    /// <returns>What became of it.</returns>
    public async Task<ApiOutcome> RecordAsync(JournalTicket ticket, Task<ApiOutcome> pending, Func<JsonObject, JsonObject?> keep)
    {
        if (ticket is null) throw new ArgumentNullException(nameof(ticket));
        if (pending is null) throw new ArgumentNullException(nameof(pending));
        if (keep is null) throw new ArgumentNullException(nameof(keep));

        ApiOutcome outcome = await pending.ConfigureAwait(false);
        JsonObject? answer = null;
        try
        {
            if (outcome.State is OutcomeState.Succeeded) answer = keep(outcome.Answer!);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It stumbled over a shape that it did not expect, and so cannot tell whether the request was carried out.
            outcome = outcome with
            {
                State = OutcomeState.Unknown,
                Answer = null,
                Fault = new ApiFault { Reason = FaultReason.OutcomeUnknown, Cause = FaultReason.InvalidAnswer, Message = Messages.Unknown.With(outcome.OperationId, Messages.AnswerUnforeseen, "", Messages.NotSentAgain) },
            };
        }

        Record(ticket, outcome, answer);
        return outcome;
    }

    /// <summary>Brings everything to the disk and gives the file free.</summary>
    public void Dispose()
    {
        writer.Dispose();
        // A disk that hangs. What still may be written is nobody else's.
        if (!writer.HasEnded) return;
        reading?.Dispose();
        hash.Dispose();
        lockOfFile.Dispose();
    }

    /// <summary>Whether the file holds nothing but the beginning of a header. Anything else may be somebody's own file, or a journal that lost its line feeds.</summary>
    private static bool IsTornHeader(FileStream file)
    {
        if (file.Length >= MostHeaderBytes) return false;
        byte[] beginning = JournalText.Beginning;
        for (long at = 0; ; at++)
        {
            int next = file.ReadByte();
            if (next < 0) return true;
            // The header holds no object in it: where a brace is closed, it is whole.
            if (next is '\n' or '\r' or '}' || (at < beginning.Length && next != beginning[at])) return false;
        }
    }

    private static Journal Begin(string path, string cmdlet, string endpoint, Secret? secret, string? id, TimeProvider time, IDisposable held, FileStream file)
    {
        byte[] random = new byte[12];
        using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
        string salt = Base64Url.Encode(random);
        var hash = new JournalHash(secret, id, salt);
        byte[] header = JournalText.Write(new JournalHeader(time.GetUtcNow(), cmdlet, endpoint, salt, hash.Check, JournalText.Version));
        file.SetLength(0);
        file.Write(header, 0, header.Length);
        // A disk that is full or read-only shows here, before anything is sent.
        file.Flush(flushToDisk: true);
        return new Journal(path, time, held, file, hash);
    }

    private static Journal GoOn(string path, string cmdlet, string endpoint, Secret? secret, string? id, TimeProvider time, IDisposable held, FileStream file, CancellationToken cancellation)
    {
        using var reader = new JournalReader(path);
        JournalHeader header = reader.Header;
        // Another version knows rows otherwise: what was sent would not be found.
        if (header.Version != JournalText.Version) throw JournalText.OtherVersion(header.Version);
        if (header.Cmdlet != cmdlet) throw new JournalException(JournalProblem.Foreign, Messages.JournalOfOtherCmdlet.With(path, header.Cmdlet, cmdlet));
        if (header.Endpoint != endpoint) throw new JournalException(JournalProblem.Foreign, Messages.JournalOfOtherAddress.With(path, header.Endpoint, endpoint));
        var hash = new JournalHash(secret, id, header.Salt);
        if (hash.Check != header.Check)
        {
            hash.Dispose();
            if (!HasOnlyFailed(reader, cancellation)) throw new JournalException(JournalProblem.Foreign, Messages.JournalOfOtherCredentials.With(path));
            // The first secret was wrong, and nothing was carried out with it.
            reader.Dispose();
            return Begin(path, cmdlet, endpoint, secret, id, time, held, file);
        }


        var journal = new Journal(path, time, held, file, hash);
        try
        {
            foreach ((long offset, JournalLine line) in reader.Read(cancellation)) journal.Note(offset, line);
            file.SetLength(reader.EndOfWhole);
            file.Position = reader.EndOfWhole;
            if (reader.LacksEnd) file.WriteByte((byte)'\n');
            return journal;
        }
        catch
        {
            // The caller frees the lock and the file.
            journal.writer.Dispose();
            hash.Dispose();
            throw;
        }
    }

    /// <summary>Whether requests were sent and every one of them is known to have failed.</summary>
    private static bool HasOnlyFailed(JournalReader reader, CancellationToken cancellation)
    {
        bool any = false;
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach ((_, JournalLine line) in reader.Read(cancellation))
        {
            any = true;
            if (line is not JournalEnd { State: not OutcomeState.Unknown } end) open.Add(line.Key);
            else if (end.State is OutcomeState.Succeeded) return false;
            else open.Remove(line.Key);
        }

        return any && open.Count == 0;
    }

    private static IEnumerable<string> Differences(JournalIntent intent, string operationId, Dictionary<string, string> fields)
    {
        // Another operation under the same key is another request, be its fields the same.
        if (intent.OperationId != operationId) return [Messages.OperationChanged.With(intent.OperationId, operationId)];
        return intent.Fields.Keys.Union(fields.Keys).Where(name => !(intent.Fields.TryGetValue(name, out string? before) && fields.TryGetValue(name, out string? now) && before == now));
    }

    private void Record(JournalTicket ticket, ApiOutcome outcome, JsonObject? answer)
    {
        // Of a row that never left nothing need be known, and of one in doubt that could not be asked for the old doubt stands.
        if (!ticket.IsClaimed && outcome.State is not OutcomeState.Succeeded) return;
        // A doubt ends when the row was carried out, or is shown not to have been by what the API says of it. That a repeat was refused, or
        // did not leave, says nothing of the request before it.
        bool isShownFailed = outcome.State is OutcomeState.Succeeded && answer is null;
        bool isStillInDoubt = ticket.Verdict is JournalVerdict.InDoubt && outcome.State is OutcomeState.Failed or OutcomeState.NotSent;
        writer.Append(JournalText.Write(new JournalEnd
        {
            Key = ticket.Key.ToString(),
            At = time.GetUtcNow(),
            State = isShownFailed ? OutcomeState.Failed : isStillInDoubt ? OutcomeState.Unknown : outcome.State,
            Reason = isShownFailed ? FaultReason.Refused : outcome.Fault?.Reason,
            Code = outcome.Fault?.Code,
            HttpStatus = outcome.Fault?.HttpStatus,
            Attempts = outcome.Attempts,
            Recovered = outcome.Recovered,
            RequestId = outcome.RequestId,
            Answer = answer,
        }));
    }

    private void Note(long offset, JournalLine line)
    {
        JournalKey key = JournalKey.TryParse(line.Key, out JournalKey read) ? read : throw new JournalException(JournalProblem.Damaged, Messages.JournalKeyDamaged.With(Path, line.Key));
        Slot slot = slots.TryGetValue(key, out Slot known) ? known : Slot.Empty;
        slots[key] = line is JournalEnd end ? slot with { End = offset, State = end.State } : Slot.Empty with { Intent = offset };
    }

    private T At<T>(long offset)
        where T : JournalLine
    {
        try
        {
            reading ??= new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JournalReader.At(reading, offset) as T ?? throw new JournalException(JournalProblem.Damaged, Messages.JournalChanged);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotRead.With(Path, e.Message), e);
        }
    }

    private JournalKey NextAlike(string operationId, Dictionary<string, string> fields)
    {
        JournalKey first = hash.OfContent(operationId, fields, 1);
        if (!slots.TryGetValue(first, out Slot slot) || !slot.IsSeen) return first;
        int occurrence = alike.TryGetValue(first, out int before) ? before + 1 : 2;
        alike[first] = occurrence;
        return hash.OfContent(operationId, fields, occurrence);
    }

    /// <summary>Where the lines of a row stand, and whether it has come in this run.</summary>
    private readonly record struct Slot(long Intent, long End, OutcomeState State, bool IsSeen)
    {
        public static Slot Empty { get; } = new(-1, -1, OutcomeState.Unknown, false);
    }
}
