using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FreedomPay.Core.Connection;
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

    /// <summary>A row of the same values was sent under an id or a key, and this one has neither: refuse it.</summary>
    Unnamed,
}

/// <summary>A row that a journal has been asked about.</summary>
public sealed class JournalTicket
{
    internal JournalTicket(JournalKey key) => Key = key;

    /// <summary>What is known of the row.</summary>
    public JournalVerdict Verdict { get; internal init; }

    /// <summary>The id of its earlier request.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>When its earlier request left: once for each run that sent it since it last failed for certain, the earliest first.</summary>
    public IReadOnlyList<Sending> Sendings { get; internal init; } = [];

    /// <summary>What was noted of its earlier request before that left.</summary>
    public string? Note { get; internal init; }

    /// <summary>What the journal calls the row.</summary>
    public string Id => Key.ToString();

    /// <summary>What was kept of the answer, for <see cref="JournalVerdict.Done"/>.</summary>
    public JsonObject? Answer { get; internal init; }

    /// <summary>For <see cref="JournalVerdict.Changed"/>: the wire names of the fields that have another value, or that only one of both rows has.</summary>
    public IReadOnlyList<string> Changed { get; internal init; } = [];

    /// <summary>Whether the row brings no key, and is known by its values alone.</summary>
    public bool IsKeyless { get; internal init; }

    internal JournalKey Key { get; }

    internal long Row { get; init; }

    internal string OperationId { get; init; } = "";

    internal IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>When the request of this run has left, as far as the journal knows; null while it has not.</summary>
    internal Sending? Claimed { get; set; }
}

/// <summary>
/// The record of a run: what was about to be sent, on disk before it leaves, and what became of it. A later run with the same
/// journal sends nothing again that was carried out or may have been. docs/journal.md describes the file.
/// </summary>
public sealed class Journal : IDisposable
{
    private const int MostHeaderBytes = 4096;
    private const int LeastTried = 16;

    private readonly TimeProvider time;
    private readonly JournalHold held;
    private readonly JournalWriter writer;
    private readonly JournalDisk disk;
    private readonly Stream file;
    private readonly JournalHash hash;
    private readonly object gate = new();
    // About fifty bytes a row; the lines themselves stay in the file.
    private readonly Dictionary<JournalKey, Slot> slots = [];
    private readonly Dictionary<JournalKey, int> alike = [];
    // Of a journal that version 2 began: how many rows of each spelling have come.
    private readonly Dictionary<JournalKey, int>? alikeAsWritten;
    // How many rows with an id have come whose values are alike, where they may have been recorded without it.
    private readonly Dictionary<JournalKey, int> alikeWithId = [];
    private bool hadRows;
    private Stream? reading;
    private ILookup<string, JournalKey>? past;
    private Dictionary<JournalKey, SentAlike>? sent;
    private Dictionary<JournalKey, List<Sending>>? sendings;

