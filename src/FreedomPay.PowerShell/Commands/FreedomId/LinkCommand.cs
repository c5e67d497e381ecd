using System.Text.Json.Nodes;
using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Core.Diagnostics;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.FreedomId;

/// <summary>A cmdlet that makes a link for the user's browser and sends nothing itself.</summary>
/// <typeparam name="TResult">The output type.</typeparam>
public abstract class LinkCommand<TResult> : ApiCommand<TResult>
    where TResult : FreedomPayObject, new()
{
    private protected sealed override Task<ApiOutcome> SendAsync(ApiClient client, ApiRequest request, IWireTrace trace, CancellationToken cancellation)
    {
        string? obstacle = client.Settings.PassportUri is null
            ? FreedomIdMessages.NoPassportAddress
            : Complete(client, request.Fields!);
        return Task.FromResult(new ApiOutcome
        {
            State = obstacle is null ? OutcomeState.Succeeded : OutcomeState.NotSent,
            OperationId = request.OperationId,
            Answer = [],
            Fault = obstacle is null ? null : new ApiFault { Reason = FaultReason.NoCredential, Message = obstacle },
        });
    }

    /// <summary>Adds the fields that were not given.</summary>
    /// <returns>Null, or what the connection lacks.</returns>
    private protected abstract string? Complete(ApiClient client, JsonObject fields);

    /// <summary>The link with all its fields in the query.</summary>
    private protected string LinkTo(Row row)
    {
        string host = RequireConnection().PassportUri!.AbsoluteUri.TrimEnd('/');
        return host + row.Operation.Path + "?" + string.Join(
            "&", row.Sent.Select(field => Uri.EscapeDataString(field.Key) + "=" + Uri.EscapeDataString(field.Value?.ToString() ?? "")));
    }
}
