using System.Text.Json.Nodes;

namespace FreedomPay.Sandbox.State;

/// <summary>An application for installment or credit.</summary>
internal sealed record Installment
{
    public string Id { get; init; } = "";

    public string ExternalId { get; init; } = "";

    public decimal Total { get; init; }

    public string? Currency { get; init; }

    public string Status { get; init; } = "new";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The applications for installment or credit, by number and by external id.</summary>
internal sealed class Installments(Func<DateTimeOffset> clock)
{
    private readonly List<Installment> all = [];

    /// <summary>Makes one. That there is one already under the same external id does not keep it from being made: of a repeat nothing is documented, and
    /// this is the worst that could be.</summary>
    public Installment Create(Installment application)
    {
        application = application with { Id = Guid.NewGuid().ToString(), CreatedAt = clock(), UpdatedAt = clock() };
        all.Add(application);
        return application;
    }

    /// <summary>By number, else the newest of an external id.</summary>
    public Installment? Find(string? id, string? externalId) => string.IsNullOrEmpty(id)
        ? all.FindLast(application => application.ExternalId == externalId)
        : all.Find(application => string.Equals(application.Id, id, StringComparison.OrdinalIgnoreCase));

    public Installment Change(Installment application, string status)
    {
        int index = all.FindIndex(one => one.Id == application.Id);
        return all[index] = all[index] with { Status = status, UpdatedAt = clock() };
    }

    public void Clear() => all.Clear();

    public JsonArray ToJson() => new([.. all.Select(application => new JsonObject
    {
        ["id"] = application.Id,
        ["external_id"] = application.ExternalId,
        ["status"] = application.Status,
    })]);
}