    private Journal(string path, Place place, TimeProvider time, JournalHold held, Stream file, JournalHash hash, bool hasOlderLines)
    {
        Path = path;
        disk = place.Disk;
        this.time = time;
        this.held = held;
        this.file = file;
        this.hash = hash;
        if (hasOlderLines) alikeAsWritten = [];
        writer = new JournalWriter(file, toDisk => place.Disk.Flush(file, toDisk), scheduler: place.Scheduler);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether it had rows before this run, and every one of them had been carried out.</summary>
    public bool WasComplete { get; private set; }

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
    public static Journal Open(
        string path, string cmdlet, ConnectionSettings settings, ApiRoute route, TimeProvider time, CancellationToken cancellation = default) =>
        Open(path, cmdlet, settings, route, time, Place.OfSystem, cancellation);

    internal static Journal Open(
        string path, string cmdlet, ConnectionSettings settings, ApiRoute route, TimeProvider time, Place place, CancellationToken cancellation)
    {
        if (settings is null) throw new ArgumentNullException(nameof(settings));
        if (route is null) throw new ArgumentNullException(nameof(route));
        if (time is null) throw new ArgumentNullException(nameof(time));
        string endpoint = (settings.AddressOf(route.Host) ?? settings.BaseUri).GetLeftPart(UriPartial.Authority);
        string? id = settings.CredentialOf(route.Credential)?.Id;
        Secret? secret = settings.SecretOf(route.Credential);
        JournalDisk disk = place.Disk;
        path = disk.Final(path);
        var held = new JournalHold(path, disk);
        Stream? file = null;
        JournalReader? reader = null;
        try
        {
            lock (disk.Opening)
            {
                file = disk.Open(path);
                disk.Hold(file, path);
                // A torn header: the run that began it was killed before it could have sent anything.
                byte[] header = HeaderOf(cmdlet, endpoint, secret, id, time);
                if (IsTornHeader(file, header.Length)) Begin(disk, file, header);
                reader = new JournalReader(path, disk);
                held.KeepSalt(reader.Header.Salt);
            }

            Journal journal = GoOn(path, place, cmdlet, endpoint, secret, id, time, held, file, reader, cancellation);
            reader.Dispose();
            disk.Hold(file, path);
            return journal;
        }
        catch (Exception e)
        {
            reader?.Dispose();
            PrivateFile.Close(file);
            held.Dispose();
            if (e is JournalException or OperationCanceledException or OutOfMemoryException) throw;
            if (JournalLock.IsHeld(e)) throw JournalLock.InUse(path, e);
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotOpened.With(path, e.Message), e);
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
    /// <param name="spelling">From a wire name, without places in lists, and a text to the one spelling of that value; null where it has but one.</param>
    /// <param name="rowId">An id of the row that the request does not hold; it goes before the key.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="JournalException">The row has no key, and what tells it from others is sensitive and cannot be hashed; or the file cannot be
    /// read any more.</exception>
    public JournalTicket Look(
        long row,
        string operationId,
        string? key,
        string? keyField,
        JsonObject body,
        Secret? bearer,
        IReadOnlyCollection<string> sensitiveNames,
        Func<string, string, string?>? spelling = null,
        string? rowId = null)
    {
        bool isKeyless = key is null && rowId is null;
        Dictionary<string, string> Hashes(Func<string, string, string?>? how)
        {
            Dictionary<string, string> hashes = hash.OfFields(
                body, keyField, leaf => Diagnostics.Redactor.IsSensitiveName(leaf) || sensitiveNames.Contains(leaf), how);
            if (bearer is not null) hashes["Authorization"] = hash.OfSecret(bearer);
            return hashes;
        }

        Dictionary<string, string> fields = Hashes(spelling ?? ((_, _) => null));
        Dictionary<string, string>? asWritten = alikeAsWritten is null ? null : Hashes(null);
        if (isKeyless && hash.Hides(fields)) throw new JournalException(JournalProblem.Ambiguous, Messages.JournalCannotTellRows.With(Path));
        lock (gate)
        {
            JournalKey? ownRow = rowId is null ? null : hash.OfRow(rowId), ownKey = key is null ? null : hash.OfKey(key);
            bool isRepeated = (ownRow is { } sameRow && IsSeen(sameRow)) || (ownKey is { } sameKey && IsSeen(sameKey));
            JournalKey name = isRepeated ? ownRow ?? ownKey!.Value : NameOf(ownRow, ownKey, operationId, fields, asWritten);
            JournalTicket Ticket(JournalVerdict verdict) =>
                new(name) { Verdict = verdict, Row = row, OperationId = operationId, Fields = fields, IsKeyless = isKeyless };

            if (isRepeated) return Ticket(JournalVerdict.Repeated);
            if (isKeyless && hadRows && !MayHaveActed(name) && WasNamed(operationId, fields, asWritten)) return Ticket(JournalVerdict.Unnamed);
            foreach (JournalKey seen in new[] { name, ownRow ?? name, ownKey ?? name }) See(seen);
            Slot slot = slots[name];
            if (slot.State is OutcomeState.Failed or OutcomeState.NotSent || slot.Intent < 0) return Ticket(JournalVerdict.Send);

            JournalIntent intent = At<JournalIntent>(slot.Intent);
            JournalEnd? end = slot.End < 0 ? null : At<JournalEnd>(slot.End);
            string[] changed = [.. Differences(intent, operationId, fields, asWritten)];
            return new JournalTicket(name)
            {
                Verdict = changed.Length > 0 ? JournalVerdict.Changed : slot.State is OutcomeState.Succeeded ? JournalVerdict.Done : JournalVerdict.InDoubt,
                RequestId = end?.RequestId ?? intent.RequestId,
                Sendings = slot.IsSentAgain ? SendingsOf(name) : [SendingOf(intent, end)],
                Note = intent.Note,
                Answer = end?.Answer,
                Changed = changed,
                Row = row,
                OperationId = operationId,
                Fields = fields,
                IsKeyless = isKeyless,
            };
        }
    }

    // A row that was recorded before it had an id, by its key or by its values, is still that row.
    private JournalKey NameOf(
        JournalKey? ownRow, JournalKey? ownKey, string operationId, Dictionary<string, string> fields, Dictionary<string, string>? asWritten)
    {
        if ((ownRow ?? ownKey) is not { } name) return NextAlike(operationId, fields, asWritten);
        if (MayHaveActed(name)) return name;
        if (ownKey is { } key && MayHaveActed(key)) return key;
        // What failed under its name may have been carried out since without one.
        JournalKey? failed = IsRecorded(name) ? name : ownKey is { } other && IsRecorded(other) ? other : null;
        if (!hadRows || hash.Hides(fields)) return failed ?? name;
        Func<JournalKey, bool> isIt = failed is null ? IsRecorded : MayHaveActed;
        return Unnamed(operationId, fields, isIt) ?? (asWritten is null ? null : Unnamed(operationId, asWritten, isIt)) ?? failed ?? name;
    }

    // The other way round nothing tells which of several it was.
    private bool WasNamed(string operationId, Dictionary<string, string> fields, Dictionary<string, string>? asWritten)
    {
        sent ??= ReadSent();
        return WasNamed(operationId, fields) || (asWritten is not null && WasNamed(operationId, asWritten));
    }

    private bool WasNamed(string operationId, Dictionary<string, string> fields)
    {
        JournalKey content = hash.OfContent(operationId, fields, 1);
        if (!sent!.TryGetValue(content, out SentAlike? alike)) return false;
        // Those that were known by their values: no row is the n-th of its kind before it is the n-th of its run.
        for (; alike.Tried < alike.LastRow && alike.Keys.Count > 0; alike.Tried++)
        {
            alike.Keys.Remove(alike.Tried == 0 ? content : hash.OfContent(operationId, fields, alike.Tried + 1));
        }

        return alike.Keys.Any(key => !IsSeen(key) && MayHaveActed(key));
    }

    private Dictionary<JournalKey, SentAlike> ReadSent()
    {
        using var reader = new JournalReader(Path, disk);
        var found = new Dictionary<JournalKey, SentAlike>();
        foreach ((_, JournalLine line) in reader.Read())
        {
            if (line is not JournalIntent intent || !JournalKey.TryParse(intent.Key, out JournalKey key) || !slots.ContainsKey(key)) continue;
            JournalKey content = hash.OfContent(intent.OperationId, intent.Fields, 1);
            if (!found.TryGetValue(content, out SentAlike? alike)) found[content] = alike = new SentAlike();
            alike.Keys.Add(key);
            alike.LastRow = Math.Max(alike.LastRow, (int)Math.Max(LeastTried, intent.Row));
        }

        return found;
    }

    // Any of them may be the one that arrived. Read once, and only where a doubt was sent again.
    private List<Sending> SendingsOf(JournalKey name)
    {
        sendings ??= ReadSendings();
        return sendings.TryGetValue(name, out List<Sending>? times) && times.Count > 0
            ? times
            : throw new JournalException(JournalProblem.Damaged, Messages.JournalChanged);
    }

    private Dictionary<JournalKey, List<Sending>> ReadSendings()
    {
        using var reader = new JournalReader(Path, disk);
        var found = new Dictionary<JournalKey, List<Sending>>();
        foreach ((_, JournalLine line) in reader.Read())
        {
            if (!JournalKey.TryParse(line.Key, out JournalKey key) || !slots.TryGetValue(key, out Slot slot) || !slot.IsSentAgain) continue;
            if (!found.TryGetValue(key, out List<Sending>? times)) found[key] = times = [];
            if (line is JournalIntent intent) times.Add(SendingOf(intent, null));
            else if (line is JournalEnd { State: OutcomeState.Failed or OutcomeState.NotSent }) times.Clear();
            else if (line is JournalEnd { SentByApi: { } byApi } && times.Count > 0) times[times.Count - 1] = new Sending(times[times.Count - 1].At, byApi);
        }

        return found;
    }

    private static Sending SendingOf(JournalIntent intent, JournalEnd? end) => new(intent.At, end?.SentByApi ?? intent.ByApi);

    // Of rows alike the first may not have left where a later one had; their number is not known before all of them have come.
    private JournalKey? Unnamed(string operationId, Dictionary<string, string> fields, Func<JournalKey, bool> isIt)
    {
        JournalKey name = hash.OfContent(operationId, fields, 1);
        int most = alikeWithId[name] = alikeWithId.TryGetValue(name, out int before) ? before + 1 : 1;
        for (int occurrence = 1; occurrence <= Math.Max(most, LeastTried); occurrence++)
        {
            if (occurrence > 1) name = hash.OfContent(operationId, fields, occurrence);
            if (isIt(name) && !IsSeen(name)) return name;
        }

        return null;
    }

    /// <summary>Records that a row's request is about to leave.</summary>
    /// <param name="ticket">The row.</param>
    /// <param name="requestId">The id of the request.</param>
    /// <param name="sending">Now.</param>
    /// <param name="note">What tells afterwards whether it arrived; null for nothing.</param>
    /// <returns>Ends when that is on disk, with null; or with the reason why the request must not leave.</returns>
    internal async Task<RequestRefusal?> ClaimAsync(JournalTicket ticket, string? requestId, Sending sending, string? note = null)
    {
        if (ticket is null) throw new ArgumentNullException(nameof(ticket));
        if (sending is null) throw new ArgumentNullException(nameof(sending));
        byte[] line = JournalText.Write(new JournalIntent
        {
            Key = ticket.Key.ToString(),
            At = sending.At,
            ByApi = sending.ByApi,
            Row = ticket.Row,
            OperationId = ticket.OperationId,
            RequestId = requestId,
            Note = note,
            Fields = ticket.Fields,
        });
        if (await writer.AppendDurablyAsync(line).ConfigureAwait(false) is { } failure) return new RequestRefusal(FaultReason.JournalFailed, failure.Message);
        ticket.Claimed = sending;
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
                Fault = new ApiFault
                {
                    Reason = FaultReason.OutcomeUnknown,
                    Cause = FaultReason.InvalidAnswer,
                    Message = Messages.Unknown.With(outcome.OperationId, Messages.AnswerUnforeseen, "", Messages.NotSentAgain),
                },
            };
        }

        Record(ticket, outcome, answer);
        return outcome;
    }

