using System.Text.Json;
using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>A request to the Card API and what it will have come to when its processing time is over.</summary>
internal sealed record CardRequest
{
    public string RequestId { get; init; } = "";

    public string OperationId { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string? ClientId { get; init; }

    public string? CardId { get; init; }

    public string? TransactionId { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorDescription { get; init; }
}

/// <summary>A client record of the Card API.</summary>
internal sealed record CardClient(string ClientId, string RequestId, string OperationId, JsonElement? Client)
{
    /// <summary>The phone number that a later request set.</summary>
    public string? ChangedPhone { get; set; }

    /// <summary>Whether a later request verified the client.</summary>
    public bool Verified { get; set; }
}

/// <summary>The requests to the Card API by request_id, and the client records they made.</summary>
internal sealed class CardRequests(Func<DateTimeOffset> clock, TimeSpan processingTime)
{
    private readonly Dictionary<string, CardRequest> byRequestId = new(StringComparer.Ordinal);

    private readonly Dictionary<string, CardClient> clientsById = new(StringComparer.Ordinal);
    private readonly List<CardClient> clients = [];
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public IReadOnlyList<CardClient> Clients => clients;

    public IReadOnlyCollection<CardRequest> Requests => byRequestId.Values;

    public CardRequest? Find(string requestId) => byRequestId.TryGetValue(requestId, out CardRequest? request) ? request : null;

    public CardClient? FindClient(string clientId) => clientsById.TryGetValue(clientId, out CardClient? client) ? client : null;

    public void AddClient(CardClient client)
    {
        clients.Add(client);
        clientsById[client.ClientId] = client;
    }

    /// <summary>Whether a request_id was used, be it by an operation that only reads.</summary>
    public bool IsUsed(string requestId) => byRequestId.ContainsKey(requestId) || asked.Contains(requestId);

    /// <summary>Remembers the request_id of an operation that only reads.</summary>
    public void Asked(string requestId) => asked.Add(requestId);

    public void Add(CardRequest request) => byRequestId[request.RequestId] = request with { At = clock() };

    /// <summary>process, success or error.</summary>
    public string StatusOf(CardRequest request) =>
        clock() - request.At < processingTime ? "process" : request.ErrorCode is null ? "success" : "error";

    public void Clear()
    {
        byRequestId.Clear();
        clients.Clear();
        clientsById.Clear();
        asked.Clear();
    }

    public JsonArray ClientsJson() => new([.. Clients.Select(client => new JsonObject
    {
        ["client_id"] = client.ClientId,
        ["request_id"] = client.RequestId,
        ["operation_id"] = client.OperationId,
        ["client"] = client.Client is { } sent ? JsonNode.Parse(sent.GetRawText()) : null,
        ["changed_phone"] = client.ChangedPhone,
    })]);

    public JsonArray RequestsJson() => new([.. Requests.Select(request => new JsonObject
    {
        ["request_id"] = request.RequestId,
        ["operation_id"] = request.OperationId,
        ["request_status"] = StatusOf(request),
        ["client_id"] = request.ClientId,
        ["card_id"] = request.CardId,
        ["error_code"] = request.ErrorCode,
    })]);
}
