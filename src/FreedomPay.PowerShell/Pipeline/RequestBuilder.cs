using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Bulk;
using FreedomPay.Core.Connection;
using FreedomPay.Fields;
using FreedomPay.Operations;

namespace FreedomPay.Pipeline;

/// <summary>From the fields of a row to the request that leaves, and to the questions that are asked about it.</summary>
/// <param name="binding">The operations and fields of the cmdlet.</param>
/// <param name="connection">Where requests go.</param>
/// <param name="chosen">The secret that the user has chosen for operations whose own is only assumed; null for none.</param>
internal sealed class RequestBuilder(OperationBinding binding, FreedomPayConnection connection, FreedomPaySecret? chosen)
{
    /// <summary>The slots for requests that are prepared ahead; null where none is.</summary>
    public WireSlots? Slots { get; init; }

    /// <summary>Ends the run when its rows can fare no better; null where they are asked about until they are settled.</summary>
    public RunGuard? Guard { get; init; }

    /// <summary>Says why the request of a row must not leave that is about to.</summary>
    public required Func<Row, string?, ApiTime, Task<RequestRefusal?>> Claim { get; init; }

    /// <summary>Whether an answer of the status operation proves that the request of a row had arrived.</summary>
    public required Func<Row, JsonObject, bool> ShowsArrival { get; init; }

    /// <summary>The fields of a row as they leave; those that the journal knows, unless some travel in another form.</summary>
    public required Func<Row, JsonObject> FieldsOf { get; init; }

    /// <summary>Protocol, host and credential of an operation.</summary>
    public ApiRoute RouteOf(OperationAttribute operation) => Routes.Of(operation.Api, operation.Travel, chosen ?? connection.Secret);

    /// <summary>Gives a row the name by which the API can be asked about it, where it brings none: its key, which every later run finds again in the
    /// journal. To be called when that has been asked, for what is made up says nothing of what the row is.</summary>
    public void Name(Row row)
    {
        if (row.Operation is not { Key: not null, StatusField: { } name } || row.RequestId is not { } key || WireObject.Text(row.Sent, name) is not null)
        {
            return;
        }

        int longest = binding.Fields.First(field => field.Field.WireName == name).Field.MaxLength;
        if (longest == 0 || key.Length <= longest) row.Sent[name] = key;
    }

    /// <summary>The request of a row, with the question by which a lost answer is settled.</summary>
    /// <param name="row">The row.</param>
    /// <param name="path">The path of its operation.</param>
    /// <param name="parameterSet">The parameter set that it chose.</param>
    /// <param name="pauseSec">Seconds to the request before it.</param>
    public ApiRequest Act(Row row, string path, string parameterSet, double pauseSec)
    {
        Name(row);
        OperationAttribute operation = row.Operation;
        StatusProbe? probe = null;
        if (operation.StatusOperation is { } status && (operation.StatusField ?? operation.Key) is { } name && WireObject.Text(row.Sent, name) is { } value)
        {
            ApiRequest question = Question(OperationBinding.Operation(status), new JsonObject { [name] = value }, null, row);
            probe = new StatusProbe(question, answer => ShowsArrival(row, answer), operation.StatusField is null ? name : null);
        }

        Placement placed = Placement.Of(
            operation, path, FieldsOf(row), binding.HeadersOf(parameterSet), binding.ExpectedIn(parameterSet), MerchantId(operation));
        return Request(operation, placed, row.Sent, row, row.RequestId, new Leaving
        {
            Probe = probe,
            Pause = TimeSpan.FromSeconds(pauseSec),
            Slots = Slots,
            Guard = Guard,
            InDoubt = row.Ticket?.Verdict is JournalVerdict.InDoubt,
            Claim = (requestId, time) => Claim(row, requestId, time),
        });
    }

    /// <summary>A request that is nobody's row: a question about one.</summary>
    /// <param name="operation">The operation that answers it.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="requestId">The id that traces show; null for none.</param>
    /// <param name="row">The row that it is about, which may have a token of its own; null for none.</param>
    public ApiRequest Question(OperationAttribute operation, JsonObject fields, string? requestId, Row? row = null)
    {
        Placement placed = Placement.Of(operation, operation.Path, fields, [], [], MerchantId(operation));
        return Request(operation, placed, fields, row, requestId, Leaving.AtOnce);
    }

    private ApiRequest Request(OperationAttribute operation, Placement placed, JsonObject fields, Row? row, string? requestId, Leaving leaving)
    {
        ApiRoute route = RouteOf(operation);
        bool isHidden = row?.HiddenLeaves.Count > 0;
        return new()
        {
            OperationId = operation.OperationId,
            Method = operation.Method,
            Path = placed.Path,
            Route = route,
            Safety = Routes.SafetyOf(operation.Safety),
            Body = placed.Body,
            Fields = fields,
            Headers = placed.Headers,
            FreshIdHeader = operation.RequestId is RequestIdUse.Fresh ? Placement.RequestIdHeader : null,
            Bearer = row?.Bearer,
            AnswerFields = operation.Answer,
            StatusWords = operation.Statuses.Length > 0 ? Routes.StatusWordsOf(operation.Api, route.Protocol is WireProtocol.Pg, operation.Statuses) : null,
            RequestId = requestId,
            RenewedField = operation.FreshKey ? operation.Key : null,
            SensitiveFields = isHidden ? [.. binding.SensitiveLeaves, .. row!.HiddenLeaves] : binding.SensitiveLeaves,
            SecretFields = isHidden ? [.. binding.SecretLeaves, .. row!.HiddenLeaves] : binding.SecretLeaves,
            Probe = leaving.Probe,
            Pause = leaving.Pause,
            Slots = leaving.Slots,
            Guard = leaving.Guard,
            InDoubt = leaving.InDoubt,
            Claim = leaving.Claim,
        };
    }

    private string? MerchantId(OperationAttribute operation) => RouteOf(operation).Credential is CredentialKind.Payout
        ? connection.PayoutId
        : connection.MerchantId;

    /// <summary>How a request leaves, which a question does at once.</summary>
    private sealed class Leaving
    {
        public static Leaving AtOnce { get; } = new();

        public StatusProbe? Probe { get; init; }

        public TimeSpan Pause { get; init; }

        public WireSlots? Slots { get; init; }

        public RunGuard? Guard { get; init; }

        public bool InDoubt { get; init; }

        public Func<string?, ApiTime, Task<RequestRefusal?>>? Claim { get; init; }
    }
}