    /// <summary>The last request of each other row of earlier runs that acts like this one: with the same values in some fields.</summary>
    /// <param name="ticket">The row.</param>
    /// <param name="names">Wire names; of them, the first has to be there, and the others agree where both rows have them.</param>
    /// <returns>Each with what became of it.</returns>
    /// <exception cref="JournalException">The file cannot be read any more.</exception>
    public IReadOnlyList<(JournalIntent Intent, JournalEnd? End)> PastLike(JournalTicket ticket, params string[] names)
    {
        if (ticket is null) throw new ArgumentNullException(nameof(ticket));
        if (names is not { Length: > 0 } || !ticket.Fields.TryGetValue(names[0], out string? own)) return [];
        lock (gate)
        {
            // Read once, and only where an answer was lost.
            past ??= ReadPast(names[0]);
            return [.. from key in past[own]
                       where !key.Equals(ticket.Key) && slots.TryGetValue(key, out Slot slot) && slot.Intent >= 0
                       let slot = slots[key]
                       let intent = At<JournalIntent>(slot.Intent)
                       where names.All(
                           name => !intent.Fields.TryGetValue(name, out string? theirs) || !ticket.Fields.TryGetValue(name, out string? ours) || theirs == ours)
                       select (intent, slot.End < 0 ? null : At<JournalEnd>(slot.End))];
        }
    }

