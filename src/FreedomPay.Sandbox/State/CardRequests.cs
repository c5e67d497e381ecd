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
internal sealed record CardClient(string ClientId, string RequestId, string OperationId, JsonElement? Client);

/// <summary>The requests to the Card API by request_id, and the client records they made.</summary>
internal sealed class CardRequests(Func<DateTimeOffset> clock, TimeSpan processingTime)
{
    private readonly Dictionary<string, CardRequest> byRequestId = new(StringComparer.Ordinal);

    public List<CardClient> Clients { get; } = [];

    public IReadOnlyCollection<CardRequest> Requests => byRequestId.Values;

    public CardRequest? Find(string requestId) => byRequestId.TryGetValue(requestId, out CardRequest? request) ? request : null;

    public void Add(CardRequest request) => byRequestId[request.RequestId] = request with { At = clock() };

    /// <summary>process, success or error.</summary>
    public string StatusOf(CardRequest request) =>
        clock() - request.At < processingTime ? "process" : request.ErrorCode is null ? "success" : "error";

    public void Clear()
    {
        byRequestId.Clear();
        Clients.Clear();
    }

    public JsonArray ClientsJson() => new([.. Clients.Select(client => new JsonObject
    {
        ["client_id"] = client.ClientId,
        ["request_id"] = client.RequestId,
        ["operation_id"] = client.OperationId,
        ["client"] = client.Client is { } sent ? JsonNode.Parse(sent.GetRawText()) : null,
    })]);

    public JsonArray RequestsJson() => new([.. Requests.Select(request => new JsonObject
    {
        ["request_id"] = request.RequestId,
        ["operation_id"] = request.OperationId,
        ["request_status"] = StatusOf(request),
        ["client_id"] = request.ClientId,
        ["error_code"] = request.ErrorCode,
    })]);
}
