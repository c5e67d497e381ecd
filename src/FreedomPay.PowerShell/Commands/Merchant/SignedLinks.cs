using FreedomPay.Core;
using FreedomPay.Core.Connection;
using FreedomPay.Pipeline;

namespace FreedomPay.Commands.Merchant;

/// <summary>Pages that a browser opens by an address with signed fields: no call is needed to make it.</summary>
internal static class SignedLinks
{
    /// <summary>Makes the address of a row.</summary>
    /// <param name="row">The row; it gets the address.</param>
    /// <param name="client">Has the secret that signs.</param>
    /// <param name="request">Its request.</param>
    public static ApiOutcome Make(Row row, ApiClient client, ApiRequest request)
    {
        var opened = new ApiRequest
        {
            OperationId = request.OperationId,
            Method = "GET",
            Path = request.Path,
            Route = request.Route,
            Safety = request.Safety,
            Body = request.Body,
            Fields = request.Fields,
            RequestId = request.RequestId,
            SensitiveFields = request.SensitiveFields,
            SecretFields = request.SecretFields,
        };
        row.Link = client.SignedAddress(opened, out ApiOutcome? refusal);
        return refusal ?? new ApiOutcome { State = OutcomeState.Succeeded, OperationId = request.OperationId, RequestId = request.RequestId, Answer = [] };
    }
}