    /// <summary>Brings everything to the disk and gives the file free.</summary>
    public void Dispose()
    {
        writer.Dispose();
        // A disk that hangs. What still may be written is nobody else's.
        if (!writer.HasEnded) return;
        reading?.Dispose();
        hash.Dispose();
        held.Dispose();
    }

    /// <summary>Whether the file holds nothing but the beginning of a header, of which a power cut may have left zeros. Anything else may be
    /// somebody's own file, or a journal that lost its line feeds.</summary>
    /// <param name="file">The file.</param>
    /// <param name="whole">How long a header is: where there was more, the header had been on the disk.</param>
    private static bool IsTornHeader(Stream file, int whole)
    {
        if (file.Length >= MostHeaderBytes) return false;
        byte[] beginning = JournalText.Beginning;
        for (long at = 0; ; at++)
        {
            int next = file.ReadByte();
            if (next < 0) return true;
            if (next == 0) return file.Length <= whole && HasOnlyZeros(file);
            // The header holds no object in it: where a brace is closed, it is whole, but for its line feed.
            if (next is '\n' or '\r' || (at < beginning.Length && next != beginning[at])) return false;
            if (next == '}') return file.ReadByte() == 0 && file.Length <= whole && HasOnlyZeros(file);
        }
    }

    private static bool HasOnlyZeros(Stream file)
    {
        int next;
        do next = file.ReadByte();
        while (next == 0);
        return next < 0;
    }

