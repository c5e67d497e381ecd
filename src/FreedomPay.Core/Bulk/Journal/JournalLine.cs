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

    /// <summary>The request's own id, by which the API can be asked; null where the operation has none.</summary>
    public string? RequestId { get; init; }

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

    /// <summary>What may be kept of the answer; nothing sensitive.</summary>
    public JsonObject? Answer { get; init; }
}

/// <summary>Lines as text and back.</summary>
internal static class JournalText
{
    public const int Version = 2;
    private const string Magic = "freedomPayJournal";
    private const string TimeForm = "yyyy-MM-ddTHH:mm:ss.fffZ";

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
        if (intent.RequestId is not null) line["requestId"] = intent.RequestId;
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
        if (end.Answer is not null) line["answer"] = end.Answer.DeepClone();
        return Line(line);
    }

    /// <summary>The header; null when this is no journal at all.</summary>
    /// <exception cref="JournalException">It is one of another version.</exception>
    public static JournalHeader? ReadHeader(string line)
    {
        if (Parse(line) is not { } members || Number(members, Magic) is not { } version) return null;
        if (version is < 1 or > Version) throw OtherVersion(version);
        return Value(members, "cmdlet") is { } cmdlet && Value(members, "endpoint") is { } endpoint && Value(members, "salt") is { } salt && Value(members, "check") is { } check && Time(members) is { } created
            ? new JournalHeader(created, cmdlet, endpoint, salt, check, (int)version)
            : null;
    }

    /// <summary>A journal of a version that cannot be gone on with.</summary>
    public static JournalException OtherVersion(long version) => new(JournalProblem.Version, Messages.JournalVersion.With(version, Version));

    /// <summary>A line after the header; null when it cannot be read.</summary>
    public static JournalLine? Read(string line)
    {
        if (Parse(line) is not { } members || Time(members) is not { } at) return null;
        if (Value(members, "intent") is { } begun)
        {
            if (Value(members, "operation") is not { } operation || members["fields"] is not JsonObject hashes) return null;
            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (KeyValuePair<string, JsonNode?> hash in hashes) fields[hash.Key] = hash.Value?.ToString() ?? "";
            return new JournalIntent { Key = begun, At = at, Row = Number(members, "row") ?? 0, OperationId = operation, RequestId = Value(members, "requestId"), Fields = fields };
        }

        if (Value(members, "outcome") is not { } ended || !Enum.TryParse(Value(members, "state"), out OutcomeState state)) return null;
        return new JournalEnd
        {
            Key = ended,
            At = at,
            State = state,
            Reason = Enum.TryParse(Value(members, "reason"), out FaultReason reason) ? reason : null,
            Code = Value(members, "code"),
            HttpStatus = (int?)Number(members, "status"),
            Attempts = (int)(Number(members, "attempts") ?? 0),
            Recovered = members["recovered"]?.GetValueKind() is JsonValueKind.True,
            RequestId = Value(members, "requestId"),
            Answer = members["answer"] as JsonObject,
        };
    }

    private static byte[] Line(JsonObject members) => WireText.Utf8.GetBytes(members.ToJsonString(WireText.Json) + "\n");

    private static JsonObject? Parse(string line)
    {
        try
        {
            // Reading a member, any member, shows whether a name stands there twice.
            return JsonNode.Parse(line) is JsonObject members && !members.ContainsKey("") ? members : null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(JsonObject members) =>
        DateTimeOffset.TryParseExact(Value(members, members.ContainsKey("at") ? "at" : "created"), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static string? Value(JsonObject members, string name) => members[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    private static long? Number(JsonObject members, string name) => members[name] is JsonValue value && value.GetValueKind() is JsonValueKind.Number && value.TryGetValue(out long number) ? number : null;
}
