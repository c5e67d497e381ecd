using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core.Bulk;

/// <summary>The first line of a journal: whose it is. docs/journal.md describes the format.</summary>
/// <param name="Created">When it was begun.</param>
/// <param name="Cmdlet">The cmdlet whose rows it records.</param>
/// <param name="Endpoint">Scheme, host and port that the rows went to.</param>
/// <param name="Salt">Makes the hashes of this file its own.</param>
/// <param name="Check">Tells whether the hashes can be made again: it takes the same secret.</param>
/// <param name="Version">The version of the format. Those of all versions can be looked at; a run goes on with one of the newest only.</param>
public sealed record JournalHeader(DateTimeOffset Created, string Cmdlet, string Endpoint, string Salt, string Check, int Version);

/// <summary>What a journal says of a row: that its request was about to leave, or what became of it.</summary>
public abstract record JournalLine
{
    /// <summary>The row's key, a keyed hash.</summary>
    public required string Key { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>A request is about to leave.</summary>
public sealed record JournalIntent : JournalLine
{
    /// <summary>Number of the row in its run, from 1; 0 for a single call.</summary>
    public required long Row { get; init; }

    /// <summary>Name of the operation.</summary>
    public required string OperationId { get; init; }

    /// <summary>When, by the clock of the API; null where that was not known.</summary>
    public DateTimeOffset? ByApi { get; init; }

    /// <summary>The request's own id, by which the API can be asked; null where the operation has none.</summary>
    public string? RequestId { get; init; }

    /// <summary>What was known before it left and tells afterwards whether it arrived; nothing sensitive. Null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Keyed hashes of the values, by wire name.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }
}

/// <summary>What became of a request.</summary>
public sealed record JournalEnd : JournalLine
{
    /// <summary>One of four.</summary>
    public required OutcomeState State { get; init; }

    /// <summary>Why it did not succeed.</summary>
    public FaultReason? Reason { get; init; }

    /// <summary>Code of the error in the API.</summary>
    public string? Code { get; init; }

    /// <summary>HTTP status of the answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>How many times it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether its own answer was lost and this is the status operation's.</summary>
    public bool Recovered { get; init; }

    /// <summary>The request's own id, where it is another than the intent's.</summary>
    public string? RequestId { get; init; }

    /// <summary>When the request of a row in doubt left, by the clock of the API; null where that was not known.</summary>
    public DateTimeOffset? SentByApi { get; init; }

    /// <summary>What may be kept of the answer; nothing sensitive.</summary>
    public JsonObject? Answer { get; init; }
}

/// <summary>From here on the lines have a newer version than the header says: a newer module goes on with the journal.</summary>
public sealed record JournalVersionLine : JournalLine
{
    /// <summary>The version.</summary>
    public required int Version { get; init; }
}

/// <summary>Lines as text and back.</summary>
internal static class JournalText
{
    public const int Version = 3;

    /// <summary>The oldest version that is gone on with.</summary>
    public const int OldestToGoOn = 2;
    private const string Magic = "freedomPayJournal";
    // Letters in quotes: else those of the culture are compared, which takes most of the time that a line does.
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>How every journal begins.</summary>
    public static byte[] Beginning { get; } = WireText.Utf8.GetBytes($"{{\"{Magic}\":");

    public static byte[] Write(JournalHeader header) => Line(new JsonObject
    {
        [Magic] = header.Version,
        ["created"] = Text(header.Created),
        ["cmdlet"] = header.Cmdlet,
        ["endpoint"] = header.Endpoint,
        ["salt"] = header.Salt,
        ["check"] = header.Check,
    });

    public static byte[] Write(JournalIntent intent)
    {
        var fields = new JsonObject();
        foreach (KeyValuePair<string, string> field in intent.Fields) fields[field.Key] = field.Value;
        var line = new JsonObject { ["intent"] = intent.Key, ["at"] = Text(intent.At), ["row"] = intent.Row, ["operation"] = intent.OperationId };
        if (intent.ByApi is { } byApi) line["byApi"] = Text(byApi);
        if (intent.RequestId is not null) line["requestId"] = intent.RequestId;
        if (intent.Note is not null) line["note"] = intent.Note;
        line["fields"] = fields;
        return Line(line);
    }

    public static byte[] Write(JournalEnd end)
    {
        var line = new JsonObject { ["outcome"] = end.Key, ["at"] = Text(end.At), ["state"] = end.State.ToString() };
        if (end.Reason is { } reason) line["reason"] = reason.ToString();
        if (end.Code is not null) line["code"] = end.Code;
        if (end.HttpStatus is { } status) line["status"] = status;
        if (end.Attempts > 0) line["attempts"] = end.Attempts;
        if (end.Recovered) line["recovered"] = true;
        if (end.RequestId is not null) line["requestId"] = end.RequestId;
        if (end.SentByApi is { } sent) line["sentByApi"] = Text(sent);
        if (end.Answer is not null) line["answer"] = end.Answer.DeepClone();
        return Line(line);
    }

    /// <summary>The line that says from where on a journal that an older module began has lines of this version.</summary>
    public static byte[] WriteVersion(DateTimeOffset at) => Line(new JsonObject { ["version"] = Version, ["at"] = Text(at) });

    /// <summary>The header; null when this is no journal at all.</summary>
    /// <exception cref="JournalException">It is one of another version.</exception>
    public static JournalHeader? ReadHeader(string line)
    {
        if (Parse(line) is not { } members || members.Number(Magic) is not { } version) return null;
        if (version is < 1 or > Version) throw OtherVersion(version);
        return members.Text("cmdlet") is { } cmdlet
            && members.Text("endpoint") is { } endpoint
            && members.Text("salt") is { } salt
            && members.Text("check") is { } check
            && members.Time("created") is { } created
            ? new JournalHeader(created, cmdlet, endpoint, salt, check, (int)version)
            : null;
    }

    /// <summary>A journal of a version that cannot be gone on with.</summary>
    public static JournalException OtherVersion(long version) => new(JournalProblem.Version, Messages.JournalVersion.With(version, Version));

    /// <summary>A line after the header; null when it cannot be read. Members that are not known here are left alone.</summary>
    /// <exception cref="JournalException">It says that newer lines follow.</exception>
    public static JournalLine? Read(string line)
    {
        if (Parse(line) is not { } members || members.Time("at") is not { } at) return null;
        JournalLine? read = null;
        if (members.Number("version") is { } version)
        {
            if (version is < 1 or > Version) throw OtherVersion(version);
            read = new JournalVersionLine { Key = "", At = at, Version = (int)version };
        }
        else if (members.Text("intent") is { } begun && members.Text("operation") is { } operation && members.Texts("fields") is { } fields)
        {
            read = new JournalIntent
            {
                Key = begun,
                At = at,
                ByApi = members.Time("byApi"),
                Row = members.Number("row") ?? 0,
                OperationId = operation,
                RequestId = members.Text("requestId"),
                Note = members.Text("note"),
                Fields = fields,
            };
        }
        else if (members.Text("outcome") is { } ended && members.Text("state") is { } name && Named(name, out OutcomeState state))
        {
            read = new JournalEnd
            {
                Key = ended,
                At = at,
                State = state,
                // A newer module may have more reasons.
                Reason = members.Text("reason") is { } why && Named(why, out FaultReason reason) ? reason : null,
                Code = members.Text("code"),
                HttpStatus = (int?)members.Number("status"),
                Attempts = (int)(members.Number("attempts") ?? 0),
                Recovered = members.Flag("recovered"),
                RequestId = members.Text("requestId"),
                SentByApi = members.Time("sentByApi"),
                Answer = members.Object("answer"),
            };
        }

        return members.Fit ? read : null;
    }

    private static byte[] Line(JsonObject members) => WireText.Utf8.GetBytes(members.ToJsonString(WireText.Json) + "\n");

    // Enum.TryParse takes numbers, and several names at once.
    private static bool Named<T>(string text, out T value)
        where T : struct, Enum => Enum.TryParse(text, out value) && value.ToString() == text && Enum.IsDefined(typeof(T), value);

    private static Members? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) is JsonObject members && IsReadable(members) ? new Members(members) : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            // JSON; a name that stands there twice; half a character, which no text has.
            return null;
        }
    }

    // JSON is read when it is asked for: what cannot be is to show here, and not in the middle of a run.
    private static bool IsReadable(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (KeyValuePair<string, JsonNode?> member in members) IsReadable(member.Value);
                break;
            case JsonArray items:
                foreach (JsonNode? item in items) IsReadable(item);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                value.GetValue<string>();
                break;
        }

        return true;
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    /// <summary>The members of a line. One that has another kind than it is written with was written by nobody here.</summary>
    private sealed class Members(JsonObject json)
    {
        /// <summary>Whether all that were asked for, and are there, had their kind.</summary>
        public bool Fit { get; private set; } = true;

        public string? Text(string name) => Of(name, JsonValueKind.String)?.GetValue<string>();

        public long? Number(string name)
        {
            if (Of(name, JsonValueKind.Number) is not { } value) return null;
            if (value.AsValue().TryGetValue(out long number) && number is >= 0 and <= int.MaxValue) return number;
            Fit = false;
            return null;
        }

        public bool Flag(string name) =>
            json[name] is { } value
                && (value.GetValueKind() is JsonValueKind.False || Of(name, JsonValueKind.True) is not null)
                && value.GetValueKind() is JsonValueKind.True;

        public JsonObject? Object(string name) => Of(name, JsonValueKind.Object)?.AsObject();

        public DateTimeOffset? Time(string name) =>
            DateTimeOffset.TryParseExact(Text(name), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
                ? time
                : null;

        public Dictionary<string, string>? Texts(string name)
        {
            if (Object(name) is not { } members) return null;
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (KeyValuePair<string, JsonNode?> member in members)
            {
                if (member.Value is not JsonValue value || value.GetValueKind() is not JsonValueKind.String)
                {
                    Fit = false;
                    return null;
                }

                texts[member.Key] = value.GetValue<string>();
            }

            return texts;
        }

        private JsonNode? Of(string name, JsonValueKind kind)
        {
            if (json[name] is not { } value) return null;
            if (value.GetValueKind() == kind) return value;
            Fit = false;
            return null;
        }
    }
}