    private static byte[] HeaderOf(string cmdlet, string endpoint, Secret? secret, string? id, TimeProvider time)
    {
        byte[] random = new byte[12];
        using (var generator = RandomNumberGenerator.Create()) generator.GetBytes(random);
        string salt = Base64Url.Encode(random);
        using var hash = new JournalHash(secret, id, salt);
        return JournalText.Write(new JournalHeader(time.GetUtcNow(), cmdlet, endpoint, salt, hash.Check, JournalText.Version));
    }

    private static void Begin(JournalDisk disk, Stream file, byte[] header)
    {
        file.SetLength(0);
        file.Write(header, 0, header.Length);
        // A disk that is full or read-only shows here, before anything is sent.
        disk.Flush(file, toDisk: true);
    }

    private static Journal GoOn(
        string path, Place place, string cmdlet, string endpoint, Secret? secret, string? id, TimeProvider time, JournalHold held, Stream file,
        JournalReader reader, CancellationToken cancellation)
    {
        JournalHeader header = reader.Header;
        // An older version knows rows otherwise: what was sent would not be found.
        if (header.Version < JournalText.OldestToGoOn) throw JournalText.OtherVersion(header.Version);
        if (header.Cmdlet != cmdlet) throw new JournalException(JournalProblem.Foreign, Messages.JournalOfOtherCmdlet.With(path, header.Cmdlet, cmdlet));
        if (header.Endpoint != endpoint)
        {
            throw new JournalException(JournalProblem.Foreign, Messages.JournalOfOtherAddress.With(path, header.Endpoint, endpoint));
        }
        var hash = new JournalHash(secret, id, header.Salt);
        if (hash.Check != header.Check)
        {
            hash.Dispose();
            if (!HasOnlyFailed(reader, cancellation)) throw new JournalException(JournalProblem.Foreign, Messages.JournalOfOtherCredentials.With(path));
            // The first secret was wrong, and nothing was carried out with it.
            JournalReader anew;
            lock (place.Disk.Opening)
            {
                Begin(place.Disk, file, HeaderOf(cmdlet, endpoint, secret, id, time));
                anew = new JournalReader(path, place.Disk);
                held.KeepSalt(anew.Header.Salt);
            }

            using (anew) return GoOn(path, place, cmdlet, endpoint, secret, id, time, held, file, anew, cancellation);
        }

        var journal = new Journal(path, place, time, held, file, hash, header.Version < JournalText.Version);
        try
        {
            foreach ((long offset, JournalLine line) in reader.Read(cancellation)) journal.Note(offset, line, reader);
            journal.hadRows = journal.slots.Count > 0;
            journal.WasComplete = journal.hadRows && journal.slots.Values.All(static slot => slot.State is OutcomeState.Succeeded);
            file.SetLength(reader.EndOfWhole);
            file.Position = reader.EndOfWhole;
            if (reader.LacksEnd) file.WriteByte((byte)'\n');
            if (reader.Version < JournalText.Version)
            {
                // What an older module would not find must not be sent by one: it stops at this line.
                byte[] version = JournalText.WriteVersion(time.GetUtcNow());
                file.Write(version, 0, version.Length);
            }

            // What a run that was killed has left is with the system, and need not be on the disk: what comes behind it must not get there first.
            place.Disk.Flush(file, toDisk: true);
            return journal;
        }
        catch
        {
            // The caller frees the locks and the file.
            journal.writer.Dispose();
            hash.Dispose();
            throw;
        }
    }

