using System.Management.Automation;
using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Fields;
using FreedomPay.Operations;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.CardApi;

/// <summary>A cmdlet whose requests are JSON with the headers Request-Id, Auth-Id and Sign: gift cards.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class LegacySignCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private static readonly FieldAttribute Header = new("Request-Id", FieldKind.Uuid);

    /// <summary>Your own unique number of the request, a UUID; a new one (version 7) unless given. It goes into a header; the API refuses a number that it has seen.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString, PlainText]
    [Alias("request_id", "Request-Id")]
    public string? RequestId { get; set; }

    private protected override ApiRoute RouteOf(OperationAttribute operation) => Routes.LegacySignRoute;

    private protected override bool KeyIsHeader => true;

    private protected override string? HeaderKeyOf(ICollection<FieldFault> faults)
    {
        if (string.IsNullOrWhiteSpace(RequestId) && IsTyped(nameof(RequestId))) faults.Add(new FieldFault(nameof(RequestId), Header.WireName, null, Messages.KeyIsNothing));
        if (string.IsNullOrWhiteSpace(RequestId) || IsAnothers(nameof(RequestId))) return null;
        FieldRules.ToWire(Header, RequestId!, out string? fault);
        if (fault is not null) faults.Add(new FieldFault(nameof(RequestId), Header.WireName, ValueText.Shown(RequestId), fault));
        return RequestId;
    }

    private protected override void Note(Row row, JsonObject answer) => RunspaceState.Current.Of<SeenIds>().Note(row.Sent, answer);
}
