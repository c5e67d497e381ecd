using System.Text.Json.Nodes;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Protocols;

namespace FreedomPay.Core;

/// <summary>A request to make. The core knows no operation: everything that an operation is stands here.</summary>
public sealed class ApiRequest
{
    /// <summary>Name of the operation, for traces and errors.</summary>
    public required string OperationId { get; init; }

    /// <summary>HTTP method in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Path with its leading slash; it may hold a query.</summary>
    public required string Path { get; init; }

    /// <summary>Protocol, credential and host.</summary>
    public required ApiRoute Route { get; init; }

    /// <summary>What may be done when the answer is lost.</summary>
    public required Safety Safety { get; init; }

    /// <summary>The fields; nested ones become JSON objects, or form names such as <c>a[b][0]</c>.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>All fields of the request, also those that stand in its path, query or headers; those of the body unless given. An answer must not
    /// name others.</summary>
    public JsonObject? Fields
    {
        get => field ?? Body;
        init;
    }

    /// <summary>
    /// A top-level field of the body that gets a new UUID before each repeat, because the server refuses one that it has seen.
    /// The body is changed in place, so that the caller sees what was sent last.
    /// </summary>
    public string? RenewedField { get; init; }

    /// <summary>Headers beside those of the protocol. An <c>Authorization</c> here replaces the credential of a Basic or Bearer request.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>A header that gets a new UUID with every sending; none unless given.</summary>
    public string? FreshIdHeader { get; init; }

    /// <summary>A bearer token for this request alone, instead of one of the connection's.</summary>
    public Secret? Bearer { get; init; }

    /// <summary>An id and secret for this request alone, instead of the connection's, such as a made-up one to compare with. Nothing is learnt from
    /// it of the connection.</summary>
    public Credential? OwnCredential { get; init; }

    /// <summary>The request's own id or key, shown in traces.</summary>
    public string? RequestId { get; init; }

    /// <summary>Wire names to mask in traces, beside those that the redactor knows.</summary>
    public IReadOnlyCollection<string>? SensitiveFields { get; init; }

    /// <summary>
    /// Wire names of fields of the body that hold a secret, such as a PIN or a token, beside those that are known as such: what is shown of
    /// the request has none of their values, wherever an answer repeats them. Those of <see cref="SensitiveFields"/> unless given.
    /// </summary>
    public IReadOnlyCollection<string>? SecretFields { get; init; }

    /// <summary>Members that a success must have; an answer without them cannot be read. An answer may be empty only if there are none.</summary>
    public IReadOnlyCollection<string> AnswerFields { get; init; } = [];

    /// <summary>
    /// The words that the status members of an answer may have where it says that the request was taken, by the name of the member; those of
    /// the protocol unless given. An answer with another word is none.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>>? StatusWords { get; init; }

    /// <summary>How to find out what became of it when the answer is lost.</summary>
    public StatusProbe? Probe { get; init; }

    /// <summary>
    /// Whether an earlier run may have sent it already, under the same key: then it is found out first what became of it, and it is only
    /// sent where a repeat is safe.
    /// </summary>
    public bool InDoubt { get; init; }

    /// <summary>The least distance to the request before it that has one too, over the same connection; none unless given.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>The slots of its run, of which it takes one while it is on the wire; none unless given.</summary>
    public WireSlots? Slots { get; init; }

    /// <summary>Ends the run that it belongs to when its rows can fare no better; none unless given.</summary>
    public RunGuard? Guard { get; init; }

    /// <summary>
    /// Records that the request, with this id, is about to leave; called once, right before it does. What it returns says why the
    /// request must not leave; null lets it go.
    /// </summary>
    public Func<string?, ApiTime, Task<RequestRefusal?>>? Claim { get; init; }

    /// <summary>The same request with a token. The body is the same object, for it may be changed in place.</summary>
    internal ApiRequest WithBearer(Secret token) => Copy(token, InDoubt, RequestId);

    /// <summary>The same request, to be sent whatever an earlier run did.</summary>
    internal ApiRequest WithoutDoubt() => Copy(Bearer, inDoubt: false, RequestId);

    /// <summary>The same request under a new id, where it asks for one before each repeat. The body is changed in place.</summary>
    internal ApiRequest Renewed(TimeProvider time)
    {
        if (RenewedField is not { } field || Body is not { } body) return this;
        string id = Uuid7.NewId(time);
        body[field] = id;
        if (Fields is { } all) all[field] = id;
        return Copy(Bearer, InDoubt, id);
    }

    private ApiRequest Copy(Secret? bearer, bool inDoubt, string? requestId) => new()
    {
        OperationId = OperationId,
        Method = Method,
        Path = Path,
        Route = Route,
        Safety = Safety,
        Body = Body,
        Fields = Fields,
        RenewedField = RenewedField,
        Headers = Headers,
        FreshIdHeader = FreshIdHeader,
        Bearer = bearer,
        OwnCredential = OwnCredential,
        RequestId = requestId,
        SensitiveFields = SensitiveFields,
        SecretFields = SecretFields,
        AnswerFields = AnswerFields,
        StatusWords = StatusWords,
        Probe = Probe,
        InDoubt = inDoubt,
        Pause = Pause,
        Slots = Slots,
        Guard = Guard,
        Claim = Claim,
    };
}

/// <summary>Why a request must not leave.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Message">A sentence.</param>
public sealed record RequestRefusal(FaultReason Reason, string Message);

/// <summary>Finds out what became of a request whose answer was lost.</summary>
/// <param name="Request">The status request; it only reads.</param>
/// <param name="ShowsArrival">Whether its answer proves that the request had arrived. Asked about successes only: a refusal may come from not knowing
/// the request.</param>
/// <param name="KeyField">The field of its body that has the id of the request, so that a repeat that got a new one is asked about by that.</param>
public sealed record StatusProbe(ApiRequest Request, Func<JsonObject, bool> ShowsArrival, string? KeyField = null);