    /// <summary>Whether requests were sent and every one of them is known to have failed.</summary>
    private static bool HasOnlyFailed(JournalReader reader, CancellationToken cancellation)
    {
        var failed = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach ((_, JournalLine line) in reader.Read(cancellation))
        {
            if (line is JournalEnd && !failed.ContainsKey(line.Key)) throw reader.WithoutBeginning();
            failed[line.Key] = line is JournalEnd { State: OutcomeState.Failed or OutcomeState.NotSent };
            if (line is JournalEnd { State: OutcomeState.Succeeded }) return false;
        }

        return failed.Count > 0 && failed.Values.All(static isFailed => isFailed);
    }

    private static IEnumerable<string> Differences(
        JournalIntent intent, string operationId, Dictionary<string, string> fields, Dictionary<string, string>? asWritten)
    {
        // Another operation under the same key is another request, be its fields the same.
        if (intent.OperationId != operationId) return [Messages.OperationChanged.With(intent.OperationId, operationId)];
        return intent.Fields.Keys.Union(fields.Keys)
            .Where(name => !(intent.Fields.TryGetValue(name, out string? before) && (Has(fields, name, before) || Has(asWritten, name, before))));

        static bool Has(Dictionary<string, string>? hashes, string name, string hash) =>
            hashes is not null && hashes.TryGetValue(name, out string? now) && now == hash;
    }

    private void Record(JournalTicket ticket, ApiOutcome outcome, JsonObject? answer)
    {
        // Of a row that never left nothing need be known, and of one in doubt that could not be asked for the old doubt stands.
        if (ticket.Claimed is null && outcome.State is not OutcomeState.Succeeded) return;
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
            SentByApi = outcome.State is OutcomeState.Unknown ? ticket.Claimed?.ByApi : null,
            Answer = answer,
        }));
    }

    private void Note(long offset, JournalLine line, JournalReader reader)
    {
        JournalKey key = JournalKey.TryParse(line.Key, out JournalKey read)
            ? read
            : throw new JournalException(JournalProblem.Damaged, Messages.JournalKeyDamaged.With(Path, line.Key));
        bool isKnown = slots.TryGetValue(key, out Slot slot);
        if (line is JournalEnd end) slots[key] = isKnown ? slot with { End = offset, State = end.State } : throw reader.WithoutBeginning();
        else slots[key] = Slot.Empty with { Intent = offset, IsSentAgain = isKnown && slot.State is not (OutcomeState.Failed or OutcomeState.NotSent) };
    }

    private T At<T>(long offset)
        where T : JournalLine
    {
        try
        {
            reading ??= disk.OpenToRead(Path);
            return JournalReader.At(reading, offset) as T ?? throw new JournalException(JournalProblem.Damaged, Messages.JournalChanged);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalProblem.Unusable, Messages.JournalNotRead.With(Path, e.Message), e);
        }
    }

    private ILookup<string, JournalKey> ReadPast(string name)
    {
        using var reader = new JournalReader(Path, disk);
        return (from line in reader.Read()
                let intent = line.Line as JournalIntent
                where intent is not null && intent.Fields.ContainsKey(name)
                let key = JournalKey.TryParse(intent.Key, out JournalKey read) ? read : default
                where slots.ContainsKey(key)
                select (Value: intent.Fields[name], Key: key)).Distinct().ToLookup(static one => one.Value, static one => one.Key, StringComparer.Ordinal);
    }

    /// <summary>The key of a row that is known by its content: as it is written, where an older version recorded it so, else by its values.</summary>
    private JournalKey NextAlike(string operationId, Dictionary<string, string> fields, Dictionary<string, string>? asWritten)
    {
        if (asWritten is not null)
        {
            JournalKey written = hash.OfContent(operationId, asWritten, 1);
            int number = alikeAsWritten![written] = alikeAsWritten.TryGetValue(written, out int earlier) ? earlier + 1 : 1;
            if (number > 1) written = hash.OfContent(operationId, asWritten, number);
            if (IsRecorded(written) && !IsSeen(written)) return written;
        }

        JournalKey first = hash.OfContent(operationId, fields, 1);
        if (!IsSeen(first)) return first;
        int occurrence = alike.TryGetValue(first, out int before) ? before : 1;
        JournalKey next;
        do next = hash.OfContent(operationId, fields, ++occurrence);
        while (IsSeen(next));
        alike[first] = occurrence;
        return next;
    }

    private bool IsRecorded(JournalKey key) => slots.TryGetValue(key, out Slot slot) && slot.Intent >= 0;

    private bool MayHaveActed(JournalKey key) => IsRecorded(key) && slots[key].State is not (OutcomeState.Failed or OutcomeState.NotSent);

    private bool IsSeen(JournalKey key) => slots.TryGetValue(key, out Slot slot) && slot.IsSeen;

    private void See(JournalKey key) => slots[key] = (slots.TryGetValue(key, out Slot slot) ? slot : Slot.Empty) with { IsSeen = true };

    /// <summary>On which disk journals lie, and who writes beside the run.</summary>
    internal sealed record Place(JournalDisk Disk, Scheduler Scheduler)
    {
        public static Place OfSystem { get; } = new(JournalDisk.OfSystem, Scheduler.OfThreads);
    }

    /// <summary>The rows of earlier runs that were sent with the same values.</summary>
    private sealed class SentAlike
    {
        /// <summary>Those that may have had an id or a key.</summary>
        public HashSet<JournalKey> Keys { get; } = [];

        /// <summary>The largest number that one of them had in its run.</summary>
        public int LastRow { get; set; }

        /// <summary>How many of the keys that rows without one would have are no longer among them.</summary>
        public int Tried { get; set; }
    }

    /// <summary>Where the lines of a row stand, whether it has come in this run, and whether its last request repeats one that is in doubt.</summary>
    private readonly record struct Slot(long Intent, long End, OutcomeState State, bool IsSeen, bool IsSentAgain)
    {
        public static Slot Empty { get; } = new(-1, -1, OutcomeState.Unknown, false, false);
    }
}
